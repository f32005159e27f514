"""What an unfinished run has found so far, so that the next one goes on; forgotten when grader or cases change."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from autograder.layout import COURSE, ROOT
from cases.outcome import Outcome
from cases.places import FOUND, TESTS

WATCHED = (ROOT / "autograder", COURSE / "spark", COURSE / "setup", TESTS / "cases", TESTS / "submissions")


class Found:
    """The outcomes of the cases that are done, one line each."""

    def __init__(self) -> None:
        self._path = FOUND / f"{_fingerprint()}.jsonl"

    def outcomes(self, names: Iterable[str]) -> list[Outcome]:
        """What is known of these cases."""
        lines = self._path.read_text().splitlines(keepends=True) if self._path.is_file() else []
        done = [Outcome.from_json(line) for line in lines if line.endswith("\n")]
        return [outcome for outcome in done if outcome.case in set(names)]

    def add(self, outcome: Outcome) -> None:
        """Keep one more."""
        FOUND.mkdir(parents=True, exist_ok=True)
        with self._path.open("a") as file:
            file.write(outcome.to_json() + "\n")

    def forget(self) -> None:
        """Start anew next time: this run is complete."""
        for path in FOUND.glob("*.jsonl"):
            path.unlink()


def _fingerprint() -> str:
    files = sorted(path for place in WATCHED for path in place.rglob("*") if path.is_file() and _counts(path))
    digests = [(str(path.relative_to(ROOT)), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
    return hashlib.sha256(repr(digests).encode()).hexdigest()[:16]


def _counts(path: Path) -> bool:
    return "__pycache__" not in path.parts
