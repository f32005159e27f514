"""What `nbgrader autograde`, Formgrader's button and nbgrader's own feedback run in a class of this course."""

from autograder.nbgrader_plugin.feedback import HideTests
from autograder.nbgrader_plugin.judge import ThroughTheJudge

__all__ = ["HideTests", "ThroughTheJudge"]
