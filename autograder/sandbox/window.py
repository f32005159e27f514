"""A look into a sandbox from outside: how full its folders are, and what its processes hold."""

import contextlib
import os
from collections.abc import Iterator

PAGE = os.sysconf("SC_PAGE_SIZE")
THREADS, PAGES = 17, 21  # the fields of /proc/PID/stat that follow the name: num_threads and rss
INODE_OF_ITS_ROOT = 1


class Window:
    """Opened once through the sandbox's first process, so that no later one can stand in for it; OSError where forbidden."""

    def __init__(self, first: int, folders: tuple[str, ...]) -> None:
        with contextlib.ExitStack() as opened:
            self._folders = [_opened(f"/proc/{first}/root{folder}", os.O_PATH, opened) for folder in folders]
            self._proc = _opened(f"/proc/{first}/root/proc", os.O_RDONLY | os.O_DIRECTORY, opened)
            self._close = opened.pop_all().close

    def disk(self) -> tuple[int, int]:
        """Bytes and number of files in the folders that can be written to."""
        found = [os.fstatvfs(folder) for folder in self._folders]
        used = sum((each.f_blocks - each.f_bfree) * each.f_frsize for each in found)
        return used, sum(each.f_files - each.f_ffree - INODE_OF_ITS_ROOT for each in found)

    def processes(self, enough: int) -> int:
        """How many processes and threads there are, counted no further than `enough`."""
        processes = self._processes()
        if len(processes) >= enough:
            return len(processes)
        return sum(int(fields[THREADS]) for _, fields in self._stats(processes))

    def resident(self) -> int:
        """Bytes that all processes hold, where what they share counts for each: a cheap first look."""
        return sum(int(fields[PAGES]) for _, fields in self._stats(self._processes())) * PAGE

    def weight(self) -> int:
        """Bytes that all processes hold, where what they share counts once; slow while processes are being copied."""
        return sum(map(self._proportional, self._processes()))

    def close(self) -> None:
        """Let go of the sandbox's folders, which keep their content in memory as long as they are held."""
        self._close()

    def _processes(self) -> list[str]:
        return [name for name in os.listdir(self._proc) if name.isdigit()]  # noqa: PTH208 - of a folder held open, not of a path

    def _stats(self, processes: list[str]) -> Iterator[tuple[str, list[bytes]]]:
        for process in processes:
            with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has ended since
                yield process, self._read(f"{process}/stat").rpartition(b")")[2].split()

    def _proportional(self, process: str) -> int:
        try:
            lines = self._read(f"{process}/smaps_rollup").splitlines()
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            return 0
        return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(b"Pss:")), 0)

    def _read(self, file: str) -> bytes:
        fd = os.open(file, os.O_RDONLY, dir_fd=self._proc)
        try:
            return os.read(fd, 2**16)
        finally:
            os.close(fd)


def _opened(path: str, flags: int, opened: contextlib.ExitStack) -> int:
    fd = os.open(path, flags)
    opened.callback(os.close, fd)
    return fd
