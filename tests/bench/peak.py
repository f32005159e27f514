"""The most memory that a program and all that it started held at one moment."""

import threading
from pathlib import Path

import psutil

PAUSE = 0.2  # seconds between two looks


class Peak:
    """Watches the processes below one, itself left out, until it is closed; sizes are in MiB.

    Each process counts with its proportional share (PSS), so that memory that forked Python workers share counts once.
    """

    def __init__(self, pid: int) -> None:
        self.most = 0.0
        self.parts: dict[str, float] = {}
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(PAUSE):
            parts = shares_below(self._pid)
            if sum(parts.values()) > self.most:
                self.most, self.parts = sum(parts.values()), parts


def shares_below(pid: int) -> dict[str, float]:
    """The MiB of the processes below one, by the name of their program."""
    found: dict[str, float] = {}
    try:
        processes = psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return found
    for process in processes:
        try:
            if _is_about_to_become_another(process):
                continue
            name = process.name()
            found[name] = found.get(name, 0.0) + process.memory_full_info().pss / 2**20
        except (psutil.NoSuchProcess, psutil.AccessDenied):  # it is ending
            continue
    return found


def _is_about_to_become_another(process: psutil.Process) -> bool:
    """Whether this is a copy of a Java that has not started its program yet, and still shares all of Java's memory."""
    parent = process.parent()
    return parent is not None and Path(process.exe()).name == "java" and process.exe() == parent.exe()
