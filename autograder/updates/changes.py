"""What differs between the exercise that a learner works in and the one of today, task by task."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.updates.cells import GIVEN, Written, answered_in


@dataclass(frozen=True)
class Changes:
    """Titles of tasks by what became of them, and what that means for the answers."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    given: bool = False  # a given cell differs, so that all tasks start from something else
    counts: int = 0  # answers to tasks that did not change
    look_again: tuple[str, ...] = ()  # answered tasks that changed
    dropped: tuple[str, ...] = ()  # answered tasks that are gone

    def __bool__(self) -> bool:
        """Whether anything differs that a learner has to know."""
        return bool(self.new or self.changed or self.gone or self.given)


def changes(mine: Sequence[Written], today: Sequence[Written]) -> Changes:
    """Compare a learner's notebook with today's exercise."""
    before, after = _by_task(mine), _by_task(today)
    kept = [task for task in after if task in before]
    changed = [task for task in kept if not _same(before[task], after[task])]
    answered = answered_in(mine)
    titles = {task: _title(task, parts) for task, parts in (before | after).items()}

    def called(tasks: list[str]) -> tuple[str, ...]:
        return tuple(titles[task] for task in tasks)

    gone = [task for task in before if task not in after]
    return Changes(
        new=called([task for task in after if task not in before]),
        changed=called(changed),
        gone=called(gone),
        given=not _same(_given(mine), _given(today)),
        counts=len(answered & set(kept) - set(changed)),
        look_again=called([task for task in changed if task in answered]),
        dropped=called([task for task in gone if task in answered]),
    )


def _by_task(cells: Sequence[Written]) -> dict[str, dict[str, Written]]:
    """The prompt and the tests of each task, by their ids, in the order of the notebook."""
    tasks: dict[str, dict[str, Written]] = {}
    for cell in cells:
        if cell.task:
            tasks.setdefault(cell.task, {})[cell.id] = cell
    return tasks


def _given(cells: Sequence[Written]) -> dict[str, Written]:
    return {cell.id: cell for cell in cells if cell.id.startswith(GIVEN)}


def _same(before: dict[str, Written], after: dict[str, Written]) -> bool:
    return before.keys() == after.keys() and all(cell.same_as(after[id]) for id, cell in before.items())


def _title(task: str, parts: dict[str, Written]) -> str:
    """The heading of a task's prompt; its id where it has none."""
    lines = (line for cell in parts.values() for line in cell.source.splitlines())
    return next((line.lstrip("# ").strip() for line in lines if line.startswith("## ")), task)
