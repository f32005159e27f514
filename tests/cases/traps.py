"""What a submission must not reach from its sandbox: a listener, a file and a variable of the grader's own."""

import contextlib
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

TOKEN = "COURSE_CASES_TOKEN"
MARK = "course-cases-mark"  # a file of this name on the host means that a submission wrote there
PORTS = range(47_810, 47_820)


class Traps:
    """Notes every connection to the host's loopback; its token lies in the environment and in a file."""

    def __init__(self, folder: Path) -> None:
        self.token = secrets.token_hex(16)
        os.environ[TOKEN] = self.token
        (folder / "token.txt").write_text(self.token)
        self._reached: list[str] = []
        self._servers = list(_servers())
        for server in self._servers:
            threading.Thread(target=self._listen, args=(server,), daemon=True).start()

    def sprung(self) -> list[str]:
        """What was reached since this was last asked."""
        found, self._reached = self._reached, []
        marks = [str(path) for path in (Path("/tmp", MARK), Path("/dev/shm", MARK), Path.home() / MARK) if path.exists()]
        return found + marks

    def _listen(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                _, peer = server.accept() if server.type is socket.SOCK_STREAM else server.recvfrom(1)
                self._reached.append(f"connection from {peer}")


def _servers() -> Iterator[socket.socket]:
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            for port in PORTS:
                server = socket.socket(family, kind)
                try:
                    server.bind((host, port))
                except OSError:  # another lane has it, or this host has no such address
                    server.close()
                    continue
                if kind is socket.SOCK_STREAM:
                    server.listen()
                yield server
                break
