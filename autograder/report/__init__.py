"""What a grading says: frozen values, their JSON, and nothing that computes a mark twice."""

from autograder.report.values import Report, Status, TaskResult, TestResult, Verdict
from autograder.report.wire import SCHEMA, from_json, read_test, test_data, to_json

__all__ = [
    "SCHEMA",
    "Report",
    "Status",
    "TaskResult",
    "TestResult",
    "Verdict",
    "from_json",
    "read_test",
    "test_data",
    "to_json",
]
