"""After an update of the course: a learner's notebooks stay as they are, and newer versions land beside them."""

from autograder.updates.changes import Changes, changes
from autograder.updates.copies import Copy, copies
from autograder.updates.notices import News, Notice, look
from autograder.updates.words import as_markdown, as_text

__all__ = ["Changes", "Copy", "News", "Notice", "as_markdown", "as_text", "changes", "copies", "look"]
