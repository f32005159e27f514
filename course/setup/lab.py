"""`python -m course.setup.lab [PORT [OPTION …]]`: opens JupyterLab at the start page."""

import os
import socket
import subprocess
import sys
from typing import NoReturn

from . import ROOT, SetupError
from .run import replace_process


def open_lab(port: str = "", *more: str) -> NoReturn:
    """Becomes JupyterLab, on the port that was asked for or else on the next free one from 8888."""
    options = [f"--ServerApp.root_dir={ROOT}"]
    if port:
        _refuse_taken(port)
        options += [f"--port={port}", "--ServerApp.port_retries=0"]
    say_what_is_new()
    if os.geteuid() == 0:
        options.append("--allow-root")  # as in a container, where there is no other user
    replace_process(["jupyter", "lab", *options, *more])


def say_what_is_new() -> None:
    """Says which of the learner's notebooks are older than their exercise; JupyterLab opens whatever comes of it."""
    subprocess.run([sys.executable, "-m", "autograder", "updates"], cwd=ROOT, check=False)


def _refuse_taken(port: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError, ValueError):
            raise SetupError(
                f"Port {port} is taken or is no port number: choose another as in `make lab PORT=8899`, "
                "or leave PORT out to get a free one."
            ) from None


if __name__ == "__main__":
    try:
        open_lab(*sys.argv[1:])
    except SetupError as error:
        sys.exit(str(error))
