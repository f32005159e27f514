"""A report as JSON text: sorted keys, no times, so that equal reports are equal bytes."""

import json
from typing import Any

from autograder.report.values import Report, Status, TaskResult, TestResult, Verdict

SCHEMA = 1


def to_json(report: Report) -> str:
    """Write a report as JSON, with every derived mark beside what it is derived from."""
    return json.dumps(_report(report), indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def from_json(text: str) -> Report:
    """Read a report that `to_json` wrote; ValueError when the text is of another schema."""
    data = json.loads(text)
    if data.get("schema") != SCHEMA:
        raise ValueError(f"This report has schema {data.get('schema')}, not {SCHEMA}: grade the submission again.")
    return Report(
        unit=data["unit"],
        status=Status(data["status"]),
        submission=data["submission"],
        exercise=data["exercise"],
        variant=data["variant"],
        isolation=data["isolation"],
        tasks=tuple(_read_task(task) for task in data["tasks"]),
        notes=tuple(data["notes"]),
        reason=data["reason"],
    )


def _report(report: Report) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "unit": report.unit,
        "status": report.status,
        "submission": report.submission,
        "exercise": report.exercise,
        "variant": report.variant,
        "isolation": report.isolation,
        "points": report.points,
        "of": report.of,
        "tasks": [_task(task) for task in report.tasks],
        "notes": list(report.notes),
        "reason": report.reason,
    }


def _task(task: TaskResult) -> dict[str, Any]:
    return {
        "id": task.id,
        "title": task.title,
        "points": task.points,
        "of": task.of,
        "verdict": task.verdict,
        "message": task.message,
        "tests": [test_data(test) for test in task.tests],
    }


def test_data(test: TestResult) -> dict[str, Any]:
    """One test's result as plain data."""
    return {
        "id": test.id,
        "title": test.title,
        "hidden": test.hidden,
        "points": test.points,
        "of": test.of,
        "verdict": test.verdict,
        "message": test.message,
    }


def _read_task(data: dict[str, Any]) -> TaskResult:
    return TaskResult(data["id"], data["title"], tuple(read_test(test) for test in data["tests"]))


def read_test(data: dict[str, Any]) -> TestResult:
    """Read what `test_data` wrote."""
    return TestResult(
        id=data["id"],
        title=data["title"],
        hidden=data["hidden"],
        of=data["of"],
        verdict=Verdict(data["verdict"]),
        message=data["message"],
    )
