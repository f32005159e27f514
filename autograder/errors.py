"""The grader's errors, each one sentence: what is wrong, where, and what to do next.

CourseError
├── AuthoringError      a unit's source cannot be built
├── RefusedSubmission   a file that is not a gradable notebook; costs no attempt
├── NoSandbox           isolation is missing, so nothing is graded
├── HostFault           the grader's own side failed; retried, never a zero
├── ClassroomError      a class folder or gradebook is not as expected
└── LearnerFault        the learner's process did not deliver; decides a test's verdict
    ├── LearnerRaised   the learner's code raised
    │   └── NotDefined  a name that the task gives is not there
    ├── LearnerEnded    the learner's process went away
    ├── OutOf           a limit was reached (time, memory, …)
    └── BadEvidence     what came back is not data the judge accepts
"""


class CourseError(Exception):
    """Any failure that a person should read as one sentence."""


class AuthoringError(CourseError):
    """A unit's source cannot be built or does not keep the course's rules."""


class RefusedSubmission(CourseError):
    """The file handed in is not a notebook of this exercise."""


class NoSandbox(CourseError):
    """The host offers no isolation for learner code."""


class HostFault(CourseError):
    """The grader's own machinery failed, which says nothing about the submission."""


class ClassroomError(CourseError):
    """A class folder, gradebook or request does not fit together."""


class LearnerFault(CourseError):
    """The learner's process did not deliver what a test asked for."""


class LearnerRaised(LearnerFault):
    """The learner's code raised; carries the exception's type, its text, and the builtin type that it descends from."""

    def __init__(self, kind: str, text: str, builtin: str = "Exception") -> None:
        super().__init__(f"{kind}: {text}" if text else kind)
        self.builtin = builtin


class NotDefined(LearnerRaised):
    """A name that the task gives is not there after the learner's cell."""

    def __init__(self, name: str) -> None:
        super().__init__("NameError", f"`{name}` is not defined after your cell: keep the name that the task gives.", "NameError")


class LearnerEnded(LearnerFault):
    """The learner's process ended while it was at work."""


class OutOf(LearnerFault):
    """The learner's process reached a limit; `resource` is the noun of the verdict."""

    def __init__(self, resource: str, sentence: str) -> None:
        super().__init__(sentence)
        self.resource = resource


class BadEvidence(LearnerFault):
    """What came back from the learner's process is not data the judge accepts."""
