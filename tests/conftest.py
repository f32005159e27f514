"""What all tests share: the notebooks' own environment, and one Spark session."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession
from sample_class import small_class

from autograder.gradebook import ClassFolder, Released
from course.setup.kernel import environment_variables

# Tests never write into the learner's own experiments.
_FOLDER = tempfile.TemporaryDirectory(prefix="experiments-", ignore_cleanup_errors=True)
EXPERIMENTS = Path(_FOLDER.name)


def tracking_below(place: Path) -> dict[str, str]:
    """The variables that lead MLflow to a store in this folder."""
    return {"MLFLOW_TRACKING_URI": f"sqlite:///{place}/mlflow.db", "_MLFLOW_SERVER_ARTIFACT_ROOT": str(place / "mlruns")}


os.environ.update(environment_variables() | tracking_below(EXPERIMENTS))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-unit", action="store_true", help="Do for every unit what is done for a seventh by the date.")


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = SparkSession.builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture
def folder(tmp_path: Path) -> ClassFolder:
    return small_class(tmp_path)


@pytest.fixture
def released(folder: ClassFolder) -> Released:
    return Released.open(folder, "small")
