"""What a judge's process is given: where things are, and the seed of the hidden data."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Job:
    """One submission to grade; `key` is the caller's own name for it, a student's for example."""

    key: str
    unit: str
    source: Path
    submission: Path
    seed: str

    def to_json(self) -> str:
        """The job as one line."""
        return json.dumps({name: str(value) for name, value in asdict(self).items()})

    @classmethod
    def from_json(cls, line: str) -> "Job":
        """Read what `to_json` wrote."""
        data = json.loads(line)
        return cls(data["key"], data["unit"], Path(data["source"]), Path(data["submission"]), data["seed"])
