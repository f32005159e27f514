"""nbgrader's class folder and gradebook, filled from reports alone; the only room that knows SQL."""

from autograder.gradebook.assignment import Released
from autograder.gradebook.backup import back_up, backups, restore_backup
from autograder.gradebook.batch import Batch, Judge
from autograder.gradebook.database import create_gradebook, open_gradebook
from autograder.gradebook.exchange import EXCHANGED, carry
from autograder.gradebook.files import write_whole
from autograder.gradebook.folder import ClassFolder, assignment_name, is_student_name, open_class
from autograder.gradebook.journal import Entry, Journal, State
from autograder.gradebook.notebook import graded_notebook
from autograder.gradebook.record import Handed, record, record_set
from autograder.gradebook.results import Results
from autograder.gradebook.scores import Score, known_students, scores

__all__ = [
    "EXCHANGED",
    "Batch",
    "ClassFolder",
    "Entry",
    "Handed",
    "Journal",
    "Judge",
    "Released",
    "Results",
    "Score",
    "State",
    "assignment_name",
    "back_up",
    "backups",
    "carry",
    "create_gradebook",
    "graded_notebook",
    "is_student_name",
    "known_students",
    "open_class",
    "open_gradebook",
    "record",
    "record_set",
    "restore_backup",
    "scores",
    "write_whole",
]
