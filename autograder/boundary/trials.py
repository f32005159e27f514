"""Hyperopt's trials as rows of plain values: what crosses in place of an object that could only be pickled."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from autograder.boundary.frames import Malformed

MAX_TRIALS = 10_000
Value = float | int | str | bool


@dataclass(frozen=True)
class Trial:
    """One evaluation; `vals` are the drawn values by label (for `hp.choice` the position), `loss` is None where it failed."""

    tid: int
    status: str
    loss: float | None
    vals: Mapping[str, Value]


def is_hyperopts(value: Any) -> bool:
    """Whether a value of this process is a `Trials` or `SparkTrials` of Hyperopt."""
    hyperopt = sys.modules.get("hyperopt")
    return hyperopt is not None and isinstance(value, hyperopt.Trials)


def plain_trials(trials: Any) -> dict[str, Any]:
    """A `Trials` object as its `parallelism` (None but for `SparkTrials`) and rows of `tid`, `status`, `loss` and `vals`."""
    rows = [
        {
            "tid": document["tid"],
            "status": str(document["result"].get("status", "new")),
            "loss": _plain(document["result"].get("loss")),
            "vals": {label: _plain(drawn[0]) for label, drawn in document["misc"]["vals"].items() if len(drawn)},
        }
        for document in trials.trials
    ]
    return {"parallelism": getattr(trials, "parallelism", None), "trials": rows}


def read_trials(trials: Any) -> tuple[Trial, ...]:
    """Trials from what crossed (or from a `Trials` object of this process); Malformed for anything else."""
    return tuple(_trial(row) for row in _crossed(trials)[1])


def read_parallelism(trials: Any) -> int | None:
    """How many evaluations a `SparkTrials` runs at the same time, None for `Trials`; Malformed for anything else."""
    return _crossed(trials)[0]


def _crossed(trials: Any) -> tuple[int | None, list[Any]]:
    match plain_trials(trials) if is_hyperopts(trials) else trials:
        case {"parallelism": int() | None as parallelism, "trials": list(rows), **others} if not others:
            if len(rows) <= MAX_TRIALS:
                return parallelism, rows
    raise Malformed("something else than Hyperopt's trials")


def _trial(row: Any) -> Trial:
    match row:
        case {"tid": int(tid), "status": str(status), "loss": float() | int() | None as loss, "vals": dict(vals)}:
            if len(row) == 4 and all(isinstance(label, str) and isinstance(value, Value) for label, value in vals.items()):
                return Trial(tid, status, None if loss is None else float(loss), MappingProxyType(vals))
    raise Malformed("trials with something else than tid, status, loss and vals")


def _plain(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value  # Hyperopt draws NumPy scalars
