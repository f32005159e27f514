"""What a judge is given, by value: it can travel to another machine and cannot change on the way."""

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """One submission to grade: the source notebook's bytes, the bytes handed in, and the seed of the hidden data.

    `key` is the caller's own name for it, a student's for example.
    """

    key: str
    unit: str
    source: bytes
    submission: bytes
    seed: str

    def to_json(self) -> str:
        """The job as one line."""
        source, submission = (b64encode(data).decode() for data in (self.source, self.submission))
        return json.dumps({"key": self.key, "unit": self.unit, "source": source, "submission": submission, "seed": self.seed})

    @classmethod
    def from_json(cls, line: str) -> "Job":
        """Read what `to_json` wrote."""
        data = json.loads(line)
        return cls(data["key"], data["unit"], b64decode(data["source"]), b64decode(data["submission"]), data["seed"])
