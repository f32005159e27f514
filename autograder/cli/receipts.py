"""The receipt of a check, which the learner keeps: when, which bytes, on which hidden data, which marks, and the whole report."""

import datetime
import json
from pathlib import Path

from autograder.files import write_whole
from autograder.report import Report, to_json
from course.setup.records import Records


def keep(report: Report, notebook: Path, seed: str, records: Records) -> Path:
    """Write a graded report's receipt whole or not at all; OSError when its folder cannot be written."""
    now = datetime.datetime.now(datetime.UTC)
    receipt = {
        "at": now.isoformat(timespec="seconds"),
        "notebook": str(notebook),
        "sha256": report.submission,
        "seed": seed,
        "points": report.points,
        "of": report.of,
        "report": json.loads(to_json(report)),
    }
    place = records.receipts / report.unit / f"{now:%Y%m%dT%H%M%S%fZ}-{report.submission[:8]}.json"
    write_whole(place, (json.dumps(receipt, indent=1, ensure_ascii=False) + "\n").encode())
    return place
