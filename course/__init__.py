"""What a notebook of this course may import: a path to data, drawn numbers, a unit's questions, and evidence for test cells."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.random import Generator

    from .evidence import (
        artifact,
        best_trial,
        contradiction,
        fitted_on,
        fitted_statistics,
        in_new_process,
        is_trials,
        leak,
        parallelism_of,
        predicted,
        stages_of,
        tracked,
        trials_of,
    )
    from .quiz import Quiz

__all__ = [
    "Quiz",
    "artifact",
    "best_trial",
    "contradiction",
    "dataset",
    "drawn",
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

OWN_SEED = "0"  # where nobody sets COURSE_SEED: in a notebook, on its own or in the grader's sandbox
FOLDERS = {
    "airlines": "airlines",
    "bikes": "bikes",
    "census": "census",
    "flights": "flights",
    "flights_lga": "flights",
    "penguins": "penguins",
    "planes": "planes",
    "weather": "weather",
}


def dataset(name: str) -> str:
    """Return the path of a data set's Parquet file; raise ValueError for a name that the course does not have."""
    if name not in FOLDERS:
        raise ValueError(f"There is no data set {name!r}: choose one of {', '.join(FOLDERS)}.")
    beside_the_course = Path(__file__).resolve().parent.parent / "datasets"
    root = Path(os.environ.get("COURSE_DATASETS") or beside_the_course).absolute()
    path = root / FOLDERS[name] / f"{name}.parquet"
    if not path.is_file():
        raise FileNotFoundError(f"The data set {name!r} is not in {root}: set COURSE_DATASETS to the course's datasets folder.")
    return str(path)


def drawn(label: str) -> "Generator":
    """Return a NumPy generator that depends on COURSE_SEED (the grader sets it) and the label, and on nothing else."""
    from numpy.random import default_rng  # a lesson that only needs a path does not wait for NumPy

    # An environment variable cannot hold a NUL, so no seed and label run into another pair.
    words = f"{os.environ.get('COURSE_SEED', OWN_SEED)}\0{label}".encode()
    return default_rng(int.from_bytes(hashlib.sha256(words).digest()))


def __getattr__(name: str) -> Any:
    """The questions and the functions for test cells, imported when one is named: a lesson does not wait for them."""
    if name == "Quiz":
        from .quiz import Quiz

        return Quiz
    if name in __all__:
        from . import evidence

        return getattr(evidence, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
