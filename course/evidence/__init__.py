"""What a test cell may ask about a notebook's work beyond its names: the tracking store, artifacts, predictions, trials.

The same calls work in a notebook's own kernel and in the judge, which asks the sandbox and checks what comes back.
"""

from typing import TYPE_CHECKING, Any, cast

from autograder.boundary.frames import Malformed
from autograder.boundary.store import read_store
from autograder.boundary.tracked import Experiment, LoggedModel, Point, RegisteredModel, Run, Store, Version
from autograder.boundary.trials import Trial, read_parallelism, read_trials

from .asking import ask
from .claims import best_trial, contradiction
from .fitted import fitted_on, fitted_statistics, leak, stages_of

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Experiment",
    "LoggedModel",
    "Point",
    "RegisteredModel",
    "Run",
    "Store",
    "Trial",
    "Version",
    "artifact",
    "best_trial",
    "contradiction",
    "fitted_on",
    "fitted_statistics",
    "in_new_process",
    "is_trials",
    "leak",
    "parallelism_of",
    "predicted",
    "stages_of",
    "tracked",
    "trials_of",
]


def tracked() -> Store:
    """What the notebook's tracking store holds now, as frozen values; an empty store where nothing was tracked."""
    return cast("Store", ask("tracked", (), _read_tracked))


def artifact(id: str, path: str) -> bytes:
    """The bytes of a file, at most 16 MiB, that the run or logged model with this id keeps; data, never loaded."""
    return cast("bytes", ask("artifact", (id, path), _read_artifact))


def predicted(model: str, rows: Any) -> list[Any]:
    """What a model (`runs:/…`, `models:/…`) predicts for each of `rows`, a Spark or pandas frame without the label."""
    frame: pandas.DataFrame = rows if hasattr(rows, "iloc") else rows.toPandas()
    return cast("list[Any]", ask("predicted", (model, frame), lambda found: _read_predictions(found, len(frame))))


def in_new_process(name: str, *values: Any) -> Any:
    """What a function of the notebook returns in a process of its own, called by its name; numbers, text and lists of them."""
    return ask("in_new_process", (name, list(values)), _read_returned)


def is_trials(found: Any) -> bool:
    """Whether an answer is a `Trials` or `SparkTrials` object, here or as it crossed."""
    try:
        read_trials(found)
    except Malformed:
        return False
    return True


def trials_of(found: Any) -> tuple[Trial, ...]:
    """The evaluations of a `Trials` or `SparkTrials` object that an answer defines, failed ones too."""
    return read_trials(found)


def parallelism_of(found: Any) -> int | None:
    """How many evaluations a `SparkTrials` object that an answer defines runs at the same time; None for `Trials`."""
    return read_parallelism(found)


def _read_tracked(found: Any) -> Store:
    match found:
        case (data, files):
            return read_store(data, files)
    raise Malformed("a tracking store that is none")


def _read_artifact(found: Any) -> bytes:
    if not isinstance(found, bytes):
        raise Malformed("an artifact that is not bytes")
    return found


def _read_returned(found: Any) -> Any:
    if not isinstance(found, list | dict | str | int | float | None):
        raise Malformed("what no function returns from a new process")
    return found


def _read_predictions(found: Any, rows: int) -> list[Any]:
    if not isinstance(found, list) or not all(isinstance(value, int | float | str | None) for value in found):
        raise Malformed("predictions that are not numbers or text")
    if len(found) != rows:
        raise Malformed(f"{len(found):,} predictions for {rows:,} rows")
    return found
