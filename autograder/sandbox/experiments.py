"""A tracking store of its own for each answer that runs in this process: what one logs, no other can find."""

import contextlib
import copy
import os
import shutil
import sys
import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

VARIABLES = ("MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_ID")


@dataclass(frozen=True)
class _State:
    """What MLflow keeps in this process: the experiment that was set, and which libraries log by themselves."""

    experiment: str | None = None
    autologging: dict[str, Any] = field(default_factory=dict)


class FreshStore:
    """The store that MLflow uses in this process from now on: empty, or as the given cells of the exercise left theirs."""

    given: ClassVar["FreshStore | None"] = None

    def __init__(self, like: "FreshStore | None" = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="experiments-"))
        self._state = _State()
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        if like and like._database.is_file():
            shutil.copyfile(like._database, self._database)
        _switch(f"sqlite:///{self._database}", self._folder / "mlruns", like._state if like else _State())

    @classmethod
    def as_given(cls) -> "FreshStore":
        """A store with what the given cells put into theirs, such as an experiment."""
        return cls(cls.given)

    def keep(self) -> None:
        """Take what is here now for what the given cells left."""
        self._state = _state()
        FreshStore.given = self

    @property
    def _database(self) -> Path:
        return self._folder / "mlflow.db"


def _switch(uri: str, artifacts: Path, state: _State) -> None:
    mlflow: Any = sys.modules.get("mlflow")
    if mlflow:
        while mlflow.active_run():
            with contextlib.suppress(mlflow.MlflowException):  # a run that was left open may be of a store that is gone
                mlflow.end_run()
    for name in VARIABLES:
        os.environ.pop(name, None)
    os.environ |= {"MLFLOW_TRACKING_URI": uri, "_MLFLOW_SERVER_ARTIFACT_ROOT": str(artifacts)}
    if mlflow:
        mlflow.set_tracking_uri(uri)
        mlflow.tracking.fluent._active_experiment_id = state.experiment  # it has no public way back to none
        _autologging().clear()
        _autologging().update(copy.deepcopy(state.autologging))


def _state() -> _State:
    mlflow: Any = sys.modules.get("mlflow")
    if not mlflow:
        return _State()
    return _State(mlflow.tracking.fluent._active_experiment_id, copy.deepcopy(_autologging()))


def _autologging() -> dict[str, Any]:
    from mlflow.utils.autologging_utils import AUTOLOGGING_INTEGRATIONS

    return AUTOLOGGING_INTEGRATIONS
