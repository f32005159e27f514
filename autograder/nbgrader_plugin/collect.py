"""Collecting from nbgrader's exchange, into which everybody on the machine can put what they like, under any name."""

import os
import pwd
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from autograder.errors import RefusedSubmission
from autograder.gradebook import EXCHANGED, write_whole
from autograder.intake import read_regular_file
from autograder.layout import NOTEBOOK

Record = dict[str, Any]  # nbgrader's: username, filename, timestamp
FILES = (f"{NOTEBOOK}.ipynb", *EXCHANGED)  # the judge needs no other
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class CollectOwn(ExchangeCollect):  # type: ignore[misc]
    """nbgrader's collecting, but what belongs to another user, or leads to a file elsewhere, is left out and replaces nothing.

    nbgrader itself takes both, and only warns of the first. `check_owner = False` lets everybody hand in for everybody.
    """

    src_records: list[Record]

    def init_src(self) -> None:
        """Choose each student's submission among those that are their own, and read it."""
        super().init_src()
        self._read: dict[str, dict[str, bytes]] = {}
        for record in self.src_records:
            place = Path(self.inbound_path, record["filename"])
            try:
                self._read[str(place)] = self._files(place, record["username"])
            except (RefusedSubmission, OSError) as error:
                self.log.error("Left out: %s (%s)", record["filename"], error)
        self.src_records = [each for each in self.src_records if str(Path(self.inbound_path, each["filename"])) in self._read]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:  # noqa: ARG002
        """Write what was read."""
        for name, data in self._read[src].items():
            write_whole(Path(dest, name), data)

    def _sort_by_timestamp(self, records: list[Record]) -> list[Record]:
        own = [each for each in records if self._may(each["username"], Path(self.inbound_path, each["filename"]).stat().st_uid)]
        ordered: list[Record] = super()._sort_by_timestamp(own or records)
        return ordered

    def _files(self, place: Path, student: str) -> dict[str, bytes]:
        folder = os.open(place, FOLDER)  # held open, so that nothing can take its place meanwhile
        try:
            owner = os.fstat(folder).st_uid
            if not self._may(student, owner):
                raise RefusedSubmission(f"it says that it comes from {student}, and belongs to {_name(owner)}")
            held = Path(f"/proc/self/fd/{folder}")
            return {name: read_regular_file(held / name) for name in FILES if os.path.lexists(held / name)}
        finally:
            os.close(folder)

    def _may(self, student: str, owner: int) -> bool:
        return not self.check_owner or student == _name(owner)


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"
