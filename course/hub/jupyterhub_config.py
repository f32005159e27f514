"""What every Hub of this course has in common; the settings of one Hub load this file, as example.py beside it does."""

import sys
from typing import Any

from course.hub import EXCHANGE, INSTRUCTORS, server

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.JupyterHub.proxy_class = "traefik_file"  # from the lock; the Hub's default proxy would need Node.js
c.JupyterHub.bind_url = "http://127.0.0.1:8000"
c.Exchange.root = "/srv/nbgrader/exchange"  # nbgrader's own name for it; each server gets it below

c.Spawner.cmd = [sys.executable, "-m", server.__name__]
c.Spawner.start_timeout = c.Spawner.http_timeout = 120  # seconds: a class comes all at once


def seat(spawner: Any) -> None:
    """Give a person's server what it needs to know: the exchange, and whether this is an instructor."""
    groups = {group.name for group in spawner.user.groups}
    spawner.environment[EXCHANGE] = spawner.config.Exchange.root
    instructor = INSTRUCTORS in groups
    spawner.environment[server.ROLE] = server.INSTRUCTOR if instructor else server.STUDENT
    # The Hub lets no page stand inside another one, as Formgrader does in JupyterLab: here it is a page of its own.
    spawner.default_url = "/formgrader" if instructor else "/lab"


c.Spawner.pre_spawn_hook = seat
