"""What a grading says: frozen values, their JSON, and nothing that computes a mark twice."""

from autograder.report.values import Report, Status, TaskResult, TestResult, Verdict
from autograder.report.wire import from_json, to_json

__all__ = ["Report", "Status", "TaskResult", "TestResult", "Verdict", "from_json", "to_json"]
