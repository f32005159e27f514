"""Many submissions: a few judges side by side, each of which may die without taking the batch along."""

import os
import queue
import threading
from collections.abc import Generator, Iterable, Iterator, Sized

from autograder.errors import HostFault
from autograder.grading.calibration import out_of_time
from autograder.grading.jobs import Job
from autograder.grading.judges import JudgesProcess
from autograder.report import Report, Status
from autograder.sandbox import Isolation, Limits, find_isolation

TRIES = 2  # a judge that dies is replaced once; a second death is reported as a fault of the host


def grade_many(
    jobs: Iterable[Job], workers: int = 1, limits: Limits | None = None, isolation: Isolation | None = None
) -> Generator[tuple[Job, Report], None, None]:
    """Grade jobs in `workers` judges and yield each report as it comes; NoSandbox before any is begun.

    A job is taken from `jobs` when a judge is free for it. Who is out of time beside others is judged anew alone, at the
    end: another's work may have taken all of the machine's cores.
    """
    isolation = isolation or find_isolation()
    several = not isinstance(jobs, Sized) or len(jobs) > 1
    ahead = several and workers < (os.cpu_count() or 1)  # there is a core to spare
    judges = [JudgesProcess(limits or Limits(), isolation, ahead=ahead) for _ in range(max(1, workers))]
    batch = _Batch(jobs, len(judges) if several else 1)
    threads = [threading.Thread(target=batch.work, args=(judge,), daemon=True) for judge in judges]
    for thread in threads:
        thread.start()
    try:
        yield from batch.outcomes(len(threads))
    finally:
        batch.stop()
        for judge, thread in zip(judges, threads, strict=True):
            judge.kill()
            thread.join()


class _Batch:
    """The jobs that are left, and what became of the others."""

    def __init__(self, jobs: Iterable[Job], judges: int) -> None:
        self._jobs = iter(jobs)
        self._side_by_side = judges > 1
        self._at_work = judges
        self._alone: list[Job] = []
        self._taking = threading.Lock()
        self._stopped = False
        self._done: queue.SimpleQueue[tuple[Job, Report] | BaseException | None] = queue.SimpleQueue()

    def stop(self) -> None:
        """Let no further job begin."""
        self._stopped = True

    def outcomes(self, judges: int) -> Iterator[tuple[Job, Report]]:
        """Every job with its report, until all judges are through."""
        while judges:
            outcome = self._done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            if outcome:
                yield outcome
            else:
                judges -= 1

    def work(self, judge: JudgesProcess) -> None:
        """Let one judge take jobs until there is none."""
        try:
            while job := self._next():
                report = graded(job, judge)
                if self._side_by_side and out_of_time(report.tasks, job.known):
                    self._alone.append(job)
                else:
                    self._done.put((job, report))
            judge.restart()
            for job in self._left_to_the_last():
                self._done.put((job, graded(job, judge)))
            self._done.put(None)
        except BaseException as error:
            self._done.put(error)
        finally:
            judge.restart()

    def _left_to_the_last(self) -> Iterator[Job]:
        """What is to be judged anew, for the judge that stays when the others have ended."""
        with self._taking:
            self._at_work -= 1
            alone = self._at_work == 0
        while alone and self._alone and not self._stopped:
            yield self._alone.pop(0)

    def _next(self) -> Job | None:
        with self._taking:
            return None if self._stopped else next(self._jobs, None)


def graded(job: Job, judge: JudgesProcess) -> Report:
    """A judge's report on a job; a judge that dies over it is replaced once."""
    reason = ""
    for _ in range(TRIES):
        try:
            report = judge.report(job)
        except HostFault as fault:
            reason = str(fault)
            judge.restart()
            continue
        if out_of_time(report.tasks, job.known):
            judge.restart()  # what was too long may still be at work in its Spark
        if report.status is not Status.HOST_FAULT:
            return report
        reason = report.reason
        judge.restart()
    return Report(job.unit, Status.HOST_FAULT, "", "", "", "", reason=reason)
