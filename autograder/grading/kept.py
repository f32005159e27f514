"""A judge that starts before the first check of a notebook and stays for the next: it gets ready while nobody waits."""

import hashlib

from autograder.grading.batch import graded
from autograder.grading.jobs import Expected, Job
from autograder.grading.judges import JudgesProcess
from autograder.report import Report
from autograder.sandbox import Isolation, Limits


class KeptJudge:
    """One judge's process for one job after the other, until it is closed; other limits or another sandbox need another one."""

    def __init__(self) -> None:
        self._judge: JudgesProcess | None = None
        self._settings: tuple[Limits, Isolation] | None = None
        self._last: Job | None = None
        self._seeds: dict[str, str] = {}
        self._next_seed: str | None = None

    @property
    def started(self) -> bool:
        """Whether there is a judge now."""
        return self._judge is not None

    def seed_for(self, submission: bytes) -> str:
        """The seed of a notebook's hidden data: its own, or what the judge is ready for; the same for the same notebook."""
        own = _seed(b"seed", submission)
        return self._seeds.setdefault(own, self._next_seed or own)

    def report(self, job: Job, limits: Limits, isolation: Isolation) -> Report:
        """The report on a job, as a batch of this job alone would bring it."""
        judge = self._kept(limits, isolation)
        self._last = job
        return graded(job, judge)

    def begin(self, job: Job, limits: Limits, isolation: Isolation) -> None:
        """Start the judge for a notebook that is still being worked on, unless it has started."""
        if not self.started:
            self._kept(limits, isolation)
            self._last = job
            self.get_ready()

    def get_ready(self) -> None:
        """Let the judge prepare for the next notebook of the same exercise; nobody waits for that."""
        if self._judge and self._last:
            self._next_seed = _seed(b"after", self._last.submission)
            self._judge.expect(Expected(self._last.unit, self._last.source, self._next_seed))

    def close(self) -> None:
        """End the judge's process; the next job starts another."""
        if self._judge:
            self._judge.restart()
        self._judge = None

    def _kept(self, limits: Limits, isolation: Isolation) -> JudgesProcess:
        if self._judge is None or self._settings != (limits, isolation):
            self.close()
            self._judge, self._settings = JudgesProcess(limits, isolation), (limits, isolation)
        return self._judge


def _seed(what: bytes, submission: bytes) -> str:
    return hashlib.sha256(what + submission).hexdigest()[:16]
