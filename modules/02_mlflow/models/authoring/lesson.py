# %% [markdown]
# # What exactly is a saved model, and may I open it?
#
# A colleague sends you a folder and says: "The model. It is good." What is in it? Which rows does it want, and what will it do
# with a row that has a gap? Good on which rows? And what happens on your machine when you load it?
#
# **Objectives** DBX-12 log metrics, artifacts and models by hand. The second part, a model of your own class, prepares DEP-44
# (a custom model behind an endpoint).
# **Left out** runs and how to search them (unit *tracking*), names and aliases (*registry*), endpoints (*serving*).
# **Time** 30 minutes to read and run.
#
# Seven times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the hours to use

# %%
import os
import pickletools
import platform
import tempfile
import warnings

# Before MLflow is imported: its notes and bars carry the time of day.
os.environ |= {"MLFLOW_LOGGING_LEVEL": "ERROR", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false"}

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
import skops.io
import yaml
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder

from course import dataset

warnings.simplefilter("ignore", UserWarning)  # they name folders of this machine; the one that matters is shown below

# %% [markdown]
# ## Bikes by the hour, as they come
#
# These rows are raw: words, whole numbers, and gaps in the weather. Everything that a model needs to make numbers of them should
# travel **with** the model, or the next person will do it in another way.
#
# Working days have two peaks, free days one hill: a forest can learn that, a straight line cannot. We train both, each as **one
# pipeline from raw rows to a number**. The encoder is a part of the model.

# %%
features = ["hr", "workingday", "weathersit", "temp"]  # hour (int), Yes or No, a word or nothing, °C
hours = pd.read_parquet(dataset("bikes")).sample(frac=fraction, random_state=seed).sort_values(["dteday", "hr"])
hours["month"] = pd.to_datetime(hours["dteday"]).dt.strftime("%Y-%m")
hours = hours.set_index("month")[[*features, "cnt"]]
train, summer, autumn = hours.loc["2012-01":"2012-05"], hours.loc["2012-06":"2012-08"], hours.loc["2012-09":"2012-10"]
print(train.head(4).to_string())
print(f"{len(train):,} hours to learn from; the weather is missing in {train['weathersit'].isna().sum():,}, the hour in none")

by_hour = train.groupby(["hr", "workingday"])["cnt"].mean().unstack()
by_hour.plot(color=["darkorange", "steelblue"], figsize=(8, 2.8), xlabel="hour of the day", ylabel="mean bikes per hour")
plt.show()
assert train["weathersit"].isna().any() and train["hr"].notna().all()

# %%
def train_model(estimator):
    words = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    encode = make_column_transformer((words, ["workingday", "weathersit"]), remainder="passthrough")
    return make_pipeline(encode, estimator).fit(train[features], train["cnt"])


forest = train_model(RandomForestRegressor(20, min_samples_leaf=3, random_state=seed))
line = train_model(LinearRegression())
print("forest", forest.predict(train[features].head(4)).round(1), "· line", line.predict(train[features].head(4)).round(1))

# %% [markdown]
# ## Log it by hand
#
# The store is a temporary folder. In MLflow 3 a model has a `name=`; MLflow 2 and the exam say `artifact_path=`. Four more
# arguments make the folder worth having: a **signature**, an **input example**, the packages that it needs, and parameters.
#
# Outside Databricks, the MLflow of this course writes scikit-learn models with **skops** unless you say otherwise, and then it may
# ask a fifth thing: which types do you trust?
#
# **Predict before you run:** the first call gives no answer to that. What happens?

# %%
place = tempfile.TemporaryDirectory()
mlflow.set_tracking_uri(f"sqlite:///{place.name}/mlflow.db")
mlflow.create_experiment("bikes", artifact_location=f"{place.name}/models")
mlflow.set_experiment("bikes")
about = {
    "signature": infer_signature(train[features], forest.predict(train[features])),
    "input_example": train[features].head(2),
    "pip_requirements": ["scikit-learn"],  # without this line MLflow looks for them, which takes seconds
}
try:
    mlflow.sklearn.log_model(forest, name="forest", **about)
except MlflowException as problem:
    print(str(problem).split("Root error: ")[1].splitlines()[0])

# %%
trusted = ["sklearn.tree._tree.Tree"]  # a forest is made of trees
with mlflow.start_run(run_name="first try") as run:
    logged = mlflow.sklearn.log_model(
        forest, name="forest", params={"trees": 20}, tags={"team": "bikes"}, skops_trusted_types=trusted, **about
    )
model = mlflow.get_logged_model(logged.model_id)
print("id starts with", model.model_id[:2], "· name", model.name, "· status", model.status)
print("params", model.params, "· team", model.tags["team"])
print("files of the run:", mlflow.MlflowClient().list_artifacts(run.info.run_id))
by_run = mlflow.models.get_model_info(f"runs:/{run.info.run_id}/forest")
assert logged.model_uri == f"models:/{model.model_id}" and model.source_run_id == run.info.run_id
assert by_run.model_id == model.model_id and not mlflow.MlflowClient().list_artifacts(run.info.run_id)

# %% [markdown]
# A **logged model** is a thing of its own: an id `m-…`, a name, parameters, tags, and the address `models:/m-…`. The run that
# made it is written down, but the model does not lie among the run's files, as it did in MLflow 2. `runs:/…/forest`, the
# address that the exam knows, still leads to it.
#
# ## The folder, read as text
#
# The file `MLmodel` is YAML: plain text. To read it loads nothing and runs nothing. Only the last lines of the next cell load the
# model, in two ways.

# %%
folder = mlflow.artifacts.download_artifacts(logged.model_uri)
print(*sorted(os.listdir(folder)), sep=" · ")
with open(f"{folder}/MLmodel") as file:
    read = yaml.safe_load(file)
kept = {part: read[part] for part in ("flavors", "signature")}  # the rest: ids, paths, the time of day
kept["flavors"]["python_function"].pop("env")
assert kept["flavors"]["python_function"].pop("python_version") == platform.python_version()
print(yaml.safe_dump(kept, width=110))

as_sklearn, as_pyfunc = mlflow.sklearn.load_model(logged.model_uri), mlflow.pyfunc.load_model(logged.model_uri)
print(type(as_sklearn).__name__, "with", len(as_sklearn[-1].estimators_), "trees ·", type(as_pyfunc).__name__)
assert np.array_equal(as_sklearn.predict(summer[features]), as_pyfunc.predict(summer[features]))

# %% [markdown]
# | file | for |
# |---|---|
# | `MLmodel` | what this is: flavours, signature, versions |
# | `model.skops` (or `model.pkl`) | the fitted object itself |
# | `requirements.txt`, `conda.yaml`, `python_env.yaml` | three ways to make the environment again |
# | `input_example.json`, `serving_input_example.json` | rows to try, as a table and as an endpoint wants them |
#
# A **flavour** is a way to load the folder. This one has two: `sklearn` gives back the very object, with all its methods;
# `python_function` (*pyfunc*) gives a wrapper that has `predict` and checks the signature. One folder, two doors, the same
# answers.
#
# A Spark pipeline has the flavours `spark` and `python_function` in the same manner. Its `MLmodel` says
# `loader_module: mlflow.spark`, `model_data: sparkml` and a `pyspark_version`: its pyfunc door takes a pandas frame, starts Spark
# behind the scenes, and answers with numbers. Who knows only pyfunc need not know which library is behind the door.
#
# ## What a signature lets through
#
# The pyfunc door compares each frame with the signature **before** the model sees it.
#
# **Predict before you run**, for each of these frames: is it answered or refused? Columns in another order · one column too
# many · a column missing · `"warm"` as temperature · `"21.5"`, as text · whole degrees, as integers · an hour missing in one
# row · the weather missing in two.

# %%
three = summer[features].head(3).reset_index(drop=True)
frames = {
    "as it was": three, "other order": three[features[::-1]], "a column too many": three.assign(holiday="No"),
    "temp missing": three.drop(columns="temp"), "temp is 'warm'": three.assign(temp="warm"),
    "temp is '21.5'": three.assign(temp="21.5"), "temp in whole degrees": three.assign(temp=[21, 22, 23]),
    "one hour missing": three.assign(hr=[1, None, 3]), "weather missing": three.assign(weathersit=[None, "Clear", None]),
}


def ask(model, frame):
    try:
        return f"answered with {len(model.predict(frame))} numbers"
    except MlflowException as problem:
        return "refused by the signature: " + str(problem).split("Error: ")[1].split(". Hint")[0].rstrip(".")
    except ValueError as problem:
        return "failed in the model: " + str(problem).splitlines()[0]


# %%
answers = {name: ask(as_pyfunc, frame) for name, frame in frames.items()}
for name, answer in answers.items():
    print(f"{name:22}", answer)
refused = [name for name, answer in answers.items() if "refused" in answer]
assert refused == ["temp missing", "temp is 'warm'", "temp in whole degrees", "one hour missing"]

# %% [markdown]
# - Order does not matter, and extra columns are dropped. A missing column is refused, by name.
# - Text that reads as a number passes. That is friendlier than most expect.
# - **Whole degrees are refused**: a long integer may not fit exactly into a float, so MLflow calls it unsafe. Cast before you
#   ask.
# - **One missing hour is refused**, although the forest could have answered. In pandas, an integer column with a gap becomes a
#   column of floats, and the signature, taken from rows without a gap, wants integers. MLflow warns when it makes such a
#   signature; the next cell prints the start of that warning, which we had switched off.
#
# The cure: sign with floats where gaps can come. One more thing: `weathersit` had gaps in those rows, so it is **optional**.
#
# **Predict before you run:** the second model is signed with `hr` as a float. What happens to a missing hour? And what to a frame
# that lacks the optional column `weathersit` altogether?

# %%
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    infer_signature(train[["hr"]])
print(*str(caught[0].message).split(". ")[:2], sep=".\n")
as_floats = train[features].astype({"hr": float})
about |= {"signature": infer_signature(as_floats, forest.predict(as_floats)), "input_example": as_floats.head(2)}
patient = mlflow.sklearn.log_model(forest, name="forest", params={"trees": 20}, skops_trusted_types=trusted, **about)
as_pyfunc = mlflow.pyfunc.load_model(patient.model_uri)
print(as_pyfunc.metadata.signature.inputs)
asked = [ask(as_pyfunc, frames["one hour missing"]), ask(as_pyfunc, three.drop(columns="weathersit"))]
print("one hour missing:", asked[0], "· no column weathersit:", asked[1])
assert "answered" in asked[0] and "failed" in asked[1]

# %% [markdown]
# *Optional* tells the caller: you may leave it out. This model cannot keep that promise. So a signature is a decision: which
# gaps do I allow, and does my model answer them? Take it from rows that you have chosen for it, not from the rows at hand.
#
# ## A model of your own class
#
# A dispatcher does not want a number of bikes. The question is: *send a truck, yes or no?* And the limit depends on how many
# trucks there are today. That is a custom model: any class with a `predict`, wrapped as pyfunc. The limit is a **parameter**,
# declared in the signature with its default, and chosen when the model is asked.

# %%
class Truck(mlflow.pyfunc.PythonModel):
    """Says 1 where at least `limit` bikes are expected; unknown weather is no error."""

    def __init__(self, demand):
        self.demand = demand  # saved with the object, like each attribute

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return (self.demand.predict(model_input) >= params["limit"]).astype(int)


signature = infer_signature(as_floats, np.array([0, 1]), params={"limit": 300.0})
truck = mlflow.pyfunc.log_model(name="truck", python_model=Truck(forest), signature=signature, pip_requirements=["scikit-learn"])
send = mlflow.pyfunc.load_model(truck.model_uri)
print(send.metadata.signature.params)
print("default:", send.predict(summer[features]).mean().round(3), "of the summer's hours get a truck")

# %% [markdown]
# **Predict before you run** four calls: with the limit 500 · with `{"limt": 500.0}`, a slip of the pen · with `"500"`, a text ·
# and, for a model whose default was written `300` without a point, with 512.5.

# %%
def ask_with(model, params):
    try:
        return f"{model.predict(summer[features], params=params).mean():.3f} of the hours"
    except MlflowException as problem:
        return "refused: " + str(problem).split("error: ")[1].rstrip('")}')


signature = infer_signature(as_floats, np.array([0, 1]), params={"limit": 300})
whole = mlflow.pyfunc.log_model(name="whole", python_model=Truck(forest), signature=signature, pip_requirements=["scikit-learn"])
whole = mlflow.pyfunc.load_model(whole.model_uri)
calls = [(send, {"limit": 500.0}), (send, {"limt": 500.0}), (send, {"limit": "500"}), (whole, {"limit": 512.5})]
found = [ask_with(loaded, params) for loaded, params in calls]
for (_, params), answer in zip(calls, found):
    print(params, "→", answer)
assert found[1] == ask_with(send, {"limit": 300.0}) != found[0] and all("refused" in answer for answer in found[2:])

# %%
limits = range(0, 901, 50)
share = [send.predict(summer[features], params={"limit": float(limit)}).mean() for limit in limits]
plt.figure(figsize=(8, 2.8))
plt.plot(limits, share, "o-", color="steelblue")
plt.axvline(300, color="grey", linestyle="--")
plt.text(310, 0.9, "default")
plt.xlabel("limit in bikes per hour, chosen when asked")
plt.ylabel("share of summer hours with a truck")
plt.show()
assert share[0] == 1 and all(left >= right for left, right in zip(share, share[1:]))

# %% [markdown]
# The slip of the pen is the dangerous one: **a parameter that the signature does not know is ignored.** There is a line in the
# log, and an answer for limit 300. And the default decides the type: `300` makes an integer, `300.0` a `double`. The picture is
# one model, asked with many limits; the dispatcher moves along the curve.
#
# ## Good on which rows?
#
# A number without its rows says little. In MLflow 3 a metric can be linked to a **model** and to a **data set**. We measure three
# models on three sets of rows. The third model bets on growth: it multiplies what the forest says by 1.25.
#
# **Predict before you run:** `search_logged_models` sorts by `metrics.rmse`. Which of the three comes first on the summer, which
# on the autumn, which on the training rows? And which if nobody says on which rows?

# %%
class Grown(mlflow.pyfunc.PythonModel):
    """The forest, scaled."""

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return 1.25 * forest.predict(model_input)  # the forest is saved along, although it is no attribute


straight = mlflow.sklearn.log_model(line, name="line", skops_trusted_types=trusted, **about)
about.pop("input_example")
grown = mlflow.pyfunc.log_model(name="grown", python_model=Grown(), **about)
for title, rows in (("summer", summer), ("autumn", autumn), ("training", train)):
    data = mlflow.data.from_pandas(rows.reset_index(drop=True), targets="cnt", name=title)
    with mlflow.start_run(run_name=title):
        for one in (patient, straight, grown):
            guess = mlflow.pyfunc.load_model(one.model_uri).predict(rows[features])
            mlflow.log_metric("rmse", np.sqrt(np.mean((guess - rows["cnt"]) ** 2)), model_id=one.model_id, dataset=data)

# %%
def best(**rows):
    order = [{"field_name": "metrics.rmse", "ascending": True, **rows}]
    return mlflow.search_logged_models(order_by=order, output_format="list")[0]


for title in ("summer", "autumn", "training"):
    print(f"{title:9} {best(dataset_name=title).name}")
print(f"no rows   {best().name}")
models = [mlflow.get_logged_model(one.model_id) for one in (patient, straight, grown)]
table = pd.DataFrame({model.name: {metric.dataset_name: metric.value for metric in model.metrics} for model in models})
print(table.round(1).to_string())
assert best(dataset_name="summer").name == "forest" == best().name and best(dataset_name="autumn").name == "grown"

axis = table.plot.barh(figsize=(8, 2.8), color=["steelblue", "darkorange", "seagreen"], xlabel="RMSE in bikes per hour")
axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# The same models: the forest wins on the summer, in autumn the bet on growth does. Without a data set's name the search takes
# what was logged **last** for each model, here on the rows that the forest knows best. A **data set** in MLflow is a name and a
# fingerprint (the *digest*) of the rows, not the rows themselves.
#
# ## A saved model is a program
#
# Look at `Grown` again: its folder holds a class, with its code, and a forest that the code mentions. Python's **pickle** format
# (here: cloudpickle) can do that because a pickle is a list of instructions. To load it is to run them.
#
# The next model predicts zeros. It has an attribute whose pickle says: *call this function*. We chose a harmless one.
#
# **Predict before you run:** at which line will you read the message: when it is logged, loaded, or asked?

# %%
class Stowaway:
    def __reduce__(self):  # what pickle asks an object: how do I make you again?
        return print, ("   I ran. I could have read your keys or deleted your files.",)


class Zeros(mlflow.pyfunc.PythonModel):
    def __init__(self, something):
        self.something = something

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return np.zeros(len(model_input))


print("logging")
odd = mlflow.pyfunc.log_model(name="zeros", python_model=Zeros(Stowaway()), pip_requirements=["numpy"])
print("loading")
loaded = mlflow.pyfunc.load_model(odd.model_uri)
print("asking", loaded.predict(three))

# %% [markdown]
# **At loading**, before any prediction, and before anybody could check the signature. Nobody can load a pickle
# without running it.
#
# One can read the list of instructions without running it. `pickletools` shows the texts in it; among them are the names of what
# will be called.

# %%
with open(f"{mlflow.artifacts.download_artifacts(odd.model_uri)}/python_model.pkl", "rb") as file:
    texts = [value for code, value, _ in pickletools.genops(file.read()) if isinstance(value, str)]
called = texts.index("print")
print(texts[called - 1 : called + 2])
assert texts[called - 1] == "builtins" and texts[called + 1].startswith("   I ran")

# %% [markdown]
# For a large pickle that is hard to judge: hundreds of names, and the harmful one may be built from harmless ones. So the rule
# is: **load a pickle only from somebody whose program you would run.**
#
# ## skops: a list of types first
#
# A `.skops` file is a ZIP with a description of the object. It can be asked for the types that it does not know, **without**
# making an object. Here are two files: our forest, and a line behind a step that calls a function of the operating system (a
# harmless one, again: it names the current folder).
#
# **Predict before you run:** somebody logs the strange model and trusts everything in it. You load it, and give no list of your
# own. Does MLflow ask you, refuse, or load?

# %%
strange = make_pipeline(FunctionTransformer(os.getcwd), LinearRegression())
print("forest: ", skops.io.get_untrusted_types(file=f"{folder}/model.skops"))
print("strange:", skops.io.get_untrusted_types(data=skops.io.dumps(strange)))
asks_for = {"skops_trusted_types": ["posix.getcwd"]}
theirs = mlflow.sklearn.log_model(strange, name="strange", pip_requirements=["scikit-learn"], **asks_for)
print("loaded:", [type(step).__name__ for step in mlflow.sklearn.load_model(theirs.model_uri)])
with open(f"{mlflow.artifacts.download_artifacts(theirs.model_uri)}/MLmodel") as file:
    print("trusted by its own MLmodel:", yaml.safe_load(file)["flavors"]["sklearn"]["skops_trusted_types"])

# %% [markdown]
# It loads. `posix.getcwd` has no business in a model, and nobody asked you. (A `Tree` is a thing of scikit-learn, but its numbers
# are used without a check, so a forged file could crash Python: trust it from people you know.) The list of trusted types
# stands **in the folder**, written by whoever saved it. So skops protects you only if *you* compare the names with *your* list,
# before you load. That is a few lines; you will write them in the exercise.
#
# MLflow has a switch that refuses to load such files at all, for machines that should never open a model. It refuses skops as
# well, for the reason that you have just seen.

# %%
os.environ["MLFLOW_ALLOW_PICKLE_DESERIALIZATION"] = "false"
for title, uri in (("pickle", odd.model_uri), ("skops", logged.model_uri)):
    try:
        mlflow.pyfunc.load_model(uri)
    except MlflowException as problem:
        print(f"{title:7}", str(problem).split(". ")[0])
del os.environ["MLFLOW_ALLOW_PICKLE_DESERIALIZATION"]

# %% [markdown]
# Two more doors for code: `code_paths=[…]` puts Python files into the folder, which are imported at loading; and **models from
# code** (`python_model="truck.py"`, a path instead of an object) keep the source itself, to be run at loading. Both are programs.
# The second has one merit: a person can read it.
#
# ### Before you load a folder that is not yours
#
# 1. Where does it come from, and who may write there? A registry with rights is worth more than any check of files.
# 2. Read `MLmodel`: flavours, `code`, `python_version`, signature. Versions that differ from yours are a reason to stop, too.
# 3. List the files. Text is harmless to read; `.skops` can be asked; anything else is a program.
# 4. Compare the types with **your** allow-list. What is not on it, is not opened.
# 5. Still curious? Open it where nothing can be lost: a container without network and without keys.
#
# ## What to remember
#
# - A saved model is a folder: `MLmodel`, the object, its packages, an example. Each flavour is a way to load it; pyfunc is the
#   one that nearly all have.
# - The signature is checked before the model is asked: names and types. A missing column is refused, an extra one dropped,
#   64-bit integers do not pass for floats, and an integer column must have no gap. Columns with a gap in the rows that it was
#   taken from become optional.
# - A custom model is a class with `predict`; what it needs, it carries. Parameters are declared in the signature; one that is not
#   declared is ignored.
# - In MLflow 3 a model has its own id, parameters, tags and metrics. Link a metric to `model_id` and `dataset`, and name the data
#   set when you search.
# - A saved model is a program. A pickle runs at loading. skops can be asked first, but its list of trusted types is the sender's.
#
# ## On Databricks (November 2026)
#
# - The calls are the ones you ran: `mlflow.sklearn.log_model(…)` and `mlflow.pyfunc.log_model(…)`. The exam says
#   `artifact_path="model"` and `runs:/<run_id>/model`; today it is `name="model"` and `models:/<model_id>`. Both addresses load.
#   Only `mlflow.spark.log_model(pipeline, "model")` still takes an `artifact_path`, and its model lies among the run's files.
# - There MLflow still writes scikit-learn models as a (cloud)pickle by default; `serialization_format="skops"` asks for the other.
# - Models in Unity Catalog need a signature. There, the rights on the model are the first lock of the list above.
# - A custom pyfunc is how one deploys preprocessing and a rule behind one endpoint (DEP-44): unit *serving* does it.
