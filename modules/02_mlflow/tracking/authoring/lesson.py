# %% [markdown]
# # Which run was the best, and can I have it back?
#
# Last month you tried forty models. One of them was good. Which one was it, on which rows was it measured, and where is it now?
# Your notebook does not know: its cells have been run again since. A **tracking store** knows, if somebody told it in time.
#
# **Objectives** DBX-12 log metrics, artifacts and models by hand · DBX-11 find the best run with the MLflow client · DBX-13 what
# the MLflow UI shows · DBX-02 what the ML runtimes add · older outline: nested runs.
# **Left out** names and aliases of models (unit *registry*), flavours and signatures (unit *models*), tuning (module 4).
# **Time** 35 minutes to read and run.
#
# Six times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.
#
# ## How many bikes will be rented in an hour?
#
# That is what our runs try to answer, for Washington, D.C. They train on January to June of 2012 and are measured on July and
# August, because a forecast is used on later hours. The features are few on purpose: the models shall differ.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the hours to use

# %%
import os
import tempfile

# Before MLflow is imported: its notes and bars carry the time of day.
os.environ |= {"MLFLOW_LOGGING_LEVEL": "WARNING", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false"}

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from mlflow.exceptions import MlflowException
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

from course import dataset

# %%
features = ["hr", "temp", "hum", "windspeed"]  # hour of the day, °C, % humidity, wind
hours = pd.read_parquet(dataset("bikes")).sample(frac=fraction, random_state=seed).sort_values(["dteday", "hr"])
hours = hours.astype(dict.fromkeys(features, float))
year, month = hours["dteday"].map(lambda day: day.year), hours["dteday"].map(lambda day: day.month)
train, later = hours[(year == 2012) & (month <= 6)], hours[(year == 2012) & month.isin([7, 8])]


def rmse(model, rows):
    return float(np.sqrt(np.mean((model.predict(rows[features]) - rows["cnt"]) ** 2)))


print(f"{len(train):,} hours to learn from, {len(later):,} later hours to measure on")
print(train[["dteday", *features, "cnt"]].head().to_string(index=False))

# %% [markdown]
# ## Two places: a database and a folder
#
# MLflow keeps numbers and short texts in a database, and files in a folder. Both may be far away, on a server; here they are a
# SQLite file and a folder that are thrown away with this notebook. (Leave the first line out, and this course keeps your runs in
# its own database.) An **experiment** is a named set of runs that answer the same question.

# %%
folder = tempfile.TemporaryDirectory()
mlflow.set_tracking_uri(f"sqlite:///{folder.name}/mlflow.db")
mlflow.create_experiment("bikes", artifact_location=f"{folder.name}/files")
experiment = mlflow.set_experiment("bikes")  # from now on, runs of this notebook belong here
client = mlflow.MlflowClient()

# %% [markdown]
# ## One run, by hand
#
# A **run** is one execution of some training code. `with mlflow.start_run()` opens it, and everything that is logged inside
# belongs to it. When the block ends, the run ends. Five kinds of things go in:
#
# | | for | call | rule |
# |---|---|---|---|
# | parameter | what you put in | `log_param`, `log_params` | text, written once |
# | metric | what came out | `log_metric`, `log_metrics` | a number, and a new one at each `step` |
# | tag | what you want to find it by | `set_tag`, `set_tags` | text, may be changed |
# | artifact | any file: a picture, a table | `log_figure`, `log_table`, `log_dict`, `log_artifact` | a file in the run's folder |
# | model | what makes predictions | `mlflow.sklearn.log_model`, `mlflow.spark.log_model` … | a folder that can be loaded again |

# %%
line = LinearRegression().fit(train[features], train["cnt"])
guess = line.predict(later[features])
by_hour = later.assign(predicted=guess).groupby("hr")[["cnt", "predicted"]].mean()
axis = by_hour.plot(color=["black", "firebrick"], figsize=(8, 2.8), xlabel="hour of the day", ylabel="mean bikes per hour")

with mlflow.start_run(run_name="straight line", description="The plainest model that uses the hour.") as run:
    mlflow.log_params({"model": "LinearRegression", "features": ", ".join(features), "fit_intercept": True})
    mlflow.set_tag("team", "city bikes")
    mlflow.log_metric("rmse", rmse(line, later))
    mlflow.log_figure(axis.figure, "by_hour.png")
    mlflow.log_table(by_hour.round(1).reset_index(), "by_hour.json")
    mlflow.sklearn.log_model(line, name="model", pip_requirements=["scikit-learn"])
plt.show()

# %% [markdown]
# A straight line cannot go up twice a day. But it is in the store, with the picture that shows why it is poor.
#
# **Predict before you run:** you logged `fit_intercept` as `True`. What type has it when you read it back?

# %%
kept = client.get_run(run.info.run_id)
print("status    ", kept.info.status)
print("params    ", kept.data.params)
print("metrics   ", {name: round(value, 1) for name, value in kept.data.metrics.items()})
print("tags      ", {name: value for name, value in kept.data.tags.items() if not name.startswith("mlflow.")})
print("artifacts ", [file.path for file in client.list_artifacts(kept.info.run_id)])
assert kept.data.params["fit_intercept"] == "True" and isinstance(kept.data.params["fit_intercept"], str)

# %% [markdown]
# It is text now, `'True'` with quotes. **Every parameter is text.** Remember that when you sort by one, or when you train again
# from one.
#
# And the model? It is not in the list. In MLflow 3 a **logged model** is a thing of its own, with its own id, which knows its
# run. (In MLflow 2 it was a folder among the run's artifacts.) We will load it below.
#
# ### The same name twice
#
# **Predict before you run:** inside one run you log the tag `note`, the metric `score` and the parameter `alpha`, each with a
# first value and then with a second. For each of the three: is the first value replaced, kept beside the second, or is there an
# error?

# %%
with mlflow.start_run(run_name="same name twice") as run:
    for value in (1, 2):
        mlflow.set_tag("note", value)
        mlflow.log_metric("score", value)
        try:
            mlflow.log_param("alpha", value)
        except MlflowException as error:
            print(f"parameter: {error.error_code} at the value {value}")
kept = client.get_run(run.info.run_id)
history = [point.value for point in client.get_metric_history(run.info.run_id, "score")]
print(f"parameter: {kept.data.params['alpha']} · tag: {kept.data.tags['note']}")
print(f"metric: {history}, shown as {kept.data.metrics['score']}")
assert kept.data.params["alpha"] == "1" and kept.data.tags["note"] == "2" and history == [1, 2]

# %% [markdown]
# A parameter is a promise about what went in, so it cannot change. A tag is a label, so it can. A metric keeps **every** value.
#
# ## A metric with a history
#
# Boosting adds one small tree per round, here with a greedy learning rate. We log the error after each round, with the round as
# `step`.
#
# **Predict before you run:** this run now has forty values of `rmse`. A table of runs shows one. Which: the first, the lowest,
# the mean, or the last?

# %%
boost = GradientBoostingRegressor(n_estimators=40, learning_rate=1.0, max_depth=5, random_state=seed)
boost.fit(train[features], train["cnt"])
with mlflow.start_run(run_name="boosting") as boosting:
    mlflow.log_params({"model": "GradientBoostingRegressor", "n_estimators": 40, "learning_rate": 1.0, "max_depth": 5})
    for step, guess in enumerate(boost.staged_predict(later[features]), start=1):
        mlflow.log_metric("rmse", np.sqrt(np.mean((guess - later["cnt"]) ** 2)), step=step)

points = client.get_metric_history(boosting.info.run_id, "rmse")
curve = pd.Series({point.step: point.value for point in points})  # (40 rounds,)
shown = client.get_run(boosting.info.run_id).data.metrics["rmse"]
assert shown == curve[40] and curve.min() < 0.95 * shown

# %%
axis = curve.plot(color="steelblue", figsize=(8, 3), xlabel="round (step)", ylabel="rmse in bikes, July and August")
axis.scatter(40, shown, color="firebrick", zorder=3, label=f"shown in the table: round 40, {shown:.1f}")
axis.scatter(curve.idxmin(), curve.min(), color="seagreen", zorder=3, label=f"lowest: round {curve.idxmin()}, {curve.min():.1f}")
axis.legend()
plt.show()

with mlflow.start_run(run_id=boosting.info.run_id):  # a finished run may be opened again
    mlflow.log_metrics({"best_rmse": curve.min(), "best_round": curve.idxmin()})

# %% [markdown]
# The table shows the **last** value, the one with the highest step. Whoever compares this run with others by `rmse` compares the
# end of its training, not the best of it. If you want the best, log it under a name of its own, as the last two lines do.
#
# ## Autolog, and runs inside a run
#
# `mlflow.sklearn.autolog()` patches `fit`: from then on it logs the parameters, some metrics and (unless you say no) the model by
# itself. `mlflow.autolog()` does so for all libraries that it knows, Spark ML among them.
#
# Five depths of a decision tree belong together, so they become **nested runs**: one parent for the search, one child for each
# depth. A child has `nested=True`. Without it, MLflow refuses to open a second run while one is open.

# %%
mlflow.sklearn.autolog(log_models=False, log_datasets=False, silent=True)
with mlflow.start_run(run_name="trees") as search:
    for depth in (2, 4, 8, 16, 32):
        with mlflow.start_run(run_name=f"depth {depth}", nested=True) as child:
            tree = DecisionTreeRegressor(max_depth=depth, random_state=seed).fit(train[features], train["cnt"])
            mlflow.log_metric("rmse", rmse(tree, later))
mlflow.sklearn.autolog(disable=True)

kept = client.get_run(child.info.run_id).data
print(f"one call of fit logged {len(kept.params)} parameters and {len(kept.metrics) - 1} metrics:")
print(*sorted(kept.metrics), sep=", ")
assert "random_state" in kept.params and "rmse" not in client.get_run(search.info.run_id).data.metrics

# %% [markdown]
# Each metric that autolog found begins with `training_`: it knows the rows that `fit` was given, and no others. Only `rmse`, the
# one that we logged by hand, is about later hours.
#
# **Predict before you run:** which depth is best by `training_root_mean_squared_error`, and which by `rmse`? And we ask for the
# table in the order of `params.max_depth`: in which order will 2, 4, 8, 16, 32 come?

# %%
trees = mlflow.search_runs(
    filter_string=f"tags.mlflow.parentRunId = '{search.info.run_id}'", order_by=["params.max_depth ASC"]
)  # a pandas frame: (5 runs, a column for each parameter, metric and tag)
columns = {"params.max_depth": "depth", "metrics.training_root_mean_squared_error": "training", "metrics.rmse": "later"}
trees = trees.rename(columns=columns)[list(columns.values())]
print(trees.round(1).to_string(index=False))
assert list(trees["depth"]) == ["16", "2", "32", "4", "8"]

trees = trees.astype({"depth": int}).set_index("depth").sort_index()
axis = trees.plot(style=["o--", "o-"], color=["grey", "firebrick"], logx=True, figsize=(8, 3), ylabel="rmse in bikes")
axis.set_xticks(trees.index, trees.index, minor=False)
axis.set_xticks([], minor=True)
plt.show()
assert trees["training"].idxmin() == 32 and trees["later"].idxmin() in (4, 8)

# %% [markdown]
# Two surprises. The store sorts parameters **as text**: 16 comes before 2. And the metric that came for free names the deepest
# tree, the one that has learned its rows by heart. Autolog is a good habit for parameters. What a model is worth on rows it has
# not seen, you must measure and log.
#
# The parent holds none of its children's numbers. A child is a run like any other; it has a tag `mlflow.parentRunId`, and that is
# all.
#
# ## Find the best run
#
# On Friday a colleague is in a hurry: measures the last tree on one day of the *training* rows, then misspells a column.

# %%
try:
    with mlflow.start_run(run_name="in a hurry"):
        mlflow.log_metric("rmse", rmse(tree, train.head(24)))
        train["temprature"]
except KeyError as error:
    print(f"KeyError: {error}")

# %% [markdown]
# An error inside the block ends the run, too. What was logged before stays.
#
# `client.search_runs` takes a list of experiment ids, a filter, an order and a limit. The filter looks like SQL, but it is small:
#
# | you write | note |
# |---|---|
# | `metrics.rmse < 100` | a number without quotes; `<`, `<=`, `=`, `!=`, `>=`, `>` |
# | `params.model = 'LinearRegression'` | text in quotes; only `=`, `!=`, `LIKE`, `ILIKE`, `IS NULL` |
# | `tags.team LIKE 'city%'` | the same for tags |
# | `attributes.status = 'FINISHED'` | also `run_name`, `start_time` and some more |
# | `… AND …` | there is no `OR` and no bracket around parts |
#
# **Predict before you run:** which run comes first without an order, which with `metrics.rmse ASC`, and which if it must have
# finished?

# %%
def first(filter_string="", order_by=None):
    return client.search_runs([experiment.experiment_id], filter_string, order_by=order_by, max_results=1)[0]


finished, by_rmse = "attributes.status = 'FINISHED'", ["metrics.rmse ASC"]
for filter_string, order_by in (("", None), ("", by_rmse), (finished, by_rmse), (finished, ["metrics.rmse DESC"])):
    found = first(filter_string, order_by)
    name, status, value = found.info.run_name, found.info.status, found.data.metrics["rmse"]
    print(f"{name:14} {status:9} {value:6.1f}   {filter_string or 'no filter':31}  {(order_by or ['no order'])[0]}")
best = first(finished, by_rmse)
assert first().info.run_name == first("", by_rmse).info.run_name == "in a hurry"
assert best.data.params["max_depth"] == str(trees["later"].idxmin())

for order_by in (by_rmse, ["metrics.rmse DESC"]):
    names = [found.info.run_name for found in client.search_runs([experiment.experiment_id], order_by=order_by)]
    print(*names, sep=" · ")
    assert set(names[-2:]) == {"same name twice", "trees"}  # they have no rmse

# %% [markdown]
# - Without an order, the **newest** run comes first. `[0]` is then the last one you started, not the best one.
# - The lowest number of all belongs to a run that failed, measured on other rows. A search compares numbers; whether they may be
#   compared is up to you.
# - `ASC` puts the smallest first. That fits an error; for R² or accuracy you need `DESC`.
# - A run without the metric, such as the parent `trees`, comes last, upwards and downwards.
#
# ## Can I have it back?
#
# The best run is a child of our search. **Predict before you run:** what can we load from it? And if there is nothing to load,
# can we make the same model again?

# %%
models = mlflow.search_logged_models(output_format="list")  # those of the active experiment
print("models of this experiment:", [(model.name, client.get_run(model.source_run_id).info.run_name) for model in models])
print("files of the best run:    ", [file.path for file in client.list_artifacts(best.info.run_id)])
assert best.info.run_id not in [model.source_run_id for model in models]

params = best.data.params
again = DecisionTreeRegressor(max_depth=int(params["max_depth"]), random_state=int(params["random_state"]))
again.fit(train[features], train["cnt"])
print(f"logged {best.data.metrics['rmse']:.6f}, made again {rmse(again, later):.6f}")
assert np.isclose(rmse(again, later), best.data.metrics["rmse"], rtol=1e-12)

# %% [markdown]
# There is no model, because we had said `log_models=False`; the one file is a drawing that autolog left. There is a description,
# and from it we made the model again, to the last digit. (Its parameters are text, so each had to become a number first.) That
# was luck with three conditions: all parameters were logged, the seed among them; the rows are still the same; so is the library.
# A year later one of the three will not hold. So keep the model itself. A finished run may be opened again, and the model logged
# into it.
#
# Two arguments need a word. `skops_trusted_types`: outside Databricks, MLflow 3 writes scikit-learn models as *skops*, a format that
# can be asked for the types in it before anything is loaded, and it asks you about a type that it does not know to be harmless,
# such as the nodes of a tree. Unit *models* shows how far that protects you.
# `pip_requirements` says what the model needs; left out, MLflow finds out by itself, and that takes 10 to 20 seconds.

# %%
with mlflow.start_run(run_id=best.info.run_id):
    logged = mlflow.sklearn.log_model(
        again, name="model", input_example=later[features].head(2),
        pip_requirements=["scikit-learn"], skops_trusted_types=["sklearn.tree._tree.Tree"],
    )
back = mlflow.pyfunc.load_model(f"models:/{logged.model_id}")  # MLflow 3: the model's own id
same = mlflow.pyfunc.load_model(f"runs:/{best.info.run_id}/model")  # the address that the exam knows
print(f"loaded: rmse {rmse(back, later):.6f}, inputs {back.metadata.signature.inputs.input_names()}")
assert (back.predict(later[features]) == same.predict(later[features])).all()
assert np.isclose(rmse(back, later), best.data.metrics["rmse"], rtol=1e-12)

# %% [markdown]
# This is the check that makes a tracked number worth something: **load the model, measure again, compare with the log.** The
# exercise does exactly this to your runs.
#
# ## The same store in a browser
#
# The **MLflow UI** is a web page over the same database. In a terminal of this course:
#
# `mlflow ui --backend-store-uri "$MLFLOW_TRACKING_URI" --port 5000`
#
# and then open `http://127.0.0.1:5000`. That shows your own runs. (To see the throw-away store of this lesson, run
# `print(mlflow.get_tracking_uri())` in a new cell and put what it prints between the quotes, while the notebook is open.) A
# script took the two pictures with a real browser, over the store of this lesson.
#
# ![The list of runs in the MLflow UI: the search box holds attributes.status = 'FINISHED', sorted by rmse, depth 8 comes first](pictures/ui.png)
#
# - **What you meet first** is not this. It is the newest run on top, **no metric at all** (choose it under *Columns*), and the
#   five children folded away behind a `+` beside `trees`. A red cross marks a run that failed.
# - **The search box** takes the text of `filter_string`, word for word.
# - **Sort** by a metric, and the children leave their parent and stand in one list with all others. The first choice sorts
#   **downwards**: for an error, the worst run is on top until you click the arrow.
# - **Models** links to the logged model. Only two runs have one, and one of them only since a minute ago.
#
# ![The charts of the same runs: rmse is a falling and rising curve for boosting, and one point at step 0 for each other run](pictures/ui_charts.png)
#
# - **Charts** draw each metric over all runs: a curve where there are steps, one point or bar where there is a single value. Here
#   you see at once what the table hides: the curve of `boosting` once was lower than every other point. Sort the list by
#   `best_rmse` in your thoughts: who wins?
# - Tick some runs and press **Compare** for a page with parallel coordinates and scatter plots: parameters against metrics.
# - A click on a run's name opens its page: description, metrics, parameters, tags, who ran which file when, and for how long; its
#   metric charts; its artifacts, pictures among them.
# - Description and tags can be changed there, a run can be renamed or deleted. Parameters cannot be changed.
#
# ## A Spark model
#
# All of this holds for Spark ML. `mlflow.spark.log_model(fitted_pipeline, "model", pip_requirements=["pyspark"])` keeps a fitted
# `PipelineModel`, still among the files of the run; `mlflow.spark.load_model` brings it back as a transformer and
# `mlflow.pyfunc.load_model` as something that predicts for pandas frames. `mlflow.pyspark.ml.autolog()` logs the parameters of
# all stages. For a `CrossValidator` it opens child runs by itself, one for each combination of parameters.

# %% [markdown]
# ## What to remember
#
# - A parameter goes in and is text for ever; a metric comes out and keeps its history; a tag may change; a file is an artifact.
# - A table of runs shows the **last** value of a metric. Log the best one under a name of its own.
# - Autolog measures on training rows. The metric by which you will choose, you log yourself.
# - A child run is a run with a tag. Its numbers do not climb up to the parent.
# - The best run: `client.search_runs([id], "attributes.status = 'FINISHED'", order_by=["metrics.rmse ASC"], max_results=1)[0]`.
#   The default order is newest first, `ASC` is for errors, and parameters sort as text.
# - A run without its model is a recipe. Log the model, load it, measure again.
#
# ## On Databricks (November 2026)
#
# - The same calls, and nothing to set up: the tracking server is there, and each notebook has an experiment of its own until you
#   name another by its path, `mlflow.set_experiment("/Users/…/bikes")`. The UI is the page *Experiments*; beside a notebook, the
#   flask opens its runs.
# - **What the ML runtimes add.** *Databricks Runtime for Machine Learning* (16.4 LTS ML, 18 LTS ML …) is the runtime of the same
#   number plus: a set of libraries that were tested together (scikit-learn, XGBoost, PyTorch, MLflow and more); for GPU compute,
#   drivers and CUDA libraries that match them; tools for distributed training (TorchDistributor, DeepSpeed, Ray); the feature
#   engineering client; and **Databricks Autologging**. It does not make your own code faster or distributed by itself.
# - **Databricks Autologging** calls `mlflow.autolog()` for you when an interactive Python notebook is attached to an ML runtime.
#   Not on serverless compute, and not for runs that you open with `start_run`: there you call it yourself.
# - Which MLflow? 16.4 LTS ML has 2.21, 17.3 LTS ML has 3.0, 18 LTS ML has 3.8. In MLflow 2 write `artifact_path="model"` where
#   this lesson has `name="model"`, and look for the model among the run's artifacts. The exam's guide is from the time of MLflow
#   2.
# - What left the ML runtimes, and is still in the exam's guide: Hyperopt (gone after 16.4 LTS ML) and AutoML (not built in from
#   18.0 ML on).
# - On Databricks the default format of a scikit-learn model is still cloudpickle, so MLflow does not ask for trusted types there.
