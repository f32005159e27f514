"""One grading of an assignment: the work of everybody, judged once for all who share it."""

import contextlib
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from dataclasses import replace
from time import monotonic

from autograder.exercise import to_bytes
from autograder.gradebook.assignment import Released, Settled
from autograder.gradebook.journal import Journal, State
from autograder.gradebook.late import penalties_changed
from autograder.gradebook.results import Results
from autograder.gradebook.scores import recorded_points
from autograder.grading import Job, Work
from autograder.report import Report, Status, TestResult
from autograder.sandbox import Isolation

Judge = Callable[[Iterable[Job], int], Generator[tuple[Job, Report], None, None]]

SAME = 1e-9  # points that differ by less are the same mark


class Batch:
    """What students handed in, what is known about it, and what of `wanted` has to be judged; only under the class's lock."""

    def __init__(
        self,
        released: Released,
        students: Iterable[str],
        isolation: Isolation,
        *,
        wanted: Collection[str],
        force: bool = False,
    ) -> None:
        private = released.folder.private
        self._released = released
        self._results = Results(private / "results" / released.name)
        self._journal = Journal(released.folder.journal(released.name))
        self.interrupted = len(self._journal.waiting())
        self._recorded = recorded_points(released.book, released.name)
        handed = {student: released.work(student, isolation) for student in students}
        self._works = {student: work for student, work in handed.items() if isinstance(work, Work)}
        self._reports = {
            student: report for student, report in handed.items() if isinstance(report, Report) and student in wanted
        }
        self._known: dict[str, tuple[TestResult, ...]] = {}
        self._begun: dict[str, float] = {}
        self.left: dict[str, list[str]] = {}  # by the key of the work, the students who handed it in
        for student, work in self._works.items():
            if student in wanted:
                self._sort_in(student, work, force)

    def _sort_in(self, student: str, work: Work, force: bool) -> None:
        known = () if force else work.known(self._results.of(work))
        report = work.report(known)
        if report:
            self._reports[student] = report
        else:
            self._known[work.key] = known
            self.left.setdefault(work.key, []).append(student)

    @property
    def news(self) -> bool:
        """Whether there is anything to judge or to record."""
        return (
            bool(self.left)
            or any(not self.is_current(*theirs) for theirs in self._reports.items())
            or penalties_changed(self._released.book, self._released.name, self._released.folder.late_policy)
        )

    def reports(self, judge: Judge, workers: int) -> Generator[tuple[str, Report], None, None]:
        """Every student with their report, as it comes; work that several handed in is judged once."""
        self._journal.compact()
        for key, students in self.left.items():
            for student in students:
                self._journal.note(State.WAITING, key, student)
        for key in {self._works[student].key for student in self._reports if student in self._works}:
            if self._journal.last(key) is State.JUDGING:
                self._journal.note(State.JUDGED, key)  # an earlier grading kept what it found and came no further
        yield from self._reports.items()
        if self.left:
            with contextlib.closing(judge(self._jobs(), workers)) as judged:
                for job, report in judged:
                    yield from self._shared(self._works[job.key].key, report)

    def fall(self, student: str, report: Report) -> float | None:
        """The mark that the same file has in the gradebook, where this report would lower it."""
        before = self.before(student)
        last = self._released.folder.last_report(self._released.name, student)
        if before is None or last is None or last.submission != report.submission or last.status is not Status.GRADED:
            return None
        return before if report.status is Status.GRADED and report.points < before - SAME else None

    def before(self, student: str) -> float | None:
        """The mark that the gradebook held when this batch began."""
        return self._recorded.get(student)

    def settle(self, student: str, report: Report) -> Settled:
        """Record one student's graded report."""
        return self.settle_set({student: report})[student]

    def settle_set(self, reports: Mapping[str, Report]) -> dict[str, Settled]:
        """Record the graded reports of several students in one transaction."""
        settled = self._released.settle_set(reports)
        for student, theirs in settled.items():
            key = self._works[student].key
            if theirs.news or self._journal.last(key, student) is not State.RECORDED:
                self._journal.note(State.RECORDED, key, student)
        return settled

    def refuse(self, student: str, report: Report) -> None:
        """Keep the report of a file that is no submission; the gradebook stays as it is."""
        if self._released.keep(student, report):
            self._journal.note(State.REFUSED, report.submission, student)

    def hold_back(self, student: str) -> None:
        """Note that a lower mark was shown and not recorded."""
        self._journal.note(State.HELD_BACK, self._works[student].key, student)

    def is_held_back(self, student: str) -> bool:
        """Whether this lower mark was shown before."""
        return self._journal.last(self._works[student].key, student) is State.HELD_BACK

    def same_answers(self) -> dict[str, list[str]]:
        """By student, who else handed in exactly the same answers."""
        sharing: dict[str, list[str]] = {}
        for student, work in self._works.items():
            if work.attempted:
                sharing.setdefault(work.key, []).append(student)
        return {student: [other for other in all if other != student] for all in sharing.values() for student in all}

    def is_current(self, student: str, report: Report) -> bool:
        """Whether report and mark are in their places already."""
        if self._released.folder.last_report(self._released.name, student) != report:
            return False
        before = self.before(student)
        return report.status is not Status.GRADED or (before is not None and abs(report.points - before) < SAME)

    def _jobs(self) -> Iterator[Job]:
        source = to_bytes(self._released.source)
        # What was being judged when an earlier grading ended comes last: it may have been the reason.
        for key in sorted(self.left, key=lambda key: self._journal.last(key) is State.JUDGING):
            self._journal.note(State.JUDGING, key)
            self._begun[key] = monotonic()
            student = self.left[key][0]
            work = self._works[student]
            yield Job(student, work.exercise.unit, source, work.notebook(), work.seed, self._known[key])

    def _shared(self, key: str, report: Report) -> Iterator[tuple[str, Report]]:
        students = self.left[key]
        if report.status is Status.GRADED:
            self._results.keep(self._works[students[0]], report)
            self._journal.note(State.JUDGED, key, seconds=round(monotonic() - self._begun[key], 1))
        for student in students:
            if report.status is Status.HOST_FAULT:
                self._journal.note(State.HOST_FAULT, key, student)
            own = self._works[student].submission
            yield student, replace(report, submission=own.digest, notes=own.notes)
