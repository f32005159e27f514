"""The processes of one judge's learners: the present one, and where there is time for it the next one, started ahead."""

from dataclasses import replace

from autograder.exercise import Exercise, Role
from autograder.intake import Submission
from autograder.intake.notebook import TOP
from autograder.judge import Patience
from autograder.sandbox import Isolation, Limits, ReplayingLearner, StartedAhead


class Standby:
    """Gives each submission a process of its own, which nobody has used."""

    def __init__(self, isolation: Isolation, limits: Limits, *, ahead: bool = False) -> None:
        self._isolation = isolation
        self._limits = limits
        self._ahead = ahead
        self._next: StartedAhead | None = None
        self._fits: tuple[str, tuple[str, ...]] | None = None

    def patient(self, slowness: float) -> "Standby":
        """The same with so many times longer limits on time; none is started ahead there."""
        return Standby(self._isolation, replace(self._limits, slowness=slowness))

    def patience(self) -> Patience:
        """For the judge's own part of the tests."""
        return Patience(self._limits.test_seconds, self._limits.slowness)

    def take(self, exercise: Exercise, submission: Submission) -> StartedAhead:
        """A process for this submission: the one that stands by, where the submission's own cells leave it as it is."""
        given = given_first(exercise, submission)
        waiting, self._next = self._next, None
        if waiting and self._fits == (exercise.digest, given):
            return waiting
        if waiting:
            waiting.close()
        return self._new(given)

    def start_next(self, exercise: Exercise) -> None:
        """Start a process for a submission that is still to come."""
        if self._next is None:
            given = given_first(exercise)
            self._fits = (exercise.digest, given)
            self._next = self._new(given)
            self._next.begin()

    def start_meanwhile(self, exercise: Exercise) -> None:
        """Start it while another is judged, where a core is free for it."""
        if self._ahead:
            self.start_next(exercise)

    def _new(self, given: tuple[str, ...]) -> StartedAhead:
        return StartedAhead(ReplayingLearner(self._isolation, self._limits), given)


def given_first(exercise: Exercise, submission: Submission | None = None) -> tuple[str, ...]:
    """The given cells that run before anything of the learner's."""
    helpers = submission.helpers if submission else {}
    given: list[str] = []
    for cell in exercise.cells:
        if helpers.get(TOP) or cell.role in (Role.ANSWER, Role.TEST):
            break
        if cell.role is Role.GIVEN:
            given.append(cell.source)
        if helpers.get(cell.id):
            break
    return tuple(given)
