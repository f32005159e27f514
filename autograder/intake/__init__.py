"""From hostile bytes to the text of the answers: nothing else of a submitted file travels further."""

from autograder.intake.notebook import Submission, read_submission, unit_of
from autograder.intake.safe_file import read_regular_file

__all__ = ["Submission", "read_regular_file", "read_submission", "unit_of"]
