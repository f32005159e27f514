"""What a tracking store holds, as frozen values: experiments, runs, registered models and logged models."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Experiment:
    """An experiment that was not deleted."""

    id: str
    name: str
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Point:
    """One value of a metric; `time` is in milliseconds since 1970."""

    step: int
    time: int
    value: float


@dataclass(frozen=True)
class Run:
    """A run that was not deleted; `metrics` holds the last value of each, times are milliseconds since 1970."""

    id: str
    name: str
    experiment: str
    status: str
    start: int | None
    end: int | None
    params: Mapping[str, str]
    metrics: Mapping[str, float]
    history: Mapping[str, tuple[Point, ...]]
    tags: Mapping[str, str]
    artifacts: tuple[str, ...]

    @property
    def parent(self) -> str | None:
        """The id of the run that this one is nested in."""
        return self.tags.get("mlflow.parentRunId")


@dataclass(frozen=True)
class Version:
    """One version of a registered model; `model` is the id of the logged model that it was made from."""

    number: int
    run: str | None
    source: str
    stage: str
    description: str
    tags: Mapping[str, str]

    @property
    def model(self) -> str | None:
        """The id of the logged model behind it, if it was registered from one."""
        return self.source.removeprefix("models:/") if self.source.startswith("models:/m-") else None


@dataclass(frozen=True)
class RegisteredModel:
    """A name in the registry with its versions, and the aliases that point to them."""

    name: str
    description: str
    tags: Mapping[str, str]
    aliases: Mapping[str, int]
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class LoggedModel:
    """A model as MLflow 3 keeps it: on its own, linked to the run that logged it."""

    id: str
    name: str
    experiment: str
    run: str | None
    params: Mapping[str, str]
    metrics: Mapping[str, float]
    tags: Mapping[str, str]


@dataclass(frozen=True)
class Store:
    """A tracking store at one moment; runs stand in the order of their start."""

    experiments: tuple[Experiment, ...] = ()
    runs: tuple[Run, ...] = ()
    registered: tuple[RegisteredModel, ...] = ()
    logged: tuple[LoggedModel, ...] = ()

    def run(self, id: str) -> Run | None:
        """The run with this id."""
        return next((run for run in self.runs if run.id == id), None)

    def runs_in(self, experiment: str) -> tuple[Run, ...]:
        """The runs of the experiment with this name, nested and failed ones too."""
        return tuple(run for run in self.runs if run.experiment == experiment)

    def children(self, run: Run) -> tuple[Run, ...]:
        """The runs that are nested in a run."""
        return tuple(other for other in self.runs if other.parent == run.id)

    def models_of(self, run: Run) -> tuple[LoggedModel, ...]:
        """The models that a run logged, in the order of their logging."""
        return tuple(model for model in self.logged if model.run == run.id)

    def model_uris(self, run: Run) -> tuple[str, ...]:
        """Where each model of a run can be loaded from; MLflow keeps those of Spark among the run's artifacts."""
        return (*(f"models:/{model.id}" for model in self.models_of(run)), *(f"runs:/{run.id}/{path}" for path in _folders(run)))

    def model_names(self, run: Run) -> tuple[str, ...]:
        """The name of each model of a run, under which `runs:/…` finds it, in the same order."""
        return (*(model.name for model in self.models_of(run)), *_folders(run))

    def model(self, name: str) -> RegisteredModel | None:
        """The registered model with this name."""
        return next((model for model in self.registered if model.name == name), None)


def _folders(run: Run) -> list[str]:
    """The folders of a run's artifacts that hold a model."""
    return [path.removesuffix("/MLmodel") for path in run.artifacts if path.endswith("/MLmodel")]
