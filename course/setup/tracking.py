"""MLflow's database on this machine, made before any notebook needs it."""

import logging

from .kernel import environment_variables


def make_store() -> None:
    """Let MLflow make its tables now, where they belong to this machine.

    It makes them on first use and without a lock: of two notebooks that start together, one would fail.
    """
    from mlflow import MlflowClient  # this package also runs before MLflow is installed

    uri = environment_variables()["MLFLOW_TRACKING_URI"]
    if uri.startswith("sqlite:"):
        logging.getLogger("alembic").setLevel(logging.WARNING)
        logging.getLogger("mlflow.store.db.utils").setLevel(logging.WARNING)
        MlflowClient(uri).search_experiments(max_results=1)
