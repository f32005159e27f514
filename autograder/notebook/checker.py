"""The process beside a kernel that runs its checks; it starts before the first and stays for the next, which then wait less."""

import contextlib
import json
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from autograder.layout import COURSE, LOCK, ROOT

ENDED = "The process that runs the checks has ended: run `%check` again."
PATIENCE = 10  # seconds for it to put its judge's things away
LAST_WORDS = 2_000  # characters


class Checker:
    """Asked for one check at a time; its process starts anew where it has ended or the code has changed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._words: IO[bytes] | None = None
        self._code: object = None

    def ask(self, *arguments: str) -> None:
        """Begin `autograder check` with these arguments, in this folder."""
        self._tell("check", *arguments)

    def expect(self, notebook: Path) -> None:
        """Let a judge get ready for a notebook's first check, which is likely to come."""
        self._tell("expect", str(notebook))

    def answer(self, seconds: float) -> str | None:
        """What the check said; None when it has not ended after so many seconds."""
        process = self._process
        if process is None or process.stdout is None:
            return ENDED
        if not select.select([process.stdout], [], [], seconds)[0]:
            return None
        line = process.stdout.readline()
        if not line.endswith(b"\n"):
            words = self._last_words()
            self.stop()
            return "\n".join(filter(None, (ENDED, words)))
        said: str = json.loads(line)
        return said

    def stop(self) -> None:
        """End the process and what it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(BrokenPipeError):
            if process.stdin:
                process.stdin.close()
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for file in (process.stdout, self._words):
            if file:
                file.close()

    def _tell(self, wish: str, *arguments: str) -> None:
        if self._code != _code():
            self.stop()
        line = json.dumps([str(Path.cwd()), wish, arguments]).encode() + b"\n"
        try:
            self._write(line)
        except BrokenPipeError:  # it has gone, after a long time without a wish
            self.stop()
            self._write(line)

    def _write(self, line: bytes) -> None:
        process = self._process = self._process or self._started()
        if process.stdin:
            process.stdin.write(line)
            process.stdin.flush()

    def _started(self) -> "subprocess.Popen[bytes]":
        self._code = _code()
        self._words = tempfile.TemporaryFile()  # noqa: SIM115  # open as long as the process runs
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.cli.beside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            start_new_session=True,  # an interrupt of some other cell is none of its business
        )

    def _last_words(self) -> str:
        if self._words is None:
            return ""
        self._words.seek(0)
        return self._words.read().decode(errors="replace")[-LAST_WORDS:].strip()


def _code() -> object:
    """Another value once an update has brought other code of the course's."""
    files = [*(ROOT / "autograder").rglob("*.py"), *(COURSE / "setup").rglob("*.py"), *filter(Path.is_file, [LOCK])]
    return max(path.stat().st_mtime_ns for path in files)
