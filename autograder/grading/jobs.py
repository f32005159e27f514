"""What a judge is given, by value: it can travel to another machine and cannot change on the way."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass

from autograder.report import TestResult, read_test, test_data


@dataclass(frozen=True)
class Expected:
    """What is likely to come next: an exercise, and the seed of its hidden data."""

    unit: str
    source: bytes
    seed: str

    def to_json(self) -> str:
        """The same as one line."""
        return json.dumps({"expected": self.unit, "source": b64encode(self.source).decode(), "seed": self.seed})


@dataclass(frozen=True)
class Job:
    """One submission to grade: the source notebook's bytes, the bytes handed in, and the seed of the hidden data.

    `key` is the caller's own name for it, a student's for example; the tests in `known` are not run again.
    """

    key: str
    unit: str
    source: bytes
    submission: bytes
    seed: str
    known: tuple[TestResult, ...] = ()

    def to_json(self) -> str:
        """The job as one line."""
        source, submission = (b64encode(data).decode() for data in (self.source, self.submission))
        known = [test_data(result) for result in self.known]
        whole = {"key": self.key, "unit": self.unit, "source": source, "submission": submission, "seed": self.seed}
        return json.dumps(whole | {"known": known})

    @classmethod
    def from_json(cls, line: str) -> "Job":
        """Read what `to_json` wrote."""
        data = json.loads(line)
        source, submission = (b64decode(data[name]) for name in ("source", "submission"))
        return cls(data["key"], data["unit"], source, submission, data["seed"], tuple(map(read_test, data["known"])))


def from_line(line: str) -> Job | Expected:
    """Read what either wrote."""
    data = json.loads(line)
    if "expected" in data:
        return Expected(data["expected"], b64decode(data["source"]), data["seed"])
    return Job.from_json(line)
