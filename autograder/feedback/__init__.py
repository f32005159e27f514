"""What a learner gets back: one page of HTML, made from the report alone, with every text escaped."""

from autograder.feedback.page import page

__all__ = ["page"]
