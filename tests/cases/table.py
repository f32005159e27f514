"""The table at the end: per group, how many cases there are and what went wrong."""

from collections.abc import Sequence

from cases.outcome import Outcome
from cases.places import GROUPS

HEADINGS = (
    "group", "cases", "points wrongly given", "points wrongly withheld", "canaries disturbed", "hidden lines leaked",
    "unexpected reports", "left behind",
)  # fmt: skip


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """A row for each group, and one for all."""
    groups = [(f"{letter} · {name}", [o for o in outcomes if o.case.startswith(letter)]) for letter, name in GROUPS.items()]
    return [_row(name, found) for name, found in [*groups, ("all", list(outcomes))] if found]


def as_markdown(outcomes: Sequence[Outcome]) -> str:
    """The table for a page."""
    lines = [HEADINGS, ("---", *("---:" for _ in HEADINGS[1:])), *rows(outcomes)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def as_text(outcomes: Sequence[Outcome]) -> str:
    """The table for a screen."""
    lines = [HEADINGS, *rows(outcomes)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join([line[0].ljust(widths[0]), *map(str.rjust, line[1:], widths[1:])]) for line in lines)


def _row(name: str, outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    numbers = (
        len(outcomes),
        sum(outcome.given for outcome in outcomes),
        sum(outcome.withheld for outcome in outcomes),
        sum(bool(outcome.disturbed) for outcome in outcomes),
        sum(len(outcome.leaked) for outcome in outcomes),
        sum(bool(outcome.unexpected) for outcome in outcomes),
        sum(len(outcome.left) for outcome in outcomes),
    )
    return (name, *(f"{number:g}" for number in numbers))
