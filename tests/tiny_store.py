"""A store with MLflow's tables in small: the columns that are read, in pages of 512 bytes."""

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence

TABLES = """
experiments(experiment_id INTEGER, name VARCHAR, lifecycle_stage VARCHAR)
experiment_tags(experiment_id INTEGER, key VARCHAR, value TEXT)
runs(run_uuid VARCHAR, name VARCHAR, experiment_id INTEGER, status VARCHAR, start_time BIGINT, end_time BIGINT, lifecycle_stage VARCHAR)
params(run_uuid VARCHAR, key VARCHAR, value VARCHAR)
tags(run_uuid VARCHAR, key VARCHAR, value VARCHAR)
metrics(run_uuid VARCHAR, key VARCHAR, value FLOAT, timestamp BIGINT, step BIGINT, is_nan BOOLEAN)
registered_models(name VARCHAR, description VARCHAR)
registered_model_tags(name VARCHAR, key VARCHAR, value VARCHAR)
registered_model_aliases(name VARCHAR, alias VARCHAR, version INTEGER)
model_versions(name VARCHAR, version INTEGER, run_id VARCHAR, source VARCHAR, current_stage VARCHAR, description VARCHAR)
model_version_tags(name VARCHAR, version INTEGER, key VARCHAR, value TEXT)
logged_models(model_id VARCHAR, name VARCHAR, experiment_id INTEGER, source_run_id VARCHAR, creation_timestamp_ms BIGINT, lifecycle_stage VARCHAR)
logged_model_params(model_id VARCHAR, param_key VARCHAR, param_value TEXT)
logged_model_tags(model_id VARCHAR, tag_key VARCHAR, tag_value TEXT)
logged_model_metrics(model_id VARCHAR, metric_name VARCHAR, metric_value FLOAT, metric_step BIGINT, metric_timestamp_ms BIGINT)
"""
ROWS = """
experiments VALUES (1, 'lines', 'active')
runs VALUES ('r', 'line', 1, 'FINISHED', 1, 2, 'active')
tags VALUES ('r', 'mlflow.user', 'somebody')
registered_models VALUES ('lines', NULL)
registered_model_aliases VALUES ('lines', 'champion', 1)
model_versions VALUES ('lines', 1, 'r', 'models:/m-1', 'None', NULL)
logged_models VALUES ('m-1', 'model', 1, 'r', 1, 'active')
logged_model_metrics VALUES ('m-1', 'loss', 2.0, 0, 1)
"""


def tiny_store(params: Mapping[str, str], losses: Sequence[float]) -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as store:
        store.execute("PRAGMA page_size = 512")
        for table in TABLES.strip().split("\n"):
            store.execute(f"CREATE TABLE {table}")
        for row in ROWS.strip().split("\n"):
            store.execute(f"INSERT INTO {row}")
        store.executemany("INSERT INTO params VALUES ('r', ?, ?)", params.items())
        store.executemany(
            "INSERT INTO metrics VALUES ('r', 'loss', ?, 1, ?, 0)", [(loss, step) for step, loss in enumerate(losses)]
        )
        store.commit()
        return store.serialize()
