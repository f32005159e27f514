"""A small exercise with MLflow and Hyperopt, and answers to it of every kind of honesty."""

import json

import nbformat
from small_exercise import answer, code, hidden, prose, test

from autograder.build import release_of
from autograder.exercise import Exercise, from_source

DRAW = """
from course import contradiction, drawn, predicted, tracked
rng = drawn("rows")
rows = pd.DataFrame({"x": rng.normal(size=60)})
rows["y"] = 3 * rows["x"] + rng.normal(scale=0.1, size=60)
train, later = rows[:40].reset_index(drop=True), rows[40:].reset_index(drop=True)
id = tracks(train, later)
run = tracked().run(id) if isinstance(id, str) else None
assert run is not None, "tracks returned no id of a run in the tracking store; return run.info.run_id"
models = tracked().model_uris(run)
assert models, "the run holds no model; log it with mlflow.sklearn.log_model inside the run"
found = predicted(models[-1], later[["x"]])
rmse = float(np.sqrt(np.mean((np.array(found) - later["y"].to_numpy()) ** 2)))
problem = contradiction(run, "rmse", rmse)
assert not problem, problem
assert rmse < 0.5, f"the model's RMSE on later rows is {rmse:.2f}; a line fits these rows within 0.5"
"""
TUNE = """
from course import best_trial, trials_of
trials = trials_of(search(12))
assert len(trials) >= 12, f"{len(trials)} evaluations where 12 were asked for"
best = best_trial(trials)
assert best is not None, "no evaluation went well; return {'loss': …, 'status': STATUS_OK}"
assert set(best.vals) == {"x"}, f"the search drew {', '.join(best.vals)}; it should draw x alone"
again = (best.vals["x"] - 3) ** 2
assert abs(again - best.loss) < 1e-9, f"the best loss is {best.loss:.3g}, but the objective gives {again:.3g} at the same x"
"""
CELLS = [
    code("given-setup", "import mlflow\nimport numpy as np\nimport pandas as pd\n\nmlflow.set_experiment('lines')", locked=True),
    prose("prompt-tracks", "## Task 1 · Track"),
    answer("tracks", "def tracks(train, later):", "pass"),
    test("tracks-test-1", "# It can be called\nassert callable(tracks), 'tracks is no function'"),
    hidden("tracks-test-2", "# The logged RMSE is that of the logged model", DRAW, 3),
    prose("prompt-search", "## Task 2 · Search"),
    answer("search", "def search(evaluations):", "pass"),
    hidden("search-test-1", "# The best loss holds when it is measured again", TUNE, 2),
]


def tracked_source() -> nbformat.NotebookNode:
    metadata = {"course": {"unit": "00_small/tracked"}}
    return nbformat.from_dict({"cells": json.loads(json.dumps(CELLS)), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def tracked_exercise() -> Exercise:
    return from_source(tracked_source(), "00_small/tracked")


def submitted(**answers: str) -> bytes:
    notebook = release_of(tracked_source())
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return json.dumps(notebook).encode()


FIT = """
import mlflow
from sklearn.dummy import DummyRegressor
from sklearn.linear_model import LinearRegression

def fitted(train, later, kind=LinearRegression):
    model = kind().fit(train[["x"]], train["y"])
    return model, float(np.sqrt(np.mean((model.predict(later[["x"]]) - later["y"]) ** 2)))

def log(model):
    mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
"""
HONEST = FIT + """
def tracks(train, later):
    mlflow.set_experiment("lines")
    with mlflow.start_run(run_name="tried before") as other:
        mlflow.log_metric("rmse", 99)
    with mlflow.start_run(run_name="line") as run:
        model, rmse = fitted(train, later)
        with mlflow.start_run(nested=True):
            mlflow.log_metric("rmse", 7)
        for step, value in enumerate((5.0, 4.0, rmse)):
            mlflow.log_metric("rmse", value, step=step)
        mlflow.log_param("kind", "line")
        mlflow.log_text("measured on later rows", "notes/how.txt")
        log(model)
    try:
        with mlflow.start_run():
            raise RuntimeError("this one fails")
    except RuntimeError:
        pass
    return run.info.run_id
"""  # fmt: skip
INVENTED = FIT + """
def tracks(train, later):
    with mlflow.start_run() as run:
        model, rmse = fitted(train, later)
        mlflow.log_metric("rmse", 0.0)
        log(model)
    return run.info.run_id
"""  # fmt: skip
ANOTHER_MODEL = FIT + """
def tracks(train, later):
    with mlflow.start_run() as run:
        _, rmse = fitted(train, later)
        mlflow.log_metric("rmse", rmse)
        log(fitted(train, later, DummyRegressor)[0])
    return run.info.run_id
"""  # fmt: skip
BY_SQL = """
import os, sqlite3
import mlflow
def tracks(train, later):
    mlflow.search_runs()
    with sqlite3.connect(os.environ["MLFLOW_TRACKING_URI"].removeprefix("sqlite:///")) as store:
        store.execute("INSERT INTO runs (run_uuid, name, status, start_time, end_time, lifecycle_stage, artifact_uri, experiment_id) "
                      "VALUES (?, 'line', 'FINISHED', 1, 2, 'active', '/home/learner/none', 0)", ("0" * 32,))
        store.execute("INSERT INTO metrics VALUES ('rmse', 0.0, 1, ?, 0, 0)", ("0" * 32,))
    return "0" * 32
"""
SEARCH = """
from hyperopt import STATUS_FAIL, STATUS_OK, Trials, fmin, hp, tpe
def search(evaluations):
    seen = []
    def loss(x):
        seen.append(x)
        return {"status": STATUS_FAIL} if len(seen) == 2 else {"loss": (x - 3) ** 2, "status": STATUS_OK}
    trials = Trials()
    fmin(loss, hp.uniform("x", -5, 5), algo=tpe.suggest, max_evals=evaluations + 2, trials=trials, show_progressbar=False)
    return trials
"""
INVENTED_TRIALS = """
def search(evaluations):
    rows = [{"tid": n, "status": "ok", "loss": 0.0, "vals": {"x": float(n)}} for n in range(evaluations)]
    return {"parallelism": None, "trials": rows}
"""
PICKLED_TRIALS = """
def search(evaluations):
    import pickle
    return pickle.dumps([1, 2])
"""
