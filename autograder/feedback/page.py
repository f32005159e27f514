"""The feedback page: a report in words that a learner can act on."""

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from autograder.report import Report, Status, Verdict

TEMPLATE = "page.html"
SIGNS = {Verdict.PASSED: "✓", Verdict.NOT_ATTEMPTED: "–", Verdict.AT_HAND_IN: "–"}  # anything else: ✗
NEXT = {
    Verdict.FAILED: "Compare the message with the task, mend your answer, and look again with `python -m autograder check`.",
    Verdict.RAISED: "Run your answer cell and the test cell below it in a fresh kernel (Restart Kernel and Run All Cells).",
    Verdict.NOT_ATTEMPTED: "Write your answer in the cell of this task; its three hints lead there step by step.",
    Verdict.BAD_EVIDENCE: "Return plain values, pandas or Spark data, or Spark ML models of the kind that the task names.",
    Verdict.AT_HAND_IN: "This test runs when your work is handed in.",
}
LIMIT = "Your code reached a limit of the grader: work on fewer rows, or look for a loop that does not end."

_pages = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _code(text: str) -> Markup:
    """Escaped text in which `words` between backticks stand as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


_pages.filters["code"] = _code
_pages.globals["number"] = lambda points: f"{points:g}"
_pages.globals["rounded"] = lambda mean: f"{mean:.3g}"


def template(name: str) -> Template:
    """A page's template, which escapes every text and fails on a name that it does not know."""
    return _pages.get_template(name)


@dataclass(frozen=True)
class Lateness:
    """What a learner is told about late work: how late it was, the due time, and the points that this costs."""

    by: str
    due: str
    penalty: float


def page(report: Report, student: str, late: Lateness | None = None) -> str:
    """A page of HTML with no script and no outside resource."""
    penalty = late.penalty if late else 0.0
    return template(TEMPLATE).render(
        report=report,
        student=student,
        late=late,
        total=max(0.0, report.points - penalty),
        graded=report.status is Status.GRADED,
        refused=report.status is Status.REFUSED,
        sign=lambda verdict: SIGNS.get(verdict, "✗"),
        kind=lambda verdict: {"✓": "good", "–": "open"}.get(SIGNS.get(verdict, "✗"), "bad"),
        next_step=lambda verdict: NEXT.get(verdict, LIMIT),
        lost=[task for task in report.tasks if task.points < task.of],
    )
