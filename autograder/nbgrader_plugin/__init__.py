"""What `nbgrader autograde`, `collect`, `generate_feedback` and Formgrader's buttons run in a class of this course."""

from autograder.nbgrader_plugin.collect import CollectOwn
from autograder.nbgrader_plugin.feedback import HideTests
from autograder.nbgrader_plugin.judge import ThroughTheJudge
from autograder.nbgrader_plugin.page import FeedbackPage

__all__ = ["CollectOwn", "FeedbackPage", "HideTests", "ThroughTheJudge"]
