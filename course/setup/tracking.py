"""MLflow's database on this machine, made before any notebook needs it."""

import logging
from pathlib import Path

from .kernel import environment_variables

FILE = "sqlite:///"


def make_store() -> None:
    """Let MLflow make its tables now, where they belong to this machine and are not there yet.

    It makes them on first use and without a lock: of two notebooks that start together, one would fail.
    """
    uri = environment_variables()["MLFLOW_TRACKING_URI"]
    if uri.startswith(FILE) and not Path(uri.removeprefix(FILE)).exists():
        from mlflow import MlflowClient  # this package also runs before MLflow is installed

        logging.getLogger("alembic").setLevel(logging.WARNING)
        logging.getLogger("mlflow.store.db.utils").setLevel(logging.WARNING)
        MlflowClient(uri).search_experiments(max_results=1)
