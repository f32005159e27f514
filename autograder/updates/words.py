"""What a learner reads about an update, on the terminal and on the start page."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.updates.changes import Changes
from autograder.updates.notices import News, Notice

HEAD = "## Newer than your work\n"
UNTOUCHED = (
    "Your notebooks are as you left them, and `%check` finds your answers in them by task. "
    "`make lab` writes this note anew; it goes when you answer in the new version."
)


def as_text(news: News, root: Path) -> str:
    """A paragraph for each notebook; empty where there is nothing to say."""
    return "\n".join("\n    ".join(lines) for lines in _paragraphs(news, lambda path: str(path.relative_to(root))))


def as_markdown(news: News, root: Path, page: Path) -> str:
    """The same as a section of a page that links the notebooks."""

    def link(path: Path) -> str:
        return f"[{path.relative_to(root)}](<{Path(os.path.relpath(path, page.parent)).as_posix()}>)"

    items = ["\n    - ".join(lines) for lines in _paragraphs(news, link)]
    return "\n".join([HEAD, *(f"- {item}" for item in items), "", UNTOUCHED, ""]) if items else ""


def _paragraphs(news: News, name: Callable[[Path], str]) -> Iterator[list[str]]:
    for place in news.back:
        yield [f"Your work was no longer in the exercise: what you had saved last is {name(place)} now."]
    for notice in news.notices:
        yield [f"{_state(notice, name(notice.path))} The new version is {name(notice.newer)}.", *_sentences(notice.changes)]


def _state(notice: Notice, name: str) -> str:
    if notice.changes is None:
        return f"{name} cannot be read as a notebook and was left alone; after a conflict of git, `make update` puts it right."
    return f"{name} holds your answers, and its exercise has changed since; your file was left alone."


def _sentences(changes: Changes | None) -> Iterator[str]:
    if changes is None:
        return
    for what, titles in (("New", changes.new), ("Changed", changes.changed), ("Gone", changes.gone)):
        if titles:
            yield f"{what}: {'; '.join(titles)}."
    if changes.given:
        yield "A cell that is given to all tasks has changed."
    if changes.counts:
        yield f"Answers that count as before: {changes.counts}."
    if changes.look_again:
        yield f"Answers to changed tasks: {len(changes.look_again)}. Read the task again, then run `%check`."
    if changes.dropped:
        yield f"Answers that are no longer checked: {len(changes.dropped)}. They stay in your file."
