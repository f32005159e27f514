"""Claims against what was found when they were measured again."""

import math
from collections.abc import Iterable

from autograder.boundary.tracked import Run
from autograder.boundary.trials import Trial


def contradiction(run: Run, metric: str, found: float, within: float = 0.01) -> str:
    """A sentence where a run's logged metric is not `found` (relative difference above `within`), or nothing."""
    if metric not in run.metrics:
        return f"the run logged no metric {metric!r}; log it under exactly this name"
    logged = run.metrics[metric]
    if math.isclose(logged, found, rel_tol=within, abs_tol=1e-9):
        return ""
    return (
        f"the run logged {metric} = {logged:.6g}, but its model gives {found:.6g} when it is measured again; "
        "log what you measured with this very model, on the rows that the task names"
    )


def best_trial(trials: Iterable[Trial]) -> Trial | None:
    """The evaluation with the lowest loss among those that went well."""
    went_well = [trial for trial in trials if trial.status == "ok" and trial.loss is not None and not math.isnan(trial.loss)]
    return min(went_well, key=lambda trial: trial.loss or 0.0, default=None)
