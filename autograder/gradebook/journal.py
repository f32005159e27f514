"""The journal of an assignment's gradings: what became of each piece of work, a line for each step."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from autograder.gradebook.files import PRIVATE, append, write_whole


class State(StrEnum):
    """Where a piece of work stands, or a student's grade for it."""

    WAITING = "waiting"
    JUDGING = "judging"
    JUDGED = "judged"
    RECORDED = "recorded"
    HELD_BACK = "held back"
    REFUSED = "refused"
    HOST_FAULT = "host fault"


LASTING = (State.JUDGED, State.RECORDED)  # compacting keeps every one of them, so that doing a thing twice would show


@dataclass(frozen=True)
class Entry:
    """One step: of a piece of work by its key, or of one student's grade for it; `at` and `seconds` are for people.

    `seconds` is what judging took, where work was judged; waiting in a cluster's queue counts.
    """

    state: State
    key: str
    student: str = ""
    at: str = ""
    seconds: float = 0.0


class Journal:
    """One assignment's journal; a torn line, as a kill or a full disk may leave, is passed over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = list(read_journal(path))

    def compact(self) -> None:
        """Leave out what later steps have made void."""
        self.entries = _compacted(self.entries)
        write_whole(self.path, b"".join(map(_line, self.entries)), PRIVATE)

    def note(self, state: State, key: str, student: str = "", seconds: float = 0.0) -> None:
        """Add a step."""
        entry = Entry(state, key, student, f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M:%S}", seconds)
        append(self.path, _line(entry))
        self.entries.append(entry)

    def last(self, key: str, student: str = "") -> State | None:
        """The last step of a piece of work, or of a student's grade for it."""
        states = (entry.state for entry in reversed(self.entries) if (entry.key, entry.student) == (key, student))
        return next(states, None)

    def waiting(self) -> list[str]:
        """The students whose grade was under way when the last grading ended."""
        last = {entry.student: entry.state for entry in self.entries if entry.student}
        return [student for student, state in last.items() if state is State.WAITING]


def read_journal(path: Path) -> Iterator[Entry]:
    """Every whole line of a journal, in order."""
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            data = json.loads(line)
            seconds = float(data.get("seconds", 0.0))  # an earlier version of the course wrote none
            yield Entry(State(data["state"]), str(data["key"]), str(data["student"]), str(data["at"]), seconds)
        except (ValueError, KeyError, TypeError):
            continue


def _compacted(entries: list[Entry]) -> list[Entry]:
    latest = {entry.student: entry.key for entry in entries if entry.student}
    last = {(entry.student, entry.key): place for place, entry in enumerate(entries)}
    current = set(latest.values())
    return [
        entry
        for place, entry in enumerate(entries)
        if (latest[entry.student] == entry.key if entry.student else entry.key in current)
        and (entry.state in LASTING or last[entry.student, entry.key] == place)
    ]


def _line(entry: Entry) -> bytes:
    data = {"at": entry.at, "state": entry.state, "student": entry.student, "key": entry.key, "seconds": entry.seconds}
    return json.dumps(data).encode() + b"\n"
