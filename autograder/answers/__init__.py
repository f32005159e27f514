"""The tests of the tests: right answers keep their points, named misconceptions lose exactly theirs."""

from autograder.answers.files import Answer, Kind, read_answers
from autograder.answers.overlay import overlaid
from autograder.answers.proofs import Proof, prove_reference, prove_unit
from autograder.answers.rules import missing
from autograder.answers.shares import start_others

__all__ = ["Answer", "Kind", "Proof", "missing", "overlaid", "prove_reference", "prove_unit", "read_answers", "start_others"]
