# %% [markdown]
# # Batch, endpoint or stream: how does a model meet its rows?
#
# A plane leaves the gate 40 minutes late. How late will it land? A model can know, but a model in a registry helps nobody.
# Should it score all flights each night, answer each time somebody asks, or follow the flights as they leave?
#
# **Objectives** DEP-43 batch, real time or streaming: which and why · DEP-45 batch inference with pandas · DEP-44 deploy a
# custom model to an endpoint · DEP-47 deploy and query for real-time inference · DEP-48 split traffic between endpoints.
# **Left out** how a stream is run (unit *streaming*), who is champion (*registry*), what is inside a saved model (*models*).
# **Time** 35 minutes to read and run.
#
# Six times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.
#
# ## Flights that have just left
#
# New York, 2013. At the moment of departure three things are known: the time in the plan, the distance, and the delay at the
# gate, which is missing as long as the plane has not left. Two models learn from January and February. March comes later.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import os

# Before MLflow is imported: its notes and bars carry the time of day.
os.environ |= {"MLFLOW_LOGGING_LEVEL": "ERROR", "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false"}

import contextlib
import functools
import hashlib
import http.server
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
import warnings

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
import psutil
import pyarrow.parquet as pq
import requests
import uvicorn
from mlflow.models import infer_signature
from mlflow.pyfunc import scoring_server
from pyspark.sql import SparkSession
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

from course import dataset

warnings.filterwarnings("ignore", module="mlflow")  # its advice on examples and on whole numbers with gaps

# %%
features = ["scheduled", "distance", "dep_delay"]  # local time, miles, minutes
flights = pd.read_parquet(dataset("flights"), columns=["time_hour", "distance", "dep_delay", "arr_delay"])
flights = flights.sample(frac=fraction, random_state=seed).sort_index().reset_index(drop=True)
local = flights.pop("time_hour").dt.tz_convert("America/New_York").dt.tz_localize(None)
flights["scheduled"] = local.astype("datetime64[ns]")
flights = flights.astype({"distance": "int64"})[[*features, "arr_delay"]]
march = flights[flights["scheduled"] >= "2013-03-01"].reset_index(drop=True)
known = flights[flights["scheduled"] < "2013-03-01"].dropna()
print(f"{len(known):,} flights to learn from, {len(march):,} in March, {march['dep_delay'].isna().sum()} of these never left")
print(march.head(4).to_string(index=False))

# %% [markdown]
# ## A model of your own
#
# A regression wants three numbers. The rows hold a time and gaps. So we put the way from a row to a number **into the
# model**: a *custom pyfunc*, a class with `predict`. Whoever serves it needs to know nothing about hours or gaps. The
# class travels with the model because it is defined in this notebook; files of your own have to be named in `code_paths`.
#
# Both models are logged with a signature. Its example has a gap in the first row, so `dep_delay` becomes *optional*; the
# other two are *required*. An endpoint checks each request against these lines, and turns text into times by them.
#
# ## Start the endpoint now, ask it later
#
# `mlflow models serve` starts a process of its own: it loads the model, opens a port, and needs some ten seconds. So the third
# cell starts it, and we go on with the batch. Two things to know: `--env-manager local` takes the packages that are here,
# instead of building an environment from the model's list; and the command looks for `uvicorn` on `PATH`.

# %%
class LandingDelay(mlflow.pyfunc.PythonModel):
    """Minutes late at landing, for rows with a time, a distance and a delay that may be missing."""

    def __init__(self, regression, usual):
        self.regression, self.usual = regression, usual  # `usual` stands in for a delay that is not known yet

    def numbers(self, rows):
        known = rows["dep_delay"].fillna(self.usual)
        return np.column_stack([pd.to_datetime(rows["scheduled"]).dt.hour, rows["distance"], known]).astype(float)

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return np.round(self.regression.predict(self.numbers(model_input)), 1)

    def fit(self, rows):
        self.regression.fit(self.numbers(rows), rows["arr_delay"])
        return self

# %%
place = tempfile.TemporaryDirectory()
mlflow.set_tracking_uri(f"sqlite:///{place.name}/mlflow.db")
mlflow.create_experiment("serving", artifact_location=f"{place.name}/models")
mlflow.set_experiment("serving")
uris, example = {}, known[features].head(50).copy()
example.iloc[0, 2] = np.nan
for name, regression in {"current": LinearRegression(), "new": DecisionTreeRegressor(max_leaf_nodes=40, random_state=0)}.items():
    model = LandingDelay(regression, known["dep_delay"].median()).fit(known)
    signature = infer_signature(example, model.predict(None, example))
    with mlflow.start_run(run_name=name):
        logged = mlflow.pyfunc.log_model(name=name, python_model=model, signature=signature, pip_requirements=["scikit-learn"])
    uris[name] = logged.model_uri
print(signature)

# %%
def start_server(uri):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # 0: any port that is free
        port = free.getsockname()[1]
    command = f"-m mlflow models serve -m {uri} --env-manager local --host 127.0.0.1 --port {port}"
    environment = {**os.environ, "MLFLOW_TRACKING_URI": mlflow.get_tracking_uri()}
    environment["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, *command.split()], env=environment, **quiet)
    return process, f"http://127.0.0.1:{port}"


server, current_url = start_server(uris["current"])
print("started: mlflow models serve -m models:/… --env-manager local --host 127.0.0.1 --port …")

# %% [markdown]
# ## Batch with pandas: load once, score in pieces
#
# Nobody waits for the answer; all that counts is that each row is scored once, before morning. The file may be larger than the
# memory, so it is read in pieces. The model is loaded **before** the loop.
#
# **Predict before you run:** the model is asked piece by piece. Do the predictions differ from those of one large call? And the
# flights without a departure: are they lost?

# %%
march.assign(flight_id=march.index).to_parquet(f"{place.name}/tonight.parquet")
model = mlflow.pyfunc.load_model(uris["current"])
parts, calls = [], 0
for piece in pq.ParquetFile(f"{place.name}/tonight.parquet").iter_batches(batch_size=4000):
    rows = piece.to_pandas()
    parts.append(pd.DataFrame({"flight_id": rows["flight_id"], "minutes": model.predict(rows[features])}))
    calls += 1
batch = pd.concat(parts, ignore_index=True)
batch.to_parquet(f"{place.name}/scored.parquet")

in_one = model.predict(march[features])
same = np.array_equal(batch["minutes"], in_one)
print(f"{len(march):,} rows in, {len(batch):,} rows out, {calls} calls, the same as in one call: {same}")
assert batch["flight_id"].is_unique and len(batch) == len(march) and batch["minutes"].notna().all()

# %% [markdown]
# Each row is scored by itself, so the pieces change nothing, and a gap is the model's business. The result keeps the key of
# each row. Put keys and predictions together **by place**: an answer that is a frame has an index of its own, from 0 in
# each piece, and a join by index then puts the minutes of one flight beside another, or beside nothing. The exercise shows
# it.
#
# ## Batch with Spark: the same model as a column
#
# Rows that live in Spark should be scored there. `spark_udf` makes a function for columns out of any MLflow model; each
# executor loads the model, and gets the rows in pieces.

# %%
spark = SparkSession.builder.getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
sample = march.head(200)
frame = spark.createDataFrame(sample[features]).coalesce(1)
landing = mlflow.pyfunc.spark_udf(spark, uris["current"], result_type="double", env_manager="local")
scored = frame.withColumn("minutes", landing("scheduled", "distance", "dep_delay")).toPandas()
print(scored.head(3).to_string(index=False))
gap = np.abs(scored["minutes"] - model.predict(sample[features])).max()
print(f"{len(scored)} rows, largest difference to pandas: {gap:.1f} minutes")
assert gap < 0.11  # one step of the rounding

# %% [markdown]
# One model, two engines, the same minutes. `env_manager="local"` has the same meaning as at the server.
#
# ## Real time: ask the endpoint
#
# By now the server should answer. `/ping` says whether it is there, `/invocations` takes rows as JSON. The frame around
# the rows is one of `dataframe_split`, `dataframe_records` or `inputs`. The second row of the first request is a flight
# that has not left yet: what is missing is `null` in JSON. Then come eight bodies, one after the other.
#
# **Predict before you run:** which of the eight get 200, and which 400?

# %%
def ask(url, body):
    text = body if isinstance(body, str) else json.dumps(body)
    return requests.post(f"{url}/invocations", data=text, headers={"Content-Type": "application/json"}, timeout=30)


for _ in range(600):
    with contextlib.suppress(requests.ConnectionError):
        if requests.get(current_url + "/ping", timeout=2).ok:
            break
    assert server.poll() is None, "the server has ended"
    time.sleep(0.1)

evening = ["2013-03-01T18:00:00", 1400, 40.0]
answer = ask(current_url, {"dataframe_split": {"columns": features, "data": [evening, [*evening[:2], None]]}})
print(answer.status_code, answer.json())
assert answer.status_code == 200 and answer.json()["predictions"][0] > answer.json()["predictions"][1]

# %%
record = dict(zip(features, evening))
bodies = {
    "records": {"dataframe_records": [record]},
    "inputs, a list for each column": {"inputs": {name: [value] for name, value in record.items()}},
    "one column too many": {"dataframe_records": [record | {"colour": "blue"}]},
    "a number written as text": {"dataframe_records": [record | {"dep_delay": "40"}]},
    "a bare list of rows": [record],
    "a required column left out": {"dataframe_records": [{"scheduled": evening[0], "dep_delay": 40.0}]},
    "a word where a number belongs": {"dataframe_records": [record | {"dep_delay": "late"}]},
    "half a text": '{"dataframe_records": [{"distance"',
}
answers = {what: ask(current_url, body) for what, body in bodies.items()}
print(pd.Series({what: got.status_code for what, got in answers.items()}).to_string())
print("\nreason:", answers["a word where a number belongs"].json()["message"].split(". Error")[0])
assert [got.status_code for got in answers.values()] == [200] * 4 + [400] * 4

# %% [markdown]
# A refusal is 400, and its body has a `message` that says why. Pass that message on. A caller that makes a 0 out of it puts a
# number on a display that no model has made.
#
# **Predict before you run:** 200 is not yet *right*. The same flight at 18:00, with the time as text, and as pandas'
# `to_json` writes it if you say nothing. Is the answer the same?

# %%
row = pd.DataFrame([[pd.Timestamp(evening[0]), *evening[1:]]], columns=features)
for what, options in {"as text (iso)": {"date_format": "iso"}, "to_json's default": {"date_format": "epoch"}}.items():
    body = '{"dataframe_split": ' + row.to_json(orient="split", index=False, **options) + "}"
    answer = ask(current_url, body)
    print(f"{what:18} {body.split('data')[-1][2:-2]:42} → {answer.status_code} {answer.json()['predictions']}")
    answers[what] = answer.json()["predictions"][0]
midnight = model.predict(row.assign(scheduled=pd.Timestamp("1970-01-01")))[0]
print("the same flight at midnight:", midnight)
assert answers["to_json's default"] == midnight != answers["as text (iso)"]

# %% [markdown]
# By default pandas writes milliseconds. The endpoint reads the number as **nanoseconds**, so the flight leaves in the first
# hour of 1970, and the status is 200. Write times as text. Send one row whose answer you know, and compare.
#
# ## Two endpoints, 90 and 10
#
# The new model shall get 10 % of the traffic. On the platform the endpoint does that; here we write the router, in a few lines.
# The second endpoint is MLflow's scoring application inside this process, which starts at once. The router asks a function
# `choose` for each request. Our first one throws a die with a hundred faces.
#
# **Predict before you run:** 400 requests, 10 % for the new model. Will it be 40? Give a range in which you would not be
# worried.

# %%
def listen(serve, stop):
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    return lambda: (stop(), thread.join(10))


door = socket.socket()
door.bind(("127.0.0.1", 0))
application = scoring_server.init(mlflow.pyfunc.load_model(uris["new"]))
small = uvicorn.Server(uvicorn.Config(application, log_level="critical", lifespan="off"))
stop_new = listen(lambda: small.run(sockets=[door]), lambda: setattr(small, "should_exit", True))
for _ in range(200):
    time.sleep(0 if small.started else 0.05)
urls = {"current": current_url, "new": f"http://127.0.0.1:{door.getsockname()[1]}"}
split = {"dataframe_split": {"columns": features, "data": [evening]}}
print({name: ask(url, split).json()["predictions"] for name, url in urls.items()})

# %%
class Router(http.server.BaseHTTPRequestHandler):
    """Choose an endpoint for each request, pass the body on, and say in a header who has answered."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        name = choose(self.headers.get("X-Key"))
        answer = ask(urls[name], body.decode())
        self.send_response(answer.status_code)
        self.send_header("X-Served-By", name)
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, *about):
        pass

# %%
die, weights = random.Random(seed), {"current": 90, "new": 10}


def choose(key):
    return die.choices(list(weights), list(weights.values()))[0]


router = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Router)
stop_router = listen(lambda: router.serve_forever(0.05), router.shutdown)
front = f"http://127.0.0.1:{router.server_address[1]}"
asked = march.dropna().sample(400, random_state=seed).reset_index(drop=True)
lines = json.loads(asked[features].to_json(orient="values", date_format="iso"))
got = [ask(front, {"dataframe_split": {"columns": features, "data": [line]}}) for line in lines]
by, minutes = (pd.Series(one) for one in ([a.headers["X-Served-By"] for a in got], [a.json()["predictions"][0] for a in got]))
spread = (400 * 0.1 * 0.9) ** 0.5
low, high = 40 - 2 * spread, 40 + 2 * spread
print(f"new answered {(by == 'new').sum()} of 400; expected 40, spread {spread:.0f}: most days {low:.0f} to {high:.0f}")
assert abs((by == "new").sum() - 40) < 6 * spread

# %%
running, many = (by == "new").expanding().mean(), np.arange(1, 401)
figure, axis = plt.subplots(figsize=(9, 3))
band = 2 * (0.1 * 0.9 / many) ** 0.5
axis.fill_between(many, np.clip(0.1 - band, 0, 1), 0.1 + band, color="steelblue", alpha=0.2, label="10 % ± 2 spreads")
axis.plot(many, running, color="firebrick", label="share of the new model so far")
axis.set(ylim=(0, 0.35), xlim=(1, 400), xlabel="requests", ylabel="share")
axis.legend(loc="upper right")
plt.show()
miss = np.abs(minutes - asked["arr_delay"])
print(pd.DataFrame({"requests": miss.groupby(by).size(), "mean miss": miss.groupby(by).mean().round(1),
                    "± 2 spreads": (2 * miss.groupby(by).sem()).round(1)}).to_string())

# %% [markdown]
# The binomial spread √(n·p·(1−p)) tells luck from a fault: on 95 of 100 days it is 28 to 52 of 400, a share of 7 to 13 %.
# The table tells the same about the *models*: the mean miss in minutes, measured when the planes have landed. The new model
# has seen few requests, so its mean is vague. Do not decide on an afternoon.
#
# ## Sticky: who asks twice should get the same model
#
# **Predict before you run:** with the die, what share of passengers who ask three times has met both models?

# %%
def sticky(key, weights):
    """Place each key on a line from 0 to 100, by the key alone; the weights cut the line."""
    spot, edge = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10_000 / 100, 0
    for name in sorted(weights):
        edge += weights[name]
        if spot < edge:
            return name


people = [f"passenger {number}" for number in range(3000)]
both = {"die": [len({choose(one) for _ in range(3)}) == 2 for one in people],
        "sticky": [len({sticky(one, weights) for _ in range(3)}) == 2 for one in people]}
print(pd.Series(both).map(np.mean).map("{:.1%}".format).to_string())
print(f"computed for the die: {1 - 0.9**3 - 0.1**3:.1%}")
choose = functools.partial(sticky, weights=weights)  # the router uses it from now on
again = [requests.post(front + "/invocations", json=split, headers={"X-Key": "passenger 1"}, timeout=30) for _ in range(5)]
print("passenger 1 asked the router five times and met", len({got.headers["X-Served-By"] for got in again}), "model")
assert not any(both["sticky"]) and abs(np.mean(both["die"]) - 0.27) < 0.05

# %% [markdown]
# More than a quarter met both. With a hash of the key nobody does. Two traps are left: which hash, and what happens when the
# weights change.
#
# **Predict before you run:** from 90/10 to 80/20. How many passengers move, if the key has a fixed spot? How many, if the
# weights are hashed along? And is Python's own `hash` of a text the same in two processes?

# %%
ways = {"fixed spot": sticky, "weights hashed along": lambda key, now: sticky(f"{key} {now}", now)}
later, found = {"current": 80, "new": 20}, {}
for way, pick in ways.items():
    pairs = pd.Series([f"{pick(one, weights)} to {pick(one, later)}" for one in people])
    found[way] = pairs.value_counts(normalize=True)
moved = pd.DataFrame(found).reindex(["current to new", "new to current"]).fillna(0)
moved.T.plot.barh(stacked=True, figsize=(8, 2), color=["seagreen", "firebrick"], xlim=(0, 0.4))
plt.xlabel("share of the passengers who get another model")
plt.gca().invert_yaxis()
plt.show()
print(moved.sum().map("{:.1%}".format).to_string())
command = [sys.executable, "-c", "print(hash('passenger 1') % 100)"]
spots = [int(subprocess.check_output(command, env={**os.environ, "PYTHONHASHSEED": salt})) for salt in "12"]
print("hash in two processes:", *spots)
assert 0.07 < moved["fixed spot"].sum() < 0.13 and moved["weights hashed along"].sum() > 0.2 and spots[0] != spots[1]

# %% [markdown]
# With a fixed spot only the cut moves: one in ten goes over, nobody comes back. Otherwise about a quarter is dealt
# anew, and some lose the new model just when it gets *more* traffic. And Python salts the `hash` of a text in each process
# (here with salts that we chose, so that the page stays the same): a router that starts again would shuffle everybody. Use
# `hashlib`.
#
# ## Which approach, and why?
#
# Two questions decide. *How long may it take from the moment the row exists until its prediction is there?* And *is somebody
# waiting, with a row that nobody could know before?* The picture uses assumed machine hours per day, printed below it. Your
# prices will differ, the shape will not.

# %%
ways = pd.DataFrame({"seconds": [86400, 3600, 60, 0.1], "machine hours": [0.5, 24 * 0.1, 24.0, 2 * 24.0]},
                    index=["batch each night", "batch each hour", "stream", "endpoint"])
needs = {"a weekly mailing": 7 * 86400, "a stock list": 2 * 3600, "an alarm": 100, "a price while you wait": 0.2}
figure, axis = plt.subplots(figsize=(9, 3.4))
axis.scatter(ways["seconds"], ways["machine hours"], s=90, color="steelblue", zorder=3)
for name, (wait, hours) in ways.iterrows():
    axis.annotate(name, (wait, hours), (-9, -4), textcoords="offset points", ha="right", backgroundcolor="white")
for name, wait in needs.items():
    axis.axvline(wait, color="firebrick", lw=1, ls=":")
    axis.text(wait * 1.2, 190, name, color="firebrick", fontsize=9)
axis.set(xscale="log", yscale="log", xlim=(0.003, 3e7), ylim=(0.2, 400), ylabel="machine hours a day",
         xlabel="from row to prediction, at worst")
axis.set_xticks([0.1, 1, 60, 3600, 86400], ["0.1 s", "1 s", "1 minute", "1 hour", "1 day"])
axis.set_yticks([0.5, 5, 50], ["0.5", "5", "50"])
plt.show()

# %%
cheapest = {need: ways[ways["seconds"] <= wait]["machine hours"].idxmin() for need, wait in needs.items()}
print(ways.to_string(), "\n\n" + pd.Series(cheapest).to_string())
assert list(cheapest.values()) == list(ways.index)

# %%
# Stop what was started: a server that nobody stops is paid for.
stop_router(), stop_new()
router.server_close(), door.close()
workers = psutil.Process(server.pid).children(recursive=True)
for process in (*workers, server):
    process.terminate()
psutil.wait_procs(workers, timeout=20), server.wait(20)
silent = []
for url in (*urls.values(), front):
    try:
        requests.get(url + "/ping", timeout=2)
    except requests.ConnectionError:
        silent.append(url)
print(len(silent), "of 3 have stopped")
assert len(silent) == 3

# %% [markdown]
# Left of its red line a point is fast enough; among these take the lowest. An endpoint is always fast enough, and dear
# where nobody waits.
#
# | | batch | streaming | real time |
# |---|---|---|---|
# | the rows are | all there, known before | coming, nobody waits for one | made by the question itself |
# | prediction after | hours, until the next run | seconds to minutes | milliseconds |
# | good at | many rows, low price, simple to run again | fresh features and alarms | one row, one answer |
# | price | machines for minutes | machines all day | machines all day, for the peak |
# | a failure means | run again | goes on from its checkpoint | somebody sees an error now |
#
# A fourth way is often the best one: score in a batch, and *look up* the prediction by key. It works when all keys are
# known before.
#
# ## What to remember
#
# - Batch: load once, score in pieces, keep the key, join by place, count rows in and out.
# - In Spark the same model is a column: `mlflow.pyfunc.spark_udf`.
# - A custom pyfunc carries the way from row to answer. The signature checks each request and turns text into types.
# - Bodies: `dataframe_split`, `dataframe_records`, `inputs`. A refusal is 400 with a `message`; never make a number of it.
# - 200 is not yet right: write times as text, and test with a row whose answer you know.
# - A split has a spread, √(n·p·(1−p)). A sticky split hashes the key, and the weights only move the cut.
# - Choose by the age that an answer may have, and by whether somebody waits. Then take the cheapest.
#
# ## On Databricks (November 2026)
#
# One endpoint holds several *served entities*, and a *traffic config* splits the requests:
#
# ```python
# from mlflow.deployments import get_deploy_client
#
# client = get_deploy_client("databricks")
# served = [{"name": name, "entity_name": "prod.air.landing", "entity_version": version, "workload_size": "Small",
#            "scale_to_zero_enabled": False} for name, version in (("current", "1"), ("new", "2"))]
# routes = [{"served_model_name": name, "traffic_percentage": share} for name, share in (("current", 90), ("new", 10))]
# client.create_endpoint(name="landing", config={"served_entities": served, "traffic_config": {"routes": routes}})
# row = {"scheduled": "2013-03-01T18:00:00", "distance": 1400, "dep_delay": 40.0}
# client.predict(endpoint="landing", inputs={"dataframe_records": [row]})
# ```
#
# - The exam says *Model Serving endpoint*; the documentation calls it *Mosaic AI Model Serving*, or in short *Model
#   Serving*. The older word `served_models` is now `served_entities`. To move the weights, update the endpoint's
#   configuration; the address stays.
# - The percentages are a split by request. To be sticky, send each key yourself to
#   `/serving-endpoints/landing/served-models/current/invocations` or to that of `new`.
# - `scale_to_zero_enabled` saves money while nobody asks, and the first who asks has to wait. It is meant for tests.
# - Batch: `mlflow.pyfunc.spark_udf` in a job, `score_batch` of the feature engineering client when features are looked up, or
#   `ai_query` in SQL, which asks an endpoint.
# - Streaming: the guide of March 2025 says *Delta Live Tables*; today it is *Lakeflow Spark Declarative Pipelines* (unit
#   *streaming*).
