"""The page of a class: a bar for each task, the commonest messages, and what deserves a look."""

from typing import Any

from autograder.feedback.page import template

WIDTH, LINE, BAR, LEFT = 760, 44, 18, 8  # pixels
PARTS = (("passed", "passed"), ("partly", "part of the points"), ("lost", "no points"), ("open", "not attempted"))


def overview_page(view: Any) -> str:
    """A page of HTML for a ClassView, with no script and no outside resource; every text is escaped."""
    return template("overview.html").render(view=view, parts=PARTS, bars=[_bar(task) for task in view.tasks], size=_size(view))


def _size(view: Any) -> dict[str, int]:
    return {"width": WIDTH, "height": LINE * len(view.tasks) + 4, "line": LINE, "bar": BAR, "left": LEFT}


def _bar(task: Any) -> list[dict[str, Any]]:
    """The parts of one task's bar, from left to right: kind, count, begin and width in pixels."""
    room, begin, parts = WIDTH - 2 * LEFT, float(LEFT), []
    for kind, _ in PARTS:
        count = getattr(task, kind)
        width = room * count / task.learners
        if count:
            parts.append({"kind": kind, "count": count, "begin": round(begin, 1), "width": round(width, 1)})
        begin += width
    return parts
