"""What was found for each test, kept by the keys of the work, so that nothing is judged twice."""

import json
from pathlib import Path

from autograder.gradebook.files import PRIVATE, write_whole
from autograder.grading import Finding, Work
from autograder.report import Report, Verdict


class Results:
    """The findings of one assignment: a file for each context, in it a finding for each test."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def of(self, work: Work) -> dict[str, Finding]:
        """What is known in the context of this work, by the keys of tests; nothing where the file is not readable."""
        path = self._path(work)
        try:
            data = json.loads(path.read_bytes()) if path.is_file() else {}
            return {str(key): Finding(Verdict(verdict), str(message)) for key, (verdict, message) in data.items()}
        except (ValueError, TypeError, AttributeError):
            return {}

    def keep(self, work: Work, report: Report) -> None:
        """Add what a report found, before any grade is made from it."""
        found = self.of(work) | work.findings(report)
        data = {key: [finding.verdict, finding.message] for key, finding in found.items()}
        write_whole(self._path(work), json.dumps(data, indent=1).encode(), PRIVATE, lasting=True)

    def _path(self, work: Work) -> Path:
        return self._place / f"{work.context}.json"
