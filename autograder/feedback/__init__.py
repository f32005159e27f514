"""What a learner gets back, and the instructor's page of a class: HTML with every text escaped."""

from autograder.feedback.overview import overview_page
from autograder.feedback.page import Lateness, page

__all__ = ["Lateness", "overview_page", "page"]
