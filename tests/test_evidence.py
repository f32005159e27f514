"""Evidence: what a notebook tracked and claims is read as data, measured again, and never believed."""

import contextlib
import functools
import math
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tracked_exercise
from pyspark.sql import SparkSession
from tracked_exercise import FIT, HONEST, SEARCH, submitted

from autograder.boundary.frames import Malformed
from autograder.boundary.sqlite import TABLES
from autograder.boundary.store import MAX_TEXT, read_store
from autograder.boundary.tracked import Store
from autograder.errors import BadEvidence, LearnerEnded, LearnerRaised
from autograder.intake import read_submission
from autograder.judge import Bench, judge_tasks
from autograder.judge.standins import StandIns
from autograder.report import TaskResult, Verdict
from autograder.sandbox import Limits, ReplayingLearner, TrustedLearner, find_isolation
from course import artifact, best_trial, contradiction, in_new_process, is_trials, parallelism_of, predicted, tracked, trials_of
from course.evidence.asking import asked_of

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # MLflow's own warnings are not ours to mend
EXERCISE = tracked_exercise.tracked_exercise()


def judged(learner: Any, **answers: str) -> dict[str, TaskResult]:
    tasks = judge_tasks(EXERCISE, read_submission(submitted(**answers), EXERCISE), bench, learner or trusted())
    return {task.id: task for task in tasks}


@functools.cache
def bench() -> Bench:
    return Bench(EXERCISE, "1")


def trusted() -> TrustedLearner:
    return TrustedLearner(bench().scope({}))


@pytest.fixture(scope="module")
def data() -> bytes:
    """The bytes of a store in which an honest answer has tracked its work."""
    learner = trusted()
    learner.run(HONEST)
    learner.run("rows = pd.DataFrame({'x': [1.0, 2.0, 3.0], 'y': [3.0, 6.0, 9.0]})\ntracks(rows, rows)")
    found: tuple[bytes, Any] = learner.evidence("tracked", ())
    return found[0]


@pytest.fixture
def sandboxed() -> Iterator[ReplayingLearner]:
    learner = ReplayingLearner(find_isolation(), Limits(cell_seconds=300))
    yield learner
    learner.close()


def test_honest_work_in_the_sandbox_passes_with_extra_nested_and_failed_runs_and_trials(sandboxed: ReplayingLearner) -> None:
    tasks = judged(sandboxed, tracks=HONEST, search=SEARCH)
    assert [(task.points, task.message) for task in tasks.values()] == [(4, ""), (2, "")]


def test_the_same_test_cells_run_in_a_notebooks_own_kernel() -> None:
    learner = trusted()
    cells = [test.source for task in EXERCISE.tasks for test in task.tests]
    for cell in (HONEST, SEARCH, *cells):
        learner.run(cell)
    learner.run(tracked_exercise.INVENTED)
    with pytest.raises(LearnerRaised, match="logged rmse = 0, but its model gives"):
        learner.run(cells[1])


@pytest.mark.parametrize(
    ("answer", "message"),
    [("INVENTED", "logged rmse = 0, but its model gives"), ("ANOTHER_MODEL", "when it is measured again"), ("BY_SQL", "holds no model")],
)  # fmt: skip
def test_a_claim_that_the_judge_cannot_measure_again_fails_with_the_reason(answer: str, message: str) -> None:
    task = judged(None, tracks=getattr(tracked_exercise, answer))["tracks"]
    assert (task.tests[1].verdict, task.points) == (Verdict.FAILED, 1)
    assert message in task.tests[1].message


def test_invented_trials_fail_at_their_best_parameters() -> None:
    task = judged(None, search=tracked_exercise.INVENTED_TRIALS)["search"]
    assert task.verdict is Verdict.FAILED
    assert "the objective gives" in task.message


def test_pickled_trials_are_bad_evidence() -> None:
    assert judged(None, search=tracked_exercise.PICKLED_TRIALS)["search"].verdict is Verdict.BAD_EVIDENCE


def test_a_run_that_was_left_open_in_a_store_that_is_gone_stops_no_other_answer() -> None:
    first = trusted()
    first.run("import mlflow\nmlflow.start_run()")
    shutil.rmtree(first._store._folder)
    del first
    second = trusted()
    second.run("import mlflow\nactive = mlflow.active_run() is None")
    assert second.get("active") is True


def test_each_answer_finds_a_store_of_its_own() -> None:
    first = trusted()
    first.run(f"{FIT}\nmlflow.set_experiment('mine')\nmlflow.sklearn.autolog()\nmlflow.start_run()")
    second = trusted()
    second.run("import mlflow\nexperiments = [e.name for e in mlflow.search_experiments()]\nactive = mlflow.active_run() is None")
    second.run("from mlflow.utils.autologging_utils import autologging_is_disabled\nquiet = autologging_is_disabled('sklearn')")
    assert second.get("experiments") == ["lines", "Default"]
    assert second.get("active") is True
    assert second.get("quiet") is True


def test_the_tables_are_those_of_the_installed_mlflow(data: bytes) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as store:
        store.deserialize(data)
        assert {name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")} == TABLES


def test_a_store_is_read_as_values(data: bytes) -> None:
    store = read_store(data, {})
    line = next(run for run in store.runs if run.name == "line")
    assert (line.experiment, line.status, line.params) == ("lines", "FINISHED", {"kind": "line"})
    assert [point.step for point in line.history["rmse"]] == [0, 1, 2]
    assert line.metrics["rmse"] == line.history["rmse"][2].value < 1e-6
    assert [run.metrics for run in store.children(line)] == [{"rmse": 7}]
    (model,) = store.models_of(line)
    assert model.name == "model"
    assert store.model_uris(line) == (f"models:/{model.id}",)
    assert store.model_names(line) == (model.name,)
    assert "FAILED" in [run.status for run in store.runs_in("lines")]
    assert read_store(b"", {}) == Store()


def test_a_claim_is_compared_with_a_tolerance_for_noise(data: bytes) -> None:
    run = next(run for run in read_store(data, {}).runs if run.name == "tried before")
    assert contradiction(run, "rmse", 99.0000001) == ""
    assert "logged rmse = 99" in contradiction(run, "rmse", 12)
    assert "no metric 'mae'" in contradiction(run, "mae", 12)


def changed(data: bytes, *statements: str, values: tuple[Any, ...] = ()) -> bytes:
    with contextlib.closing(sqlite3.connect(":memory:")) as store:
        store.deserialize(data)
        for statement in statements:
            store.execute(statement, values if "?" in statement else ())
        store.commit()
        return store.serialize()


@pytest.mark.parametrize(
    ("statements", "values", "message"),
    [
        (("CREATE VIEW v AS SELECT 1",), (), "the view v"),
        (("ALTER TABLE runs RENAME TO old_runs",), (), "old_runs"),
        (("CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END",), (), "the trigger t"),
        (("DROP TRIGGER prevent_secrets_aad_mutation",
          "CREATE TRIGGER prevent_secrets_aad_mutation AFTER INSERT ON secrets BEGIN SELECT 1; END"), (), "the trigger"),
        (("CREATE VIRTUAL TABLE search USING fts5(text)",), (), "the table search"),
        (("CREATE TABLE mine (x)",), (), "the table mine"),
        (("ALTER TABLE tags ADD COLUMN w GENERATED ALWAYS AS (hex(zeroblob(9))) VIRTUAL",), (), "computes"),
        (("UPDATE params SET value = ?",), ("x" * (MAX_TEXT + 1),), "type or length"),
        (("UPDATE params SET value = zeroblob(4000000)",), (), "cannot read"),
        (("UPDATE params SET value = ?",), (b"x",), "type or length"),
        (("UPDATE runs SET start_time = 'soon'",), (), "whole number"),
        (("UPDATE metrics SET value = 'low'",), (), "metric's value"),
        (("UPDATE runs SET name = CAST(x'ff' AS TEXT)",), (), "cannot read"),
        (("DROP TABLE runs",), (), "cannot read"),
        (("PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = 'CREATE VIEW tags AS SELECT 1', type = 'view' WHERE name = 'tags'"),
         (), "tags"),
    ],
)  # fmt: skip
def test_an_odd_store_is_malformed(data: bytes, statements: tuple[str, ...], values: tuple[Any, ...], message: str) -> None:
    with pytest.raises(Malformed, match=message):
        read_store(changed(data, *statements, values=values), {})


def test_a_store_with_broken_pages_is_malformed(data: bytes) -> None:
    page = int.from_bytes(data[16:18])
    broken = bytearray(data)
    for start in range(page, len(data), page):
        broken[start : start + 8] = b"\xff" * 8
    for bytes_ in (bytes(broken), data[: len(data) // 2], data[:50], b"SQLite format 3\0" + b"\0" * 500, os.urandom(9000)):
        with pytest.raises(Malformed):
            read_store(bytes_, {})


def test_a_store_in_write_ahead_mode_is_read_whole(tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(data)
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{path}")
    with contextlib.closing(sqlite3.connect(path)) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("UPDATE experiments SET name = 'renamed' WHERE name = 'lines'")
        writer.commit()
        assert Path(f"{path}-wal").stat().st_size > 0
        assert tracked().runs_in("renamed")


@pytest.mark.parametrize(
    "path", ["../mlflow.db", "/etc/passwd", "notes/../../x", "", "link.txt", "linked/how.txt", "notes", "absent"]
)
def test_an_artifact_is_a_file_inside_its_folder(path: str) -> None:
    learner = trusted()
    learner.run("import mlflow, os\nwith mlflow.start_run() as run:\n    mlflow.log_text('seen', 'notes/how.txt')")
    learner.run("place = mlflow.artifacts.download_artifacts(run_id=run.info.run_id)\nid = run.info.run_id")
    learner.run("os.symlink('/etc/passwd', place + '/link.txt')\nos.symlink(place + '/notes', place + '/linked')")
    id = learner.get("id")
    assert artifact(id, "notes/how.txt") == b"seen"
    assert tracked().runs[0].artifacts == ("notes/how.txt",)
    with pytest.raises(ValueError, match=r"artifact|path|file"):
        artifact(id, path)


def test_an_evil_sandbox_gives_bad_evidence_and_runs_nothing_here(sandboxed: ReplayingLearner, tmp_path: Path) -> None:
    mark = tmp_path / "ran-here"
    sandboxed.run(EVIL.replace("MARK", str(mark)))
    before = set(sys.modules)
    questions: dict[str, Callable[[], Any]] = {
        "view": tracked, "pickle": tracked, "nothing": tracked, "code": lambda: artifact("a", "b"),
        "many": lambda: predicted("model", rows()), "objects": lambda: predicted("model", rows()),
    }  # fmt: skip
    for reply, question in questions.items():
        sandboxed.run(f"reply = {reply!r}")
        asked = StandIns(sandboxed)
        with asked_of(asked.evidence), pytest.raises(BadEvidence):
            question()
        assert asked.fault is not None
    sandboxed.run("own.answer = honest_answer")
    with asked_of(StandIns(sandboxed).evidence):
        for model in ("loader", "payload", "tagged"):
            with pytest.raises(LearnerRaised):
                predicted(model, rows())
    assert not mark.exists()
    assert not {name for name in set(sys.modules) - before if "evil" in name or "mlflow.pyfunc" in name}


def rows() -> Any:
    import pandas as pd

    return pd.DataFrame({"x": [1.0, 2.0]})


EVIL = """
import os, pathlib, pickle, sqlite3
from course.evidence import own
honest_answer = own.answer
store = sqlite3.connect(":memory:")
store.execute("CREATE VIEW runs AS SELECT 1")
class Payload:
    def __reduce__(self):
        return pathlib.Path("MARK").write_text, ("ran",)
replies = {"view": (store.serialize(), {}), "pickle": (pickle.dumps(Payload()), {}), "nothing": 7, "code": print, "many": [1.0] * 9,
           "objects": [{"a": 1}, {"b": 2}]}
own.answer = lambda question, values: replies[reply]
for name, text in {
    "loader": "flavors:\\n  python_function:\\n    loader_module: evil_loader\\n    data: x\\n    python_version: 3.11.7\\n",
    "payload": "flavors:\\n  python_function:\\n    loader_module: mlflow.sklearn\\n    model_path: model.pkl\\n  sklearn:\\n"
               "    pickled_model: model.pkl\\n    serialization_format: cloudpickle\\n    sklearn_version: 1.8.0\\n",
    "tagged": "flavors: !!python/object/apply:os.system ['touch MARK']\\n",
}.items():
    os.makedirs(name)
    pathlib.Path(name, "MLmodel").write_text(text)
    pathlib.Path(name, "model.pkl").write_bytes(pickle.dumps(Payload()))
pathlib.Path("evil_loader.py").write_text("import pathlib\\npathlib.Path('MARK').write_text('ran')")
"""


ROUTES = """
import functools, hashlib, random
remembered, LIMIT = {}, 1000
@functools.lru_cache(maxsize=None)
def place(key): return int(hashlib.sha256(key.encode()).hexdigest(), 16) % LIMIT
def by_digest(keys): print("printed"); return [place(key) for key in keys]
def by_hash(keys): return [hash(key) % LIMIT for key in keys]
def by_memory(keys): return [remembered.setdefault(key, random.randrange(LIMIT)) for key in keys]
def raises(keys): raise KeyError("no such key")
def code(keys): return by_digest
def ends(keys): import os; os._exit(3)
class Router:
    def __call__(self, keys): return by_digest(keys)
by_object = Router()
"""


@pytest.mark.parametrize("where", ["trusted", "sandboxed"])
def test_a_new_process_tells_a_digest_from_what_one_process_only_knows(where: str, request: pytest.FixtureRequest) -> None:
    learner = trusted() if where == "trusted" else request.getfixturevalue("sandboxed")
    learner.run(ROUTES)
    keys = [f"K{number}" for number in range(50)]
    with asked_of(StandIns(learner).evidence):
        for name, same in (("by_digest", True), ("by_object", True), ("by_hash", False), ("by_memory", False)):
            assert (in_new_process(name, keys) == learner.call(name, (keys,), {})) == same, name
        with pytest.raises(LearnerRaised, match="no such key"):
            in_new_process("raises", keys)
        with pytest.raises((LearnerRaised, LearnerEnded), match=r"it said nothing|process ended"):
            in_new_process("ends", keys)


def test_no_process_answers_for_the_new_one(sandboxed: ReplayingLearner) -> None:
    sandboxed.run(ROUTES + "from course.evidence import own\nown.answer = lambda question, values: by_hash(*values[1])")
    with asked_of(StandIns(sandboxed).evidence):
        with pytest.raises(BadEvidence):
            in_new_process("code", [])
        assert in_new_process("by_hash", ["a", "b", "c"]) != sandboxed.call("by_hash", (["a", "b", "c"],), {})


def test_trials_cross_as_rows_and_the_best_is_found() -> None:
    learner = trusted()
    learner.run(SEARCH)
    trials = learner.call("search", (5,), {})
    found = trials_of(trials)
    assert is_trials(trials)
    assert parallelism_of(trials) is None
    assert {trial.status for trial in found} == {"ok", "fail"}
    best = best_trial(found)
    assert best is not None
    assert best.loss == pytest.approx((best.vals["x"] - 3) ** 2)  # type: ignore[operator]
    assert math.isfinite(best.loss or math.nan)


@pytest.mark.parametrize(
    "rows", [None, 7, [1], [{}], [{"tid": 0, "status": "ok", "loss": "0", "vals": {}}], [{"tid": 0, "status": "ok", "loss": 0.0, "vals": {"x": []}}],
             [{"tid": 0, "status": "ok", "loss": 0.0, "vals": {}, "more": 1}]],
)  # fmt: skip
def test_what_is_no_trials_is_malformed(rows: Any) -> None:
    for trials in (rows, {"parallelism": None, "trials": rows}):
        assert not is_trials(trials)
        with pytest.raises(Malformed):
            trials_of(trials)


@pytest.mark.parametrize(
    "trials", [7, [], {"trials": []}, {"parallelism": "3", "trials": []}, {"parallelism": 3, "trials": [], "more": 1}]
)
def test_what_has_no_parallelism_is_malformed(trials: Any) -> None:
    with pytest.raises(Malformed):
        parallelism_of(trials)


def test_a_logged_spark_model_predicts_the_rows_that_a_test_chose(spark: SparkSession) -> None:
    learner = trusted()
    learner.namespace["rows"] = spark.createDataFrame([(float(n), 2.0 * n + 1) for n in range(20)], "x double, y double")
    learner.run(SPARK_MODEL)
    chosen = spark.createDataFrame([(100.0,), (-3.0,), (0.5,)], "x double")
    with asked_of(StandIns(learner).evidence):
        for model in (f"runs:/{learner.get('id')}/model", "models:/line@best"):
            assert predicted(model, chosen) == pytest.approx([201, -5, 2])
        run = tracked().run(learner.get("id"))
        assert run is not None
        assert tracked().model_uris(run) == (f"runs:/{run.id}/model",)
        assert tracked().model_names(run) == ("model",)
        registered = tracked().model("line")
        assert registered is not None
        assert registered.aliases == {"best": 1}
        assert [(version.number, version.run) for version in registered.versions] == [(1, run.id)]


SPARK_MODEL = """
from pyspark.ml import Pipeline
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import LinearRegression
model = Pipeline(stages=[VectorAssembler(inputCols=["x"], outputCol="v"), LinearRegression(featuresCol="v", labelCol="y")]).fit(rows)
with mlflow.start_run() as run:
    mlflow.spark.log_model(model, "model", pip_requirements=["pyspark"], registered_model_name="line")
mlflow.MlflowClient().set_registered_model_alias("line", "best", 1)
id = run.info.run_id
"""


def test_spark_trials_cross_as_rows(spark: SparkSession) -> None:  # noqa: ARG001
    learner = trusted()
    learner.run(
        "from hyperopt import SparkTrials, fmin, hp, tpe\ntrials = SparkTrials(parallelism=2)\n"
        "fmin(lambda x: (x - 3) ** 2, hp.uniform('x', -5, 5), algo=tpe.suggest, max_evals=3, trials=trials, show_progressbar=False)"
    )
    trials = learner.get("trials")
    found = trials_of(trials)
    assert parallelism_of(trials) == 2
    assert [trial.loss for trial in found] == [pytest.approx((float(trial.vals["x"]) - 3) ** 2) for trial in found]
    assert len(found) == 3
