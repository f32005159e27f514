"""A judge that stays for the next notebook: its Spark has started, and its code is compiled."""

from autograder.grading.batch import graded
from autograder.grading.jobs import Job
from autograder.grading.judges import JudgesProcess
from autograder.report import Report
from autograder.sandbox import Isolation, Limits


class KeptJudge:
    """One judge's process for one job after the other, until it is closed; other limits or another sandbox need another one."""

    def __init__(self) -> None:
        self._judge: JudgesProcess | None = None
        self._settings: tuple[Limits, Isolation] | None = None

    def report(self, job: Job, limits: Limits, isolation: Isolation) -> Report:
        """The report on a job, as a batch of this job alone would bring it."""
        if self._judge is None or self._settings != (limits, isolation):
            self.close()
            self._judge, self._settings = JudgesProcess(limits, isolation), (limits, isolation)
        return graded(job, self._judge)

    def close(self) -> None:
        """End the judge's process; the next job starts another."""
        if self._judge:
            self._judge.restart()
        self._judge = None
