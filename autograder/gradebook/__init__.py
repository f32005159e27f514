"""nbgrader's class folder and gradebook, filled from reports alone; the only room that knows SQL."""

from autograder.gradebook.assignment import Released
from autograder.gradebook.backup import back_up, backups, restore_backup
from autograder.gradebook.batch import Batch, Judge
from autograder.gradebook.database import create_gradebook, open_gradebook
from autograder.gradebook.exchange import EXCHANGED, carry
from autograder.gradebook.extension import Extension, due_date, extend, set_due_date
from autograder.gradebook.files import write_whole
from autograder.gradebook.folder import ClassFolder, assignment_name, is_student_name, open_class
from autograder.gradebook.journal import Entry, Journal, State
from autograder.gradebook.late import Late, in_words, late_work
from autograder.gradebook.made import Made, check_graded
from autograder.gradebook.notebook import graded_notebook
from autograder.gradebook.record import Handed, record, record_set
from autograder.gradebook.results import Results
from autograder.gradebook.scores import Enrolled, Score, enrolled, known_students, scores

__all__ = [
    "EXCHANGED",
    "Batch",
    "ClassFolder",
    "Enrolled",
    "Entry",
    "Extension",
    "Handed",
    "Journal",
    "Judge",
    "Late",
    "Made",
    "Released",
    "Results",
    "Score",
    "State",
    "assignment_name",
    "back_up",
    "backups",
    "carry",
    "check_graded",
    "create_gradebook",
    "due_date",
    "enrolled",
    "extend",
    "graded_notebook",
    "in_words",
    "is_student_name",
    "known_students",
    "late_work",
    "open_class",
    "open_gradebook",
    "record",
    "record_set",
    "restore_backup",
    "scores",
    "set_due_date",
    "write_whole",
]
