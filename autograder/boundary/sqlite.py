"""A learner's SQLite file, opened as data: read only, its schema looked at first, every query bounded in steps and sizes."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from autograder.boundary.frames import Malformed

MAX_FILE = 64 * 2**20  # bytes
MAX_VALUE = 2**20  # bytes of one value, or of one statement of the schema
MAX_STEPS = 500  # times 100,000 instructions of SQLite's virtual machine: some seconds
STEP = 100_000
SAFETY = ("trusted_schema = OFF", "query_only = ON", "ignore_check_constraints = ON", "cell_size_check = ON", "mmap_size = 0")
# The tables of MLflow's store, version 3.17; a test compares them with those of the installed MLflow.
_NAMES = """
alembic_version assessments budget_policies datasets endpoint_bindings endpoint_model_mappings endpoint_tags endpoints
entity_associations evaluation_dataset_records evaluation_dataset_tags evaluation_datasets experiment_tags experiments
guardrail_configs guardrails input_tags inputs issues job_locks jobs label_schemas latest_metrics logged_model_metrics
logged_model_params logged_model_tags logged_models mcp_access_endpoints mcp_server_aliases mcp_server_tags
mcp_server_version_tags mcp_server_versions mcp_servers metrics model_definitions model_version_tags model_versions
online_scoring_configs params registered_model_aliases registered_model_tags registered_models review_queue_items
review_queue_label_schemas review_queue_users review_queues runs scheduler_leases scorer_versions scorers secrets
span_metrics spans sql_assessment_daily_rollups sql_span_cost_daily_rollups sql_trace_metric_daily_rollups
sql_trace_rollup_rebuild_queue tags trace_info trace_metrics trace_request_metadata trace_tags webhook_events webhooks
workspaces
"""
TABLES = frozenset(_NAMES.split())
TRIGGERS = {  # read only as it is here, a trigger never fires; any other has no business in the file
    "prevent_secrets_aad_mutation": "CREATE TRIGGER prevent_secrets_aad_mutation BEFORE UPDATE ON secrets FOR EACH ROW "
    "WHEN OLD.secret_id != NEW.secret_id OR OLD.secret_name != NEW.secret_name BEGIN SELECT RAISE(ABORT, "
    "'secret_id and secret_name are immutable (used as AAD in encryption)'); END"
}
COMPUTED = (  # views, virtual tables, and tables with columns whose values are worked out at each reading
    "SELECT t.name, t.type FROM pragma_table_list t LEFT JOIN pragma_table_xinfo(t.name) c "
    "WHERE t.type != 'table' OR c.hidden = 2"
)
Query = Callable[[str], list[tuple[Any, ...]]]


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[Query]:
    """A way to query the store in `data`; Malformed for whatever is not a whole MLflow store, now or at a query."""
    if len(data) > MAX_FILE:
        raise Malformed(f"a tracking store of {len(data):,} bytes")
    with tempfile.NamedTemporaryFile(prefix="store-", suffix=".db") as file:
        file.write(data)
        file.flush()
        try:
            with contextlib.closing(_connected(Path(file.name))) as connection:
                _check_schema(connection)
                yield lambda statement: connection.execute(statement).fetchall()
        except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeError) as error:
            raise Malformed(f"a tracking store that SQLite cannot read ({error})") from error


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, MAX_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    steps = iter(range(MAX_STEPS))
    connection.set_progress_handler(lambda: next(steps, None) is None, STEP)
    for rule in SAFETY:
        connection.execute(f"PRAGMA {rule}")
    return connection


def _check_schema(connection: sqlite3.Connection) -> None:
    for kind, name, table, sql in connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"):
        if not _of_mlflow(kind, name, table, sql):
            raise Malformed(f"a tracking store with the {kind} {name}, which MLflow does not make")
    for name, kind in connection.execute(COMPUTED):
        raise Malformed(f"a tracking store with the {kind} {name}, which computes what it shows")
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise Malformed("a tracking store with broken pages")


def _of_mlflow(kind: object, name: object, table: object, sql: object) -> bool:
    words = " ".join(sql.split()) if isinstance(sql, str) else ""
    match kind:
        case "table":
            return name == table and name in TABLES and words.startswith("CREATE TABLE ")
        case "index":
            return table in TABLES and (sql is None or words.startswith(("CREATE INDEX ", "CREATE UNIQUE INDEX ")))
        case "trigger":
            return table == "secrets" and words == TRIGGERS.get(str(name))
    return False
