"""The judge: runs the tests as ordinary Python and never a line of the learner's."""

from autograder.judge.bench import Bench
from autograder.judge.hearsay import without_hearsay
from autograder.judge.patience import Patience
from autograder.judge.session import prepare_quick_start, prepare_session
from autograder.judge.tasks import judge_tasks, untouched
from autograder.judge.tests import has_body

__all__ = [
    "Bench",
    "Patience",
    "has_body",
    "judge_tasks",
    "prepare_quick_start",
    "prepare_session",
    "untouched",
    "without_hearsay",
]
