# %% [markdown]
# # Exercise · Save models that others can trust, and look before you open theirs
#
# The lesson opened one folder. You now stand on both sides of it. First you save: a model that later rows with gaps can use,
# a model of your own class, and one with a setting that is chosen when it is asked. Then you judge: what a folder says about
# itself, which model is best on which rows, and whether a file may be opened at all.
#
# **Six tasks, 20 points, about 35 minutes.** Objective: DBX-12. Tasks 2 and 3 prepare DEP-44, a custom model behind an endpoint.
#
# Each task asks for one or two functions. The tests read what you have logged, and they ask your models for predictions. Names
# and types are fixed, the calls are free. Some tests are here to read. The others show only their title: they check the same
# promise on rows and files that are drawn when your work is graded. The tasks do not need each other.

# %% given="setup"
import json
import logging
import os
import warnings

import mlflow
import numpy as np
import pandas as pd
import skops.io
import yaml
from mlflow import MlflowClient
from mlflow.models import infer_signature
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
warnings.simplefilter("ignore", UserWarning)  # MLflow's hints; the lesson shows what they say
mlflow.set_experiment("models")
FEATURES = ["hr", "temp", "hum"]  # hour of the day (a whole number), °C, %
TRUSTED = ["numpy.dtype"]  # a type inside the imputer that skops asks about; it only describes numbers

bikes = pd.read_parquet(dataset("bikes"))[["dteday", *FEATURES, "weathersit", "cnt"]]  # Washington, D.C., by the hour
bikes["month"] = pd.to_datetime(bikes.pop("dteday")).dt.strftime("%Y-%m")


def fit_demand(rows):
    """Return a fitted scikit-learn pipeline for cnt on the FEATURES; it fills gaps with means of the rows it learned from."""
    return make_pipeline(SimpleImputer(), LinearRegression()).fit(rows[FEATURES].astype(float), rows["cnt"])


bikes.head(4)

# %% [markdown] task="signature-fits-later-rows"
# ## Task 1 · A signature that later rows can meet
#
# **3 points · DBX-12**
#
# The rows that you learn from have no gaps. Later rows will: a sensor fails, and `hr`, `temp` or `hum` is missing. The pipeline
# of `fit_demand` can answer such rows. The signature must let them through, and still refuse a frame that lacks a column.
#
# Write `log_demand(rows)`.
#
# - **Takes** a pandas DataFrame with the `FEATURES`, without gaps, and `cnt`. It has other columns, too. `hr` holds integers.
# - Logs the model that `fit_demand(rows)` gives, with a **signature** (inputs and outputs) and an **input example**.
# - The signature asks for the `FEATURES` and for nothing else. Each of them is **required**. A gap (`NaN`) in any of them is
#   no error.
# - The input example holds one to ten rows of the `FEATURES`.
# - **Returns** the URI of the logged model, `models:/m-…`.
#
# When you log, give `pip_requirements=["scikit-learn"]`, here and below, or each call will take many seconds. And with
# `mlflow.sklearn.log_model`, give `skops_trusted_types=TRUSTED`.

# %% [markdown] hint="signature-fits-later-rows"
# An integer column of pandas cannot hold a gap: with the first gap it becomes a column of floats. What does a signature that was
# taken from integers say to floats?

# %% [markdown] hint="signature-fits-later-rows"
# `infer_signature(inputs, outputs)` takes the types from the frame that you hand over, so hand over the types that will come
# later. A column that holds a gap in this frame becomes optional; so let it hold none.

# %% [markdown] hint="signature-fits-later-rows"
# Almost the lines: `inputs = rows[FEATURES].astype(float)`, then
# `mlflow.sklearn.log_model(model, name="demand", signature=infer_signature(inputs, …), input_example=inputs.head(3), …)`. What it
# returns has a `model_uri`.

# %% answer="signature-fits-later-rows"
def log_demand(rows):
    """Log the fitted pipeline with a signature that lets gaps through and an input example; return its URI."""
    ### BEGIN SOLUTION
    model, inputs = fit_demand(rows), rows[FEATURES].astype(float)
    logged = mlflow.sklearn.log_model(
        model, name="demand", signature=infer_signature(inputs, model.predict(inputs)), input_example=inputs.head(3),
        pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED,
    )
    return logged.model_uri
    ### END SOLUTION

# %% test="signature-fits-later-rows" points=1
# The model predicts as the pipeline does, and its signature asks for the features
from course import artifact, predicted

rows = bikes[bikes["month"] == "2012-05"].reset_index(drop=True)
uri = log_demand(rows)
assert isinstance(uri, str) and uri.startswith("models:/m-"), (
    f"log_demand returned {uri!r}; return the model_uri of what log_model gave you, models:/m-…"
)
folder = yaml.safe_load(artifact(uri.removeprefix("models:/"), "MLmodel"))
signature = folder.get("signature") or {}
assert signature.get("inputs") and signature.get("outputs"), (
    "the signature lacks inputs or outputs; infer_signature takes the inputs and the predictions"
)
names = [column.get("name") for column in json.loads(signature["inputs"])]
assert sorted(map(str, names)) == sorted(FEATURES), (
    f"the signature asks for {names}, expected {FEATURES}; take it from a frame with these columns and no others"
)
found, expected = np.array(predicted(uri, rows[FEATURES])), fit_demand(rows).predict(rows[FEATURES])
assert np.allclose(found, expected), (
    f"the logged model is up to {np.abs(found - expected).max():.1f} bikes away from fit_demand(rows); log that model"
)

# %% test="signature-fits-later-rows" points=1 hidden=true
# Drawn rows with gaps in each feature are answered as the pipeline answers them
from course import artifact, drawn, predicted

rng = drawn("gaps")
table = bikes.sample(150, random_state=int(rng.integers(10**6))).reset_index(drop=True)
uri = log_demand(table)
inputs = json.loads(yaml.safe_load(artifact(uri.removeprefix("models:/"), "MLmodel"))["signature"]["inputs"])
whole = [column.get("name") for column in inputs if column["type"] in ("long", "integer")]
assert not whole, (
    "the signature wants whole numbers in a column; with a gap, pandas makes floats of that column, and the signature refuses "
    "them: take it from a frame of floats"
)
names = [column.get("name") for column in inputs]
assert "cnt" not in names, "the signature asks for cnt, which nobody knows when rows are scored"
later = pd.DataFrame(rng.uniform(0, 1, (60, 3)), columns=FEATURES) * [23.0, 35.0, 90.0]
for feature in FEATURES:
    later.loc[rng.choice(60, 12, replace=False), feature] = np.nan
found, expected = np.array(predicted(uri, later), dtype=float), fit_demand(table).predict(later)
assert np.allclose(found, expected), (
    "rows with gaps are not answered as the pipeline of fit_demand answers them; log that pipeline"
)

# %% test="signature-fits-later-rows" points=1 hidden=true
# Each feature is required, and the folder holds an example of the features
from course import artifact, drawn

rng = drawn("required")
table = bikes.sample(120, random_state=int(rng.integers(10**6))).reset_index(drop=True)
id = log_demand(table).removeprefix("models:/")
about = yaml.safe_load(artifact(id, "MLmodel"))
optional = [column.get("name") for column in json.loads(about["signature"]["inputs"]) if not column.get("required", True)]
assert not optional, (
    f"{len(optional)} of the columns are optional; a frame without such a column would pass the signature: "
    "take it from a frame without gaps"
)
saved = about.get("saved_input_example_info")
assert saved, "the folder holds no input example; give input_example when you log"
example = json.loads(artifact(id, saved["artifact_path"]))
if isinstance(example, dict) and {"columns", "data"} <= set(example):  # a frame
    example = [dict(zip(example["columns"], row)) for row in example["data"]]
elif isinstance(example, dict):  # one row, or lists for the columns
    example = pd.DataFrame({name: np.atleast_1d(values) for name, values in example.items()}).to_dict("records")
assert all(isinstance(row, dict) and sorted(row) == sorted(FEATURES) for row in example), (
    "the input example does not hold the FEATURES and nothing else; the label belongs to no example of an input"
)
assert 1 <= len(example) <= 10, f"the input example holds {len(example)} rows; one to ten are enough"

# %% [markdown] task="unknown-weather-is-answered"
# ## Task 2 · A model of your own class
#
# **4 points · DBX-12**
#
# Not every model comes from a library. This one is a small table: for each weather the mean number of bikes. It must answer
# **every** row.
#
# Write `log_weather_means(rows)`.
#
# - **Takes** a pandas DataFrame with `weathersit` (text, may be missing) and `cnt`; other columns do not matter.
# - Logs a model, as a custom pyfunc, that takes a pandas DataFrame with a column `weathersit` and answers one number per row,
#   in the order of its rows: the mean `cnt` of this weather in the rows that it **learned** from.
# - For a weather that it has not learned, and where the weather is missing: the mean `cnt` of **all** rows that it learned from.
# - **Returns** the URI of the logged model, `models:/m-…`.
#
# Free: with or without a signature (if you give one, it must let a missing weather through), and how the class keeps its table.

# %% [markdown] hint="unknown-weather-is-answered"
# A custom model is an object with a `predict`. What it has to remember, it carries in attributes of `self`: they are saved with
# it. When `predict` is called, the rows that it learned from are far away.

# %% [markdown] hint="unknown-weather-is-answered"
# Subclass `mlflow.pyfunc.PythonModel` with `def predict(self, context, model_input: pd.DataFrame, params=None)`, and log an
# object of it with `mlflow.pyfunc.log_model(name=…, python_model=…, pip_requirements=["pandas"])`. `Series.map(table)` gives
# `NaN` where the table has no entry.

# %% [markdown] hint="unknown-weather-is-answered"
# Almost the line: `model_input["weathersit"].map(self.means).fillna(self.overall)`, with
# `rows.groupby("weathersit")["cnt"].mean().to_dict()` for the table and `rows["cnt"].mean()` for the rest.

# %% answer="unknown-weather-is-answered"
def log_weather_means(rows):
    """Log a custom model that knows the mean count of each weather, and the overall mean for any other; return its URI."""
    ### BEGIN SOLUTION
    class WeatherMeans(mlflow.pyfunc.PythonModel):
        def __init__(self, rows):
            self.means, self.overall = rows.groupby("weathersit")["cnt"].mean().to_dict(), float(rows["cnt"].mean())

        def predict(self, context, model_input: pd.DataFrame, params=None):
            return model_input["weathersit"].map(self.means).astype(float).fillna(self.overall)

    return mlflow.pyfunc.log_model(name="weather", python_model=WeatherMeans(rows), pip_requirements=["pandas"]).model_uri
    ### END SOLUTION

# %% test="unknown-weather-is-answered" points=1
# Known weather is answered with its mean
from course import predicted

rows = bikes[bikes["month"] == "2012-05"].reset_index(drop=True)
uri = log_weather_means(rows)
assert isinstance(uri, str) and uri.startswith("models:/m-"), (
    f"log_weather_means returned {uri!r}; return the model_uri of what log_model gave you, models:/m-…"
)
asked = pd.DataFrame({"weathersit": ["Clear", "Mist", "Light Rain", "Clear"]})
found, expected = np.array(predicted(uri, asked), dtype=float), rows.groupby("weathersit")["cnt"].mean()[asked["weathersit"]]
assert np.allclose(found, expected), (
    f"{asked['weathersit'].tolist()} were answered with {found.round(1).tolist()}, expected {expected.round(1).tolist()}: "
    "the mean cnt of each weather in the rows that the model learned from"
)

# %% test="unknown-weather-is-answered" points=1 hidden=true
# Missing weather, and words that nobody has seen, get the mean of all rows
from course import drawn, predicted

rng = drawn("unknown")
words = [f"weather {number}" for number in rng.choice(10**6, 3, replace=False)]
table = pd.DataFrame({"weathersit": rng.choice([*words, None], 80, p=[0.5, 0.2, 0.1, 0.2]), "cnt": rng.integers(1, 900, 80)})
uri = log_weather_means(table)
asked = pd.DataFrame({"weathersit": [words[0], None, f"storm {rng.integers(10**6)}", None, ""]})
found, mean = np.array(predicted(uri, asked), dtype=float), table["cnt"].mean()
assert not np.isnan(found).any(), (
    "a row with a missing or unknown weather was answered with NaN; it should get the mean of all rows"
)
assert np.allclose(found[1:], mean), (
    f"the mean of all drawn rows is {mean:.1f}, and missing or unknown weather was not answered with it; "
    "it is the mean of the rows, those without a weather too, and not the mean of the table's means"
)

# %% test="unknown-weather-is-answered" points=2 hidden=true
# A drawn table is learned, and the answers do not depend on which rows are asked together
from course import drawn, predicted

rng = drawn("table")
words = [f"weather {number}" for number in rng.choice(10**6, 5, replace=False)]
table = pd.DataFrame({"weathersit": rng.permutation(np.repeat(words, [30, 20, 12, 6, 2])), "cnt": rng.integers(1, 900, 70)})
table["temp"] = rng.uniform(0, 30, 70)
uri = log_weather_means(table)
log_weather_means(table.assign(cnt=table["cnt"] + 1000))  # a second model, which must not change the first
asked = pd.DataFrame({"weathersit": rng.permutation([*words, *words, None])})
expected = asked["weathersit"].map(table.groupby("weathersit")["cnt"].mean()).astype(float).fillna(table["cnt"].mean())
found = np.array(predicted(uri, asked), dtype=float)
assert np.allclose(found, expected), (
    "rows of a drawn table were not answered with the means that the model learned; the model has to carry its own table, "
    "and its answers come in the order of the rows"
)
one = predicted(uri, asked.head(1))
assert np.allclose(one, expected[:1]), (
    "one row alone gets another answer than among others; the rows that are asked teach nothing"
)

# %% [markdown] task="threshold-is-a-parameter"
# ## Task 3 · A setting that is chosen when the model is asked
#
# **4 points · DBX-12**
#
# A truck is sent when many bikes will be rented. *How many* is the dispatcher's choice, and it changes each day. So the
# threshold is a parameter of `predict`, not a part of the training.
#
# Write two functions in the same cell.
#
# `log_rush(rows)`:
#
# - **Takes** a pandas DataFrame with the `FEATURES` and `cnt`; fits `fit_demand(rows)`.
# - Logs **one** model that takes the `FEATURES` and answers `1` where the predicted demand is the threshold or more, else `0`.
# - `threshold` is a parameter of its signature: a number that may have a fraction (MLflow's type `double`), **200** if nobody
#   gives one.
# - **Returns** the URI of the logged model.
#
# `rush(uri, rows, threshold)`:
#
# - **Takes** the URI of such a model, a pandas DataFrame with the `FEATURES` as floats, and a threshold (a `float`).
# - Loads the model, asks it with this threshold, and **returns** its answers, a list of `0` and `1`.

# %% [markdown] hint="threshold-is-a-parameter"
# Three places have to know the word `threshold`: the signature, the model's `predict`, and the call that asks. A parameter that
# the signature does not know is thrown away, without an error.

# %% [markdown] hint="threshold-is-a-parameter"
# `infer_signature(inputs, outputs, params={…})` takes the default of each parameter, and its type from the default: `200` is a
# whole number. MLflow hands a dictionary to `predict(self, context, model_input, params=None)`; the loaded model is asked with
# `.predict(rows, params={…})`.

# %% [markdown] hint="threshold-is-a-parameter"
# Almost the lines: `params={"threshold": 200.0}` in the signature; in the class
# `(self.model.predict(model_input) >= params["threshold"]).astype(int)`; and
# `mlflow.pyfunc.load_model(uri).predict(rows, params={"threshold": threshold}).tolist()`.

# %% answer="threshold-is-a-parameter"
def log_rush(rows):
    """Log one model that says 1 where the predicted demand reaches a threshold chosen at predict time; return its URI."""
    ### BEGIN SOLUTION
    class Rush(mlflow.pyfunc.PythonModel):
        def __init__(self, model):
            self.model = model

        def predict(self, context, model_input: pd.DataFrame, params=None):
            return (self.model.predict(model_input) >= params["threshold"]).astype(int)

    inputs = rows[FEATURES].astype(float)
    signature = infer_signature(inputs, np.array([0, 1]), params={"threshold": 200.0})
    logged = mlflow.pyfunc.log_model(
        name="rush", python_model=Rush(fit_demand(rows)), signature=signature, pip_requirements=["scikit-learn"]
    )
    return logged.model_uri
    ### END SOLUTION


def rush(uri, rows, threshold):
    """Ask the model at the URI with this threshold, and return its answers as a list of 0 and 1."""
    ### BEGIN SOLUTION
    return [int(answer) for answer in mlflow.pyfunc.load_model(uri).predict(rows, params={"threshold": threshold})]
    ### END SOLUTION

# %% test="threshold-is-a-parameter" points=1
# Without a threshold the model decides at 200, with one at that number
from course import predicted

rows = bikes[bikes["month"] == "2012-05"].reset_index(drop=True)
asked = rows[FEATURES].astype(float)
uri, demand = log_rush(rows), fit_demand(rows).predict(asked)
found = np.array(predicted(uri, asked))
assert np.array_equal(found, demand >= 200), (
    f"asked without a threshold, the model said 1 for {np.sum(found == 1)} of {len(rows)} rows; the predicted demand is 200 or "
    f"more in {np.sum(demand >= 200)} of them. The model itself has to answer 1 and 0, and 200 is the default"
)
found = rush(uri, asked, 300.0)
assert isinstance(found, list), f"rush returned {type(found).__name__}; it should return a list of 0 and 1"
assert found == (demand >= 300).astype(int).tolist(), (
    f"asked with threshold 300, rush returned {sum(map(int, found))} times 1; the predicted demand is 300 or more in "
    f"{np.sum(demand >= 300)} rows. Does the signature know the parameter?"
)

# %% test="threshold-is-a-parameter" points=1 hidden=true
# The folder says which parameter there is, its type and its default
from course import artifact, drawn

rng = drawn("schema")
table = bikes.sample(120, random_state=int(rng.integers(10**6))).reset_index(drop=True)
about = yaml.safe_load(artifact(log_rush(table).removeprefix("models:/"), "MLmodel"))
params = json.loads((about.get("signature") or {}).get("params") or "[]")
known = {param["name"]: (param["type"], param["default"]) for param in params}
assert "threshold" in known, "the signature has no parameter threshold; infer_signature takes params={…}"
assert known["threshold"][0] == "double", (
    "the parameter threshold is not a double; a default without a fraction makes a whole number of it, and 212.5 would be refused"
)
assert known["threshold"][1] == 200, "the default of the parameter threshold is not 200"

# %% test="threshold-is-a-parameter" points=2 hidden=true
# Drawn thresholds, with fractions, are obeyed by one and the same model
from course import artifact, drawn, predicted

rng = drawn("thresholds")
table = bikes.sample(200, random_state=int(rng.integers(10**6))).reset_index(drop=True)
asked = pd.DataFrame(rng.uniform(0, 1, (60, 3)), columns=FEATURES) * [23.0, 35.0, 90.0]
uri, demand = log_rush(table), fit_demand(table).predict(asked)
about = yaml.safe_load(artifact(uri.removeprefix("models:/"), "MLmodel"))
types = {param["name"]: param["type"] for param in json.loads((about.get("signature") or {}).get("params") or "[]")}
assert types.get("threshold") == "double", (
    "the signature has no parameter threshold that may have a fraction; a parameter that it does not know is ignored, and a "
    "whole number refuses 212.5"
)
assert np.array_equal(predicted(uri, asked), demand >= 200), "without a threshold the model does not decide at 200"
for share in rng.uniform(0.1, 0.9, 3):
    threshold = float(np.quantile(demand, share)) + 0.25  # about this share of the rows lies below it
    found = rush(uri, asked, threshold)
    assert isinstance(found, list), f"rush returned {type(found).__name__}; it should return a list of 0 and 1"
    assert found == (demand >= threshold).astype(int).tolist(), (
        f"with a drawn threshold, {np.sum(np.array(found) != (demand >= threshold))} of {len(asked)} answers are not those of "
        "the predicted demand; hand the threshold to the loaded model as a parameter"
    )
level = int(rng.integers(220, 900))
found = rush(log_rush(table.assign(cnt=level)), asked, float(level))  # the model of equal counts predicts this count
assert found == (fit_demand(table.assign(cnt=level)).predict(asked) >= level).astype(int).tolist() and any(found), (
    "where the predicted demand is exactly the threshold, the model does not say 1; the threshold or more is asked for"
)

# %% [markdown] task="folder-is-read-not-loaded"
# ## Task 4 · Read the folder, do not load it
#
# **3 points · DBX-12**
#
# A folder arrives from elsewhere. Its file `MLmodel` is plain text (YAML): to read it runs nothing. The next cell holds one of a
# Spark pipeline; note that the signature is a text of **JSON** inside the YAML.
#
# Write `about(text)`.
#
# - **Takes** the text of an `MLmodel` file.
# - **Returns** a dictionary with four entries:
#   - `"flavours"`: the names of the flavours, a list in alphabetical order;
#   - `"python"`: the version of Python that the flavour `python_function` was saved with (`str`), or `None` if the folder does
#     not have this flavour;
#   - `"needs"`: a dictionary with the type (`str`) of each input column that is **required**, by name;
#   - `"settings"`: a dictionary with the default of each parameter of the signature, by name.
# - Without a signature, or without this part of it, `"needs"` or `"settings"` is empty. All input columns have names.

# %% given="spark-folder"
SPARK_FOLDER = """\
flavors:
  python_function:
    code: null
    data: sparkml
    env: {conda: conda.yaml, virtualenv: python_env.yaml}
    loader_module: mlflow.spark
    python_version: 3.11.7
  spark:
    code: null
    model_class: pyspark.ml.pipeline.PipelineModel
    model_data: sparkml
    pyspark_version: 4.3.0
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "double", "name": "distance", "required": true}, {"type": "string",
    "name": "carrier", "required": true}, {"type": "double", "name": "wind", "required": false}]'
  outputs: '[{"type": "double", "required": true}]'
  params: '[{"name": "minutes", "default": 15.0, "shape": null, "type": "double"}]'
"""

# %% [markdown] hint="folder-is-read-not-loaded"
# Two languages, one in the other: first the file, then the text of each part of the signature. Which parts can be missing, or
# be there and hold nothing?

# %% [markdown] hint="folder-is-read-not-loaded"
# `yaml.safe_load(text)` gives dictionaries, `json.loads` turns the text of `inputs` or `params` into a list of dictionaries. A
# part that is written `null` comes back as `None`, so `.get(name, {})` is not enough there.

# %% [markdown] hint="folder-is-read-not-loaded"
# Almost the lines: `signature = found.get("signature") or {}`, then
# `{column["name"]: column["type"] for column in json.loads(signature.get("inputs") or "[]") if column["required"]}`.

# %% answer="folder-is-read-not-loaded"
def about(text):
    """Return flavours, Python version, required inputs and parameters' defaults of a saved model, from its MLmodel text."""
    ### BEGIN SOLUTION
    found = yaml.safe_load(text)
    signature = found.get("signature") or {}
    inputs, params = (json.loads(signature.get(part) or "[]") for part in ("inputs", "params"))
    return {
        "flavours": sorted(found["flavors"]),
        "python": found["flavors"].get("python_function", {}).get("python_version"),
        "needs": {column["name"]: column["type"] for column in inputs if column.get("required", True)},
        "settings": {param["name"]: param["default"] for param in params},
    }
    ### END SOLUTION

# %% test="folder-is-read-not-loaded" points=1
# The Spark pipeline is described
expected = {
    "flavours": ["python_function", "spark"],
    "python": "3.11.7",
    "needs": {"distance": "double", "carrier": "string"},
    "settings": {"minutes": 15.0},
}
found = about(SPARK_FOLDER)
assert isinstance(found, dict) and set(found) == set(expected), (
    f"about returned {found!r}; it should return a dictionary with flavours, python, needs and settings"
)
for part, value in expected.items():
    assert found[part] == value, f"{part} is {found[part]!r}, expected {value!r}; look at this part of SPARK_FOLDER again"

# %% test="folder-is-read-not-loaded" points=1 hidden=true
# Drawn folders are described, with other flavours, columns and parameters
from course import drawn

rng = drawn("folders")
for _ in range(4):
    names = [f"column_{number}" for number in rng.choice(1000, 5, replace=False)]
    types = [str(rng.choice(["double", "long", "string"])) for _ in names]
    inputs = [{"type": types[k], "name": names[k], "required": bool(k)} for k in map(int, rng.permutation(5))]
    params = [{"name": f"setting_{k}", "default": float(rng.integers(99)), "shape": None, "type": "double"} for k in range(2)]
    python = f"3.{rng.integers(10, 15)}.{rng.integers(20)}"
    other = str(rng.choice(["sklearn", "lightgbm", "catboost", "xgboost"]))
    text = yaml.safe_dump({
        "flavors": {other: {"code": None, "python_version": "2.7.18"}, "python_function": {"python_version": python}},
        "mlflow_version": f"3.{rng.integers(30)}.{rng.integers(9)}",
        "signature": {"inputs": json.dumps(inputs), "outputs": None, "params": json.dumps(params)},
    })
    found = about(text)
    flavours = sorted([other, "python_function"])
    assert found["flavours"] == flavours, "the flavours are not those of a drawn folder, in alphabetical order"
    assert found["python"] == python, "python is not the python_version of the flavour python_function"
    assert found["needs"] == {column["name"]: column["type"] for column in inputs if column["required"]}, (
        "needs does not hold the required columns of a drawn signature, each with its type; required: false may stay away"
    )
    assert found["settings"] == {param["name"]: param["default"] for param in params}, (
        "settings does not hold the default of each parameter of a drawn signature, by name"
    )

# %% test="folder-is-read-not-loaded" points=1 hidden=true
# A folder without signature, without a part of it or without python_function is described, too
from course import drawn

rng = drawn("bare-folders")
name, python = f"column_{rng.integers(10**6)}", f"3.{rng.integers(10, 15)}.{rng.integers(20)}"
inputs = json.dumps([{"type": "double", "name": name, "required": True}])
bare = {"flavors": {"spark": {"pyspark_version": "4.3.0"}}, "mlflow_version": "3.17.2"}
full = {"flavors": {**bare["flavors"], "python_function": {"python_version": python}}, "mlflow_version": "3.17.2"}
minutes = float(rng.integers(1, 99))
params = json.dumps([{"name": name, "default": minutes, "shape": None, "type": "double"}])
cases = [
    (bare, None, {}, {}),
    (full, python, {}, {}),
    ({**full, "signature": None}, python, {}, {}),
    ({**full, "signature": {"inputs": inputs, "outputs": None, "params": None}}, python, {name: "double"}, {}),
    ({**full, "signature": {"inputs": inputs, "outputs": None}}, python, {name: "double"}, {}),
    ({**full, "signature": {"inputs": None, "outputs": None, "params": params}}, python, {}, {name: minutes}),
    ({**full, "signature": {"outputs": None, "params": params}}, python, {}, {name: minutes}),
]
for place in rng.permutation(len(cases)):
    folder, version, needs, settings = cases[int(place)]
    found = about(yaml.safe_dump(folder))
    assert found["flavours"] == sorted(folder["flavors"]), "the flavours of a folder with little in it are not all there"
    assert found["python"] == version, "python should be None without the flavour python_function, and its version elsewhere"
    assert found["needs"] == needs, (
        "needs is not right for a folder without a signature, or with a signature that has one part alone"
    )
    assert settings or found["settings"] == {}, "settings should be an empty dictionary where the signature has no parameters"
    assert found["settings"] == settings, (
        "settings does not hold the default of a parameter where the signature has parameters and no inputs; look for each part "
        "by itself"
    )

# %% [markdown] task="metric-belongs-to-model-and-rows"
# ## Task 5 · The best model, on which rows?
#
# **3 points · DBX-12**
#
# In MLflow 3 a metric can belong to a **model** and to a **data set**. The next cell logs four models. Nobody has measured them.
#
# Write two functions in the same cell.
#
# `measure(model_id, rows, name)`:
#
# - **Takes** the id of a logged model (`m-…`), a pandas DataFrame with the `FEATURES` (floats) and `cnt`, and a name for these
#   rows (`str`).
# - Logs the RMSE of the model on these rows as the metric `rmse` of the **logged model**, linked to a data set of this name.
# - **Returns** the RMSE, a `float`.
#
# `best_model(name)`:
#
# - **Takes** the name of a data set on which models were measured, each at most once.
# - **Returns** the id of the logged model with the lowest `rmse` on this data set.

# %% given="seasons"
def log_seasons():
    """Log four models, each of which learned from one month; return their ids by name."""
    ids = {}
    for name, month in {"winter": "2011-01", "spring": "2011-04", "summer": "2012-07", "autumn": "2012-10"}.items():
        model = fit_demand(bikes[bikes["month"] == month])
        logged = mlflow.sklearn.log_model(
            model, name=name, pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED
        )
        ids[name] = logged.model_id
    return ids


SEASONS = log_seasons()

# %% [markdown] hint="metric-belongs-to-model-and-rows"
# `log_metric` has two arguments for this, one for the model and one for the data set. Without the first the number belongs to a
# run, without the second nobody knows on which rows it was measured.

# %% [markdown] hint="metric-belongs-to-model-and-rows"
# `mlflow.data.from_pandas(rows, name=name)` describes the rows. `mlflow.log_metric("rmse", …, model_id=…, dataset=…)` inside a
# run links all three. `mlflow.search_logged_models(order_by=[{…}], output_format="list")` sorts models; an entry of `order_by`
# has `field_name`, `ascending` and `dataset_name`.

# %% [markdown] hint="metric-belongs-to-model-and-rows"
# Almost the line: `order_by=[{"field_name": "metrics.rmse", "ascending": True, "dataset_name": name}]`, and of the list that
# comes back, `[0].model_id`.

# %% answer="metric-belongs-to-model-and-rows"
def measure(model_id, rows, name):
    """Log the RMSE of a logged model on named rows as its metric, and return it."""
    ### BEGIN SOLUTION
    answers = mlflow.pyfunc.load_model(f"models:/{model_id}").predict(rows[FEATURES])
    rmse = float(np.sqrt(np.mean((answers - rows["cnt"]) ** 2)))
    with mlflow.start_run():
        mlflow.log_metric("rmse", rmse, model_id=model_id, dataset=mlflow.data.from_pandas(rows, name=name))
    return rmse
    ### END SOLUTION


def best_model(name):
    """Return the id of the logged model with the lowest rmse on the data set of this name."""
    ### BEGIN SOLUTION
    order = [{"field_name": "metrics.rmse", "ascending": True, "dataset_name": name}]
    return mlflow.search_logged_models(order_by=order, output_format="list")[0].model_id
    ### END SOLUTION

# %% test="metric-belongs-to-model-and-rows" points=1
# Two models are measured, and the better one is found
from course import predicted, tracked

rows = bikes[bikes["month"] == "2012-06"].head(200).reset_index(drop=True).astype(dict.fromkeys(FEATURES, float))
ids = {model.name: model.id for model in tracked().logged if model.name in ("winter", "summer")}
assert set(ids) == {"winter", "summer"}, "the models of the four seasons are not in the store; run the given cell again"
found, expected = {}, {}
for name, id in ids.items():
    found[name] = measure(id, rows, "june 2012")
    answers = np.array(predicted(f"models:/{id}", rows[FEATURES]))
    expected[name] = float(np.sqrt(np.mean((answers - rows["cnt"]) ** 2)))
    assert np.isclose(found[name], expected[name]), (
        f"measure returned {found[name]:.2f} for the model {name}, its RMSE on these rows is {expected[name]:.2f}"
    )
    logged = next(model for model in tracked().logged if model.id == id).metrics
    assert "rmse" in logged, (
        f"the logged model {name} has the metrics {sorted(logged)}; log rmse with model_id, or it belongs to the run alone"
    )
best = best_model("june 2012")
assert best == ids[min(expected, key=expected.get)], (
    f"best_model did not return the id of the better model, {min(expected, key=expected.get)}; the lowest RMSE is the best"
)

# %% test="metric-belongs-to-model-and-rows" points=2 hidden=true
# For each of two drawn data sets, another model is the best
from course import drawn, predicted, tracked

rng = drawn("two-sets")
names = ["winter", "spring", "summer", "autumn"]
ids = {model.name: model.id for model in tracked().logged if model.name in names}
asked = bikes.sample(80, random_state=int(rng.integers(10**6))).reset_index(drop=True)[FEATURES].astype(float)
answers = {name: np.array(predicted(f"models:/{ids[name]}", asked)) for name in names}
winners = [str(name) for name in rng.permutation(names)[:2]]
sets = {f"rows {rng.integers(10**9)}": asked.assign(cnt=answers[winner] + rng.normal(0, 2, 80)) for winner in winners}
measured = {}
for name in map(str, rng.permutation(names)):
    for title, rows in sets.items():
        measured[name, title] = float(np.sqrt(np.mean((answers[name] - rows["cnt"]) ** 2)))
        found = measure(ids[name], rows, title)
        assert np.isclose(found, measured[name, title]), "measure did not return the RMSE of the model on the drawn rows"
    logged = next(model for model in tracked().logged if model.id == ids[name]).metrics
    assert "rmse" in logged, "a logged model that was measured holds no metric rmse; log it with model_id"
    assert any(np.isclose(logged["rmse"], measured[name, title]) for title in sets), (
        "the metric rmse of a logged model is not its RMSE on rows that it was measured on"
    )
for title, winner in zip(sets, winners, strict=True):
    best = best_model(title)
    assert best in ids.values(), "best_model did not return the id of one of the models that were measured"
    assert best == ids[winner], (
        "best_model did not return the model with the lowest rmse on the data set that was asked for; link each metric to its "
        "data set, and name the data set when you sort"
    )

# %% [markdown] task="opened-only-if-trusted"
# ## Task 6 · May it be opened?
#
# **3 points · DBX-12**
#
# A saved model is a program. Before a folder is loaded, a gate looks at its files and says what speaks against it. The rule is an
# **allow-list**: what the gate does not know speaks against the folder.
#
# Write `speaks_against(files, allowed)`.
#
# - **Takes** `files`, a dictionary from the path of each file to its content (`bytes`), and `allowed`, a list of names of types
#   that your team has looked at, such as `"sklearn.tree._tree.Tree"`.
# - A path in `HARMLESS` (next cell) never speaks against the folder: such a file is only read as text.
# - A path that ends in `.skops`: the names of the types in it that neither skops trusts by itself nor `allowed` holds speak
#   against it. If skops cannot read the file, its path does.
# - Any other path speaks against the folder.
# - **Returns** a list of these names and paths, in alphabetical order, each once. An empty list means: nothing speaks against it.
#
# **Load nothing.** Some files of the tests are pickles that raise an error when somebody loads them.

# %% given="harmless"
HARMLESS = {
    "MLmodel", "conda.yaml", "python_env.yaml", "requirements.txt", "input_example.json", "serving_input_example.json",
    "registered_model_meta",
}

# %% [markdown] hint="opened-only-if-trusted"
# Three kinds of paths, in this order: known as harmless, `.skops`, all the rest. Only the second kind needs a look into the
# content.

# %% [markdown] hint="opened-only-if-trusted"
# `skops.io.get_untrusted_types(data=…)` names the types of a file without making an object of it. A file that only calls itself
# `.skops` makes it raise an error. What the `MLmodel` of the folder says about trusted types was written by whoever saved it.

# %% [markdown] hint="opened-only-if-trusted"
# Almost the lines: inside `try`, `found |= set(skops.io.get_untrusted_types(data=content)) - set(allowed)`; inside
# `except Exception`, `found.add(path)`; at the end `return sorted(found)`.

# %% answer="opened-only-if-trusted"
def speaks_against(files, allowed):
    """Return the sorted names of untrusted types and paths of unknown files in a model's folder, without loading anything."""
    ### BEGIN SOLUTION
    found = set()
    for path, content in files.items():
        if path.endswith(".skops"):
            try:
                found |= set(skops.io.get_untrusted_types(data=content)) - set(allowed)
            except Exception:  # noqa: BLE001 whatever is odd about the file, nobody can look into it
                found.add(path)
        elif path not in HARMLESS:
            found.add(path)
    return sorted(found)
    ### END SOLUTION

# %% test="opened-only-if-trusted" points=1
# A plain regression may be opened, one with a function in it may not
from sklearn.preprocessing import FunctionTransformer

about_it = {"MLmodel": b"flavors: {}", "conda.yaml": b"", "requirements.txt": b"scikit-learn"}
plain = LinearRegression().fit(bikes[["temp"]].head(100), bikes["cnt"].head(100))
found = speaks_against({**about_it, "model.skops": skops.io.dumps(plain)}, [])
assert found == [], f"a plain linear regression has nothing that speaks against it; the gate returned {found}"
odd = skops.io.dumps(make_pipeline(FunctionTransformer(os.getcwd), plain))
found, expected = speaks_against({**about_it, "model.skops": odd, "model.pkl": b"?"}, []), ["model.pkl", "posix.getcwd"]
assert found == expected, (
    f"the gate returned {found}, expected {expected}: the file model.pkl is not on the list, and model.skops holds a function of "
    "the operating system"
)

# %% test="opened-only-if-trusted" points=1 hidden=true
# Of drawn types in a skops file, those that the team does not allow are named
import collections
import datetime
import decimal
import fractions
import uuid

from course import drawn

rng = drawn("types")
strange = {
    "collections.Counter": collections.Counter([1]), "collections.deque": collections.deque([1]), "uuid.UUID": uuid.UUID(int=4),
    "fractions.Fraction": fractions.Fraction(1, 2), "decimal.Decimal": decimal.Decimal("1.5"),
    "datetime.timedelta": datetime.timedelta(1),
}
plain = LinearRegression().fit(bikes[["temp"]].head(100), bikes["cnt"].head(100))
for _ in range(4):
    names = [str(name) for name in rng.permutation(sorted(strange))]
    held, allowed = names[:4], [*names[2:5], "sklearn.tree._tree.Tree"]  # two of the four are allowed
    content = skops.io.dumps({"model": plain, "notes": [strange[name] for name in held]})
    for path in ("model.skops", "data/part.skops"):
        found = speaks_against({"MLmodel": b"", path: content}, allowed)
        assert isinstance(found, list), f"the gate returned {type(found).__name__}; it should return a list"
        assert found, (
            "a skops file holds types that the team does not allow, and the gate named none; "
            "what a file asks for is no permission"
        )
        assert not set(found) & set(allowed), "the gate named a type that the team allows"
        assert found == sorted(names[:2]), (
            "the gate did not name exactly the types that neither skops nor the team trusts, in alphabetical order"
        )
    both = speaks_against({"MLmodel": b"", "model.skops": content, "data/part.skops": content}, allowed)
    assert both == sorted(names[:2]), "two files hold the same types, and the gate did not name each of them once"

# %% test="opened-only-if-trusted" points=1 hidden=true
# Files that the gate does not know speak against the folder, whatever they call themselves
import pickle

from course import drawn


class Alarm:
    """Raises an error when its pickle is loaded, and does nothing else."""

    def __reduce__(self):
        return int, ("a file was opened that should only be looked at",)


rng = drawn("files")
plain, alarm = skops.io.dumps(make_pipeline(LinearRegression())), pickle.dumps(Alarm())
word = f"part_{rng.integers(10**6)}"
unknown = [f"{word}.{ending}" for ending in ("pkl", "joblib", "bin", "py", "so")] + [f"code/{word}.py", word]
unknown = [str(path) for path in rng.permutation(["data/MLmodel", *rng.permutation(unknown)[:4]])]
disguised = f"{word}.skops"
files = {"MLmodel": b"flavors: {}", "model.skops": plain, "requirements.txt": b"", **dict.fromkeys([disguised, *unknown], alarm)}
files = {path: files[path] for path in map(str, rng.permutation(sorted(files)))}
found = speaks_against(files, ["sklearn.tree._tree.Tree"])
assert not set(found) & {"MLmodel", "model.skops", "requirements.txt"}, (
    "a file that is known as harmless, or a plain skops file, was named"
)
assert disguised in found, "a file calls itself .skops and is none; skops cannot read it, so its path speaks against the folder"
missed = set(unknown) - set(found)
assert not missed, (
    f"{len(missed)} of {len(unknown)} files that are on no list were not named; an allow-list names what it does not know, "
    "a list of bad endings always misses one"
)
assert found == sorted([*unknown, disguised]), (
    "the gate should name each unknown path once, in alphabetical order, and nothing else"
)
