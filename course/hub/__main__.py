"""`python -m course.hub SETTINGS`: starts the Hub, or says in one sentence why it cannot."""

import importlib.util
import os
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

from traitlets.config.loader import PyFileConfigLoader

from course.hub import server
from course.setup import SetupError

EXAMPLE = server.HERE / "example.py"
OPEN_TO_ALL = 0o777


def start(words: str) -> NoReturn:
    """Becomes JupyterHub, which keeps its own files beside the settings."""
    if not words:
        raise SetupError(
            f"Name the Hub's settings, as in `make hub SETTINGS=/srv/hub/hub.py`; {EXAMPLE} is a file to begin with."
        )
    settings = Path(words).resolve()
    if not settings.is_file():
        raise SetupError(f"There is no file {settings}: copy {EXAMPLE} there and write your names into it.")
    os.chdir(settings.parent)
    config = _read(settings)
    _refuse_taken_ports(config)
    _refuse_closed_exchange(Path(config.Exchange.root))
    if importlib.util.find_spec("jupyterhub") is None:
        raise SetupError("JupyterHub is not installed: `make hub` installs it and starts the Hub.")
    os.execv(Path(sys.executable).with_name("jupyterhub"), ["jupyterhub", "--config", str(settings)])


def _read(settings: Path) -> Any:
    try:
        return PyFileConfigLoader(settings.name, path=str(settings.parent)).load_config()
    except Exception as error:  # the file is Python that a person has edited
        raise SetupError(f"{settings} cannot be read ({type(error).__name__}: {error}): mend that line.") from error


def _refuse_taken_ports(config: Any) -> None:
    url = urlsplit(config.JupyterHub.bind_url)
    api = urlsplit(config.TraefikProxy.get("traefik_api_url", "http://localhost:8099"))
    ports = {
        (url.hostname or "", url.port or {"http": 80, "https": 443}[url.scheme]): "c.JupyterHub.bind_url",
        ("127.0.0.1", config.JupyterHub.get("hub_port", 8081)): "c.JupyterHub.hub_port",
        ("127.0.0.1", api.port): "c.TraefikProxy.traefik_api_url",
    }
    for (host, port), setting in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise SetupError(
                    f"Port {port} cannot be used ({error.strerror}): end what uses it, or choose another in {setting}."
                ) from error


def _refuse_closed_exchange(exchange: Path) -> None:
    if not exchange.is_dir() or exchange.stat().st_mode & OPEN_TO_ALL != OPEN_TO_ALL:
        raise SetupError(
            f"The exchange {exchange} has to be a folder that everybody can write to: make it with "
            f"`install -d -m 1777 {exchange}`, or name another in c.Exchange.root."
        )


if __name__ == "__main__":
    try:
        start(" ".join(sys.argv[1:]))
    except SetupError as error:
        sys.exit(str(error))
