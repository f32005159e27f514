"""What a learner gets back, and the instructor's page of a class: HTML made from reports alone, with every text escaped."""

from autograder.feedback.overview import overview_page
from autograder.feedback.page import page

__all__ = ["overview_page", "page"]
