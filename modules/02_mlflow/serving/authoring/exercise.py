# %% [markdown]
# # Exercise · Score rows in chunks, ask an endpoint, split the traffic
#
# The lesson took one model three ways to its rows. You now build the parts that a team uses every day: a batch that scores each
# row once, a body that loses no value on its way to an endpoint, a caller that reports a refusal, a custom model behind a
# real server, and a router that sends each key to the same place.
#
# **Five tasks, 20 points, about 40 minutes.** Objectives: DEP-44, DEP-45, DEP-47, DEP-48.
#
# The rows are flights from New York, 2013. Some tests are here to read. The others show only their title: they check the same
# promise on rows, weights and keys that are drawn when your work is graded. The tasks do not need each other.

# %% given="setup"
import contextlib
import hashlib
import json
import logging
import os
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import mlflow
import numpy as np
import pandas as pd
import requests
import uvicorn
from mlflow import MlflowClient
from mlflow.models import infer_signature
from mlflow.pyfunc import scoring_server
from sklearn.linear_model import LinearRegression

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
mlflow.set_experiment("serving")
FEATURES = ["scheduled", "distance", "dep_delay"]  # local time of departure, miles, minutes late at the gate

flights = pd.read_parquet(dataset("flights"), columns=["time_hour", "distance", "dep_delay", "arr_delay"])
flights = flights.sample(4000, random_state=0).reset_index(drop=True)
flights["scheduled"] = flights.pop("time_hour").dt.tz_convert("America/New_York").dt.tz_localize(None).astype("datetime64[ns]")
flights["distance"] = flights["distance"].astype("int64")
flights = flights[[*FEATURES, "arr_delay"]]  # dep_delay is missing as long as the plane has not left


def numbers_of(rows):
    """Return the three numbers that the regression reads: hour, miles, minutes late at the gate, 0 where it is missing."""
    return pd.DataFrame(
        {"hour": rows["scheduled"].dt.hour, "distance": rows["distance"], "dep_delay": rows["dep_delay"].fillna(0.0)}
    ).astype(float)


def fit_delay(rows):
    """Return a linear regression of arr_delay on numbers_of(rows), fitted on the rows that have both delays."""
    known = rows.dropna(subset=["dep_delay", "arr_delay"])
    return LinearRegression().fit(numbers_of(known), known["arr_delay"])


flights.head(4)

# %% [markdown]
# The next cell registers the model that you will ask: `air.ny.delay`, with the alias `champion`. For each row it answers with
# `minutes`, and with `call`: how often *this loaded model* has been asked. So the answer shows how it was called. A second one,
# `air.ny.calls`, answers with that number as `minutes`, too. A third one, `air.ny.process`, answers with the number of the
# process that it runs in. Only tests ask these two.

# %% given="model"
class CountingDelay(mlflow.pyfunc.PythonModel):
    """A delay in minutes, and the number of the call that it was made in; without a regression, minutes is that number."""

    def __init__(self, regression):
        self.regression, self.calls = regression, 0

    def predict(self, context, model_input: pd.DataFrame, params=None):
        self.calls += 1
        minutes = self.regression.predict(numbers_of(model_input)) if self.regression else [float(self.calls)] * len(model_input)
        return pd.DataFrame({"minutes": minutes, "call": self.calls})


class ProcessNumber(mlflow.pyfunc.PythonModel):
    """The number of the process in which the model answers, as a text for each row."""

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return [str(os.getpid())] * len(model_input)


def register(name, kind, *parts):
    """Register a model of a kind, made from these parts, under a name with one version, the champion."""
    client = MlflowClient()
    if client.search_registered_models(f"name = '{name}'"):
        client.delete_registered_model(name)
    signature = infer_signature(flights[FEATURES], kind(*parts).predict(None, flights[FEATURES]))
    with mlflow.start_run():
        logged = mlflow.pyfunc.log_model(
            name="model", python_model=kind(*parts), signature=signature, pip_requirements=["scikit-learn"]
        )
    mlflow.register_model(logged.model_uri, name)
    client.set_registered_model_alias(name, "champion", 1)


register("air.ny.delay", CountingDelay, fit_delay(flights))
register("air.ny.calls", CountingDelay, None)
register("air.ny.process", ProcessNumber)
MODEL, CALLS, PROCESS = (f"models:/air.ny.{name}@champion" for name in ("delay", "calls", "process"))
pd.DataFrame(mlflow.pyfunc.load_model(MODEL).predict(flights[FEATURES].head(4)))

# %% [markdown]
# And two ways to start an endpoint. Both give a URL, and both stop whatever happens inside the `with`. `endpoint(uri)` runs
# MLflow's scoring application inside this process and answers at once. `mlflow_server(uri)` runs the real command
# `mlflow models serve` in a process of its own, and needs 10 to 20 seconds to start. Rows go to `url + "/invocations"`.

# %% given="endpoints"
def wait_for(ready, seconds):
    """Wait until ready() is true, at most so many seconds."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"the endpoint gave no answer within {seconds} seconds")
        time.sleep(0.05)


@contextlib.contextmanager
def endpoint(uri):
    """Serve a model in this process, give the URL, and stop."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    application = scoring_server.init(mlflow.pyfunc.load_model(uri))
    server = uvicorn.Server(uvicorn.Config(application, log_level="critical", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        wait_for(lambda: server.started, 20)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        listening.close()


@contextlib.contextmanager
def mlflow_server(uri):
    """Run `mlflow models serve` in a process of its own, give the URL, and stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = f"-m mlflow models serve -m {uri} --env-manager local --host 127.0.0.1 --port {port}"
    paths = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")  # uvicorn is looked for on PATH
    environment = {**os.environ, "PATH": paths, "MLFLOW_TRACKING_URI": mlflow.get_tracking_uri()}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, *command.split()], env=environment, start_new_session=True, **quiet)

    def answers():
        if process.poll() is not None:
            raise RuntimeError(f"mlflow models serve ended with exit code {process.returncode} before it answered")
        try:
            return requests.get(url + "/ping", timeout=2).ok
        except requests.RequestException:
            return False

    try:
        wait_for(answers, 50)
        yield url
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait(10)

# %% [markdown] task="each-row-is-scored-once"
# ## Task 1 · A batch in chunks
#
# **4 points · DEP-45**
#
# A night's rows do not fit into memory together with what a model makes of them. So they are scored piece by piece.
#
# Write `score_in_chunks(uri, rows, size)`.
#
# - **Takes** the URI of a model; a pandas DataFrame with `flight_id` (`int`) and the `FEATURES`, whose index can be anything
#   (it may hold the same number twice); and `size`, the largest number of rows in one call.
# - Loads the model **once**, and asks it as few times as `size` allows: 25 rows with size 10 are three calls.
# - **Returns** a DataFrame with exactly the columns `flight_id`, `minutes`, `call`, and exactly one row for each row that came
#   in, also where a delay is missing. `minutes` and `call` are what the model answered for this flight.

# %% [markdown] hint="each-row-is-scored-once"
# What is done once, and what is done for each piece? A model answers with an index of its own, which says nothing about the
# index of your rows. So put keys and answers together by place, not by index.

# %% [markdown] hint="each-row-is-scored-once"
# `mlflow.pyfunc.load_model(uri)` before the loop; `range(0, len(rows), size)` and `rows.iloc[start : start + size]` in it;
# `pd.concat(parts, ignore_index=True)` after it.

# %% [markdown] hint="each-row-is-scored-once"
# Almost the lines: `part = rows.iloc[start : start + size]`, `answer = model.predict(part[FEATURES])`, and then
# `parts.append(answer.assign(flight_id=part["flight_id"].to_numpy()))`.

# %% answer="each-row-is-scored-once"
def score_in_chunks(uri, rows, size):
    """Return flight_id, minutes and call for each row, from a model that gets at most size rows at a time."""
    ### BEGIN SOLUTION
    model, parts = mlflow.pyfunc.load_model(uri), []
    for start in range(0, len(rows), size):
        part = rows.iloc[start : start + size]
        parts.append(model.predict(part[FEATURES]).assign(flight_id=part["flight_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)[["flight_id", "minutes", "call"]]
    ### END SOLUTION

# %% test="each-row-is-scored-once" points=1
# Twenty-five flights in pieces of ten: every flight has its own minutes
rows = flights.dropna(subset=["dep_delay"])[FEATURES].head(25)
rows.insert(0, "flight_id", range(500, 525))
found = score_in_chunks(MODEL, rows, 10)
assert isinstance(found, pd.DataFrame), f"score_in_chunks returned {type(found).__name__}; it should return a pandas DataFrame"
assert sorted(found.columns) == ["call", "flight_id", "minutes"], (
    f"the columns are {list(found.columns)}; they should be flight_id, minutes, call"
)
assert sorted(found["flight_id"]) == list(range(500, 525)), (
    f"25 flights went in and {len(found)} rows with {found['flight_id'].nunique()} different ids came out; "
    "each flight should come out exactly once"
)
expected = pd.Series(fit_delay(flights).predict(numbers_of(rows)), index=range(500, 525))
miss = float((found.set_index("flight_id")["minutes"] - expected).abs().max())
assert miss < 1e-6, (
    f"a flight has minutes that are {miss:.1f} away from its own; put keys and answers together by place, not by index"
)

# %% test="each-row-is-scored-once" points=1 hidden=true
# Drawn flights with missing delays and a repeated index keep their ids and their minutes
from course import drawn

rng = drawn("batch-keys")
size = int(rng.integers(7, 20))
count = int(size * rng.integers(5, 8) + rng.integers(1, size))
rows = flights[FEATURES].sample(count, random_state=int(rng.integers(10**6)))
rows = rows.assign(distance=rng.integers(100, 5000, count), flight_id=rng.permutation(10**6)[:count])
rows.loc[rng.permutation(rows.index)[:9], "dep_delay"] = np.nan
rows.index = rng.integers(0, 20, count)
found = score_in_chunks(MODEL, rows, size)
assert sorted(found["flight_id"]) == sorted(rows["flight_id"]), (
    f"{count} flights went in and {len(found)} rows came out, or the ids are others; "
    "each flight should come out exactly once, also in the last piece, and also where a delay is missing"
)
expected = pd.Series(fit_delay(flights).predict(numbers_of(rows)), index=rows["flight_id"].to_numpy())
far = int(((found.set_index("flight_id")["minutes"] - expected).abs() > 1e-6).sum() + found["minutes"].isna().sum())
assert far == 0, f"{far} of {count} flights have the minutes of another flight, or none; put keys and answers together by place"

# %% test="each-row-is-scored-once" points=2 hidden=true
# One loaded model answers as few calls as the drawn size allows
from course import drawn

rng = drawn("batch-calls")
for full in (True, False):  # whether the last piece is as large as the others
    size = int(rng.integers(11, 60))
    count = int(size * rng.integers(2, 4) + (0 if full else rng.integers(1, size)))
    rows = flights.dropna()[FEATURES].sample(count, random_state=int(rng.integers(10**6))).assign(flight_id=range(count))
    calls = score_in_chunks(MODEL, rows, size)["call"].value_counts()
    needed = -(-count // size)
    assert calls.max() <= size, (
        f"{calls.max()} rows have the same number of a call, and {size} are allowed in one call; "
        "either a piece was larger, or the model was loaded again, so that it counted from 1 again; load it once, before the loop"
    )
    assert len(calls) == needed, f"{count} rows in pieces of {size} took {len(calls)} calls; {needed} are enough"
    assert sorted(calls.index) == list(range(1, needed + 1)), (
        f"the model was asked more than {needed} times; ask once for each piece and keep that answer"
    )

# %% [markdown] task="body-keeps-every-value"
# ## Task 2 · A body that loses nothing
#
# **4 points · DEP-47**
#
# An endpoint takes text. On the way from a table to text, four things are easily lost: what is missing, what time it was, the
# last digits of a number, and the frame around the table.
#
# Write `body_of(rows)`.
#
# - **Takes** a pandas DataFrame. Its columns hold text, whole numbers (`int64`, also above 2⁵³), numbers with a fraction,
#   `True`/`False`, and times without a zone. Any of them but whole numbers and `True`/`False` may be missing.
# - **Returns** a `str`: a JSON object for MLflow's `/invocations`, with exactly one key. Take `dataframe_split`,
#   `dataframe_records`, or `inputs` with one list for each column.
# - It is JSON as the standard has it: what is missing is `null`. `NaN` is no JSON; Python reads it, other servers do not.
# - A time is a text such as `"2013-01-31T18:05:00"`. Seconds count.
# - A whole number is exactly the number of the row, a fraction keeps at least 14 digits. Each column is there under its name, and
#   each row has each column.

# %% [markdown] hint="body-keeps-every-value"
# Look at one row of each kind after `print(rows.to_json(orient="split"))`: how is the time written, and how many digits has a
# fraction? The lesson showed what an endpoint makes of such a time.

# %% [markdown] hint="body-keeps-every-value"
# pandas' `to_json` has the options `orient`, `date_format` and `double_precision`, which is 10 if you say nothing and 15 at
# most. Safer is `json.dumps`, which writes every digit, on values that you made ready: `isoformat()` for times, `None` for
# what is missing, `.item()` for NumPy's numbers.

# %% [markdown] hint="body-keeps-every-value"
# Almost the lines: in a function for one value, `if pd.isna(value): return None`, `if isinstance(value, pd.Timestamp): return
# value.isoformat()`; then `json.dumps({"dataframe_split": {"columns": list(rows), "data": data}}, allow_nan=False)`.
# `rows.itertuples(index=False)` gives rows whose whole numbers stay whole.

# %% answer="body-keeps-every-value"
def body_of(rows):
    """Return the rows as the text of a body for an MLflow endpoint."""
    ### BEGIN SOLUTION
    def ready(value):
        if pd.isna(value):
            return None
        if isinstance(value, pd.Timestamp):
            return value.isoformat()
        return value.item() if isinstance(value, np.generic) else value

    data = [[ready(value) for value in row] for row in rows.itertuples(index=False, name=None)]
    return json.dumps({"dataframe_split": {"columns": list(rows), "data": data}}, allow_nan=False)
    ### END SOLUTION

# %% [markdown]
# The tests read your body with the next function. It understands the three kinds of body and refuses what is no JSON.

# %% given="reading"
def values_in(body):
    """Return the values of a body as {column: [value, …]}; raise AssertionError for what no endpoint would take."""

    def no_number(word):
        raise AssertionError(f"the body holds {word}, which is no JSON; what is missing should be null")

    assert isinstance(body, str), f"body_of returned {type(body).__name__}; it should return text"
    try:
        content = json.loads(body, parse_constant=no_number)
    except json.JSONDecodeError:
        raise AssertionError("the text is no JSON; let json.dumps or to_json write it") from None
    kinds = ("dataframe_split", "dataframe_records", "inputs")
    assert isinstance(content, dict) and len(content) == 1 and set(content) <= set(kinds), (
        f"the body is no object with exactly one of the keys {', '.join(kinds)}; the endpoint would answer 400"
    )
    (kind, table), = content.items()
    shapes = {
        "dataframe_split": "an object with columns and data, a list for each row",
        "dataframe_records": "a list with an object for each row",
        "inputs": "an object with a list for each column",
    }
    fits = {
        "dataframe_split": lambda: all(len(row) == len(table["columns"]) for row in table["data"]),
        "dataframe_records": lambda: bool(table) and all(isinstance(row, dict) for row in table),
        "inputs": lambda: all(isinstance(column, list) for column in table.values()),
    }
    try:
        fitting = fits[kind]()
    except (TypeError, KeyError, AttributeError):
        fitting = False
    assert fitting, f"what stands under {kind} is not {shapes[kind]}"
    if kind == "dataframe_split":
        return {name: [row[place] for row in table["data"]] for place, name in enumerate(table["columns"])}
    if kind == "dataframe_records":
        assert len({frozenset(row) for row in table}) == 1, "some rows have other columns than the rest; a missing value is null"
        return {name: [row[name] for row in table] for name in table[0]}
    return table

# %% test="body-keeps-every-value" points=1
# Two flights, one of which has not left: null for what is missing, text for the time
rows = pd.DataFrame({
    "carrier": ["UA", None], "distance": [1400, 229], "dep_delay": [2.0, np.nan],
    "scheduled": pd.to_datetime(["2013-01-31 18:05:00", "2013-02-01 06:30:00"]),
})
values = values_in(body_of(rows))
assert sorted(values) == sorted(rows), f"the body has the columns {list(values)}, the rows have {list(rows)}"
assert values["dep_delay"] == [2.0, None], f"dep_delay arrives as {values['dep_delay']}; 2.0 and null were expected"
assert values["carrier"] == ["UA", None], f"carrier arrives as {values['carrier']}; UA and null were expected"
assert all(isinstance(text, str) for text in values["scheduled"]), (
    f"the times arrive as {values['scheduled']}; a number could be seconds, milliseconds or nanoseconds, so write a text"
)
assert [pd.Timestamp(text) for text in values["scheduled"]] == list(rows["scheduled"]), (
    f"the times arrive as {values['scheduled']}; 2013-01-31 18:05 and 2013-02-01 06:30 were expected"
)

# %% test="body-keeps-every-value" points=2 hidden=true
# Drawn rows: what is missing is null, in each column, and every time is the same to the second
from course import drawn

rng = drawn("body-missing")
count = int(rng.integers(20, 40))
times = pd.Timestamp("2013-01-01") + pd.to_timedelta(rng.integers(0, 80_000_000, count), unit="s")
rows = pd.DataFrame({"carrier": rng.choice(["AA", "B6", "Ü 1", 'say "hi"'], count), "scheduled": times,
                     "dep_delay": rng.integers(-9, 90, count) / 2, "night": rng.integers(0, 2, count) == 1})
rows["carrier"] = rows["carrier"].astype(object)
for name in ("carrier", "scheduled", "dep_delay"):
    rows.loc[rng.permutation(count)[: int(rng.integers(2, 8))], name] = None
values = values_in(body_of(rows))
assert sorted(values) == sorted(rows), "the body has other columns than the rows"
for name in rows:
    assert len(values[name]) == count, f"{count} rows went in, and the body has {len(values[name])} values of one column"
    lost = sum(pd.isna(value) != (seen is None) for value, seen in zip(rows[name], values[name], strict=True))
    assert not lost, (
        f"in the column {name}, {lost} values are null that were not missing, or the other way round; do not fill, do not drop"
    )
    pairs = [(value, seen) for value, seen in zip(rows[name], values[name], strict=True) if not pd.isna(value)]
    if name == "scheduled":
        assert all(isinstance(seen, str) for _, seen in pairs), "a time is no text; write it as 2013-01-31T18:05:00"
        pairs = [(value, pd.Timestamp(seen)) for value, seen in pairs]
        assert all(seen.tzinfo is None for _, seen in pairs), "a time has a zone in the body, and had none in the row"
    changed = sum(bool(value != seen) for value, seen in pairs)
    assert not changed, f"in the column {name}, {changed} of {len(pairs)} values in the body are others than in the rows"
assert all(seen in (True, False) and isinstance(seen, bool) for seen in values["night"]), (
    "True and False arrive as something else than true and false"
)

# %% test="body-keeps-every-value" points=1 hidden=true
# Drawn numbers arrive with their last digit
from course import drawn

rng = drawn("body-digits")
count = int(rng.integers(12, 25))
rows = pd.DataFrame({"ticket": rng.integers(2**55, 2**60, count) | 1, "price": rng.uniform(0, 1, count),
                     "fuel": rng.uniform(1e5, 1e6, count)})
values = values_in(body_of(rows))
for name, what in (("ticket", "a whole number above 2⁵³"), ("price", "a fraction below 1"), ("fuel", "a fraction above 100,000")):
    room = 0 if name == "ticket" else 1e-13  # 14 digits
    pairs = list(zip(rows[name].tolist(), values[name], strict=True))
    assert not any(isinstance(seen, str) for _, seen in pairs), f"{what} arrives as a text; write numbers as numbers"
    off = sum(seen != value if room == 0 else not abs(seen - value) <= room * (1 + abs(value)) for value, seen in pairs)
    assert not off, (
        f"{off} of {count} values lost their last digits in the column with {what}; pandas writes 10 digits after the point"
    )

# %% [markdown] task="refusal-is-not-an-answer"
# ## Task 3 · A refusal is not an answer
#
# **4 points · DEP-47**
#
# An endpoint answers with status 200 and predictions, or it refuses with 400 and a reason. A caller that makes a zero out of a
# refusal puts a number on a display that no model has made.
#
# Write `ask_each(uri, bodies)`.
#
# - **Takes** the URI of a model and a list of bodies (`str`), good and bad ones.
# - Starts **one** endpoint with the given `endpoint(uri)`, sends each body to `/invocations` as `application/json`, and goes on
#   after a refusal.
# - **Returns** a list with one dictionary for each body, in the same order:
#   - answered: `{"status": 200, "minutes": [12.5, …], "reason": None}`, the `minutes` of each row of that body;
#   - refused: `{"status": 400, "minutes": None, "reason": "…"}`, with the text that stands under `message` in the endpoint's own
#     answer.

# %% [markdown] hint="refusal-is-not-an-answer"
# The endpoint explains its refusal in the *body* of its answer, which is JSON as well. The one-line error of your HTTP library
# ("400: Bad Request") does not hold it.

# %% [markdown] hint="refusal-is-not-an-answer"
# `requests.post(url, data=…, headers={"Content-Type": "application/json"}, timeout=20)` returns an answer for 200 and for 400
# alike: `.status_code`, `.json()`. With `urllib.request.urlopen` a 400 is raised as `urllib.error.HTTPError`, which can be read:
# `.code`, `.read()`.

# %% [markdown] hint="refusal-is-not-an-answer"
# Almost the lines: `if answer.status_code == 200: minutes = [row["minutes"] for row in answer.json()["predictions"]]`, otherwise
# `reason = answer.json()["message"]`. All of it inside `with endpoint(uri) as url:`. Encode the text: `body.encode()`.

# %% answer="refusal-is-not-an-answer"
def ask_each(uri, bodies):
    """Return status, minutes and reason for each body that was sent to an endpoint of the model."""
    ### BEGIN SOLUTION
    found = []
    with endpoint(uri) as url:
        for body in bodies:
            headers = {"Content-Type": "application/json"}
            answer = requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=20)
            content, good = answer.json(), answer.status_code == 200
            found.append({
                "status": answer.status_code,
                "minutes": [row["minutes"] for row in content["predictions"]] if good else None,
                "reason": None if good else content["message"],
            })
    return found
    ### END SOLUTION

# %% test="refusal-is-not-an-answer" points=1
# A good body, a body without a frame, and a good one again
good = '{"dataframe_records": [{"scheduled": "2013-02-01T18:00:00", "distance": 1400, "dep_delay": 30.0}]}'
found = ask_each(MODEL, [good, '[{"distance": 1400}]', good])
assert isinstance(found, list) and len(found) == 3 and all(isinstance(one, dict) for one in found), (
    "three bodies went out, and no list of three dictionaries came back; "
    "a refusal is a result, too, and the next body is still sent"
)
assert [one.get("status") for one in found] == [200, 400, 200], (
    f"the statuses are {[one.get('status') for one in found]}; the endpoint answers 200, 400 and 200 to these bodies"
)
assert found[1].get("minutes") is None, (
    f"the refused body has the minutes {found[1].get('minutes')!r}; no model has made them, so it should be None"
)
assert "input fields" in str(found[1].get("reason")) and "error_code" not in str(found[1].get("reason")), (
    f"the reason of the refusal is {found[1].get('reason')!r}; the text under message, "
    "in the body of the endpoint's answer, says what was missing"
)
at_18 = pd.DataFrame({"scheduled": [pd.Timestamp("2013-02-01 18:00")], "distance": [1400], "dep_delay": [30.0]})
expected = float(fit_delay(flights).predict(numbers_of(at_18))[0])
for one in (found[0], found[2]):
    minutes = one.get("minutes")
    assert isinstance(minutes, list) and len(minutes) == 1 and abs(minutes[0] - expected) < 1e-6, (
        f"the answered body has the minutes {minutes!r}; [{expected:.2f}] was expected"
    )

# %% test="refusal-is-not-an-answer" points=3 hidden=true
# Drawn good and bad bodies: each answer is the model's, each refusal has the endpoint's reason
from course import drawn

rng = drawn("refusals")
bodies, expected = [], []
for kind in rng.permutation(["good", "good", "good", "cut", "bare", "column", "word"]):
    rows = pd.DataFrame({"scheduled": pd.Timestamp("2013-03-01") + pd.to_timedelta(rng.integers(0, 700, 3), unit="h"),
                         "distance": rng.integers(100, 4000, 3), "dep_delay": rng.uniform(-9, 200, 3)})
    data = [[str(when), int(miles), float(late)] for when, miles, late in rows.itertuples(index=False)]
    split = {"columns": FEATURES, "data": data}
    word = "w" + str(rng.integers(10**8))
    reason = {"good": None, "cut": "valid JSON", "bare": "input fields", "column": "missing inputs", "word": word}[str(kind)]
    if kind == "column":
        split = {"columns": ["scheduled", "dep_delay"], "data": [[row[0], row[2]] for row in split["data"]]}
    if kind == "word":
        split["data"][1][1] = word
    body = json.dumps(split if kind == "bare" else {"dataframe_split": split})
    bodies.append(body[:-3] if kind == "cut" else body)
    expected.append((reason, fit_delay(flights).predict(numbers_of(rows))))
found = ask_each(MODEL, bodies)
assert isinstance(found, list) and len(found) == len(bodies), (
    "the list that came back is not as long as the list of bodies; keep one entry for each body, refused or not"
)
for one, (reason, minutes) in zip(found, expected, strict=True):
    assert isinstance(one, dict) and set(one) == {"status", "minutes", "reason"}, (
        "an entry is no dictionary with exactly status, minutes, reason"
    )
    if reason is None:
        assert one["status"] == 200 and one["reason"] is None, "a good body has no status 200, or it has a reason of a refusal"
        assert isinstance(one["minutes"], list) and len(one["minutes"]) == 3 and np.allclose(one["minutes"], minutes), (
            "the minutes of a good body are not those of the model; keep the entries in the order of the bodies"
        )
    else:
        assert one["status"] == 400, "a body that the endpoint refuses has another status than 400"
        assert one["minutes"] is None, "a refused body has minutes, which no model has made; it should be None"
        assert isinstance(one["reason"], str) and reason in one["reason"] and "error_code" not in one["reason"], (
            "the reason of a refusal is not what stands under message in the endpoint's answer; read the body of its answer"
        )
found = ask_each(CALLS, [body for body, (reason, _) in zip(bodies, expected, strict=True) if reason is None])
calls = sorted(one["minutes"][0] for one in found)
assert calls == [1, 2, 3], (
    f"three bodies went to a model that counts its calls, and the answers come from the calls {calls}; "
    "start one endpoint for all bodies, and send each body once"
)

# %% [markdown] task="custom-model-is-served"
# ## Task 4 · A model of your own, behind a real server
#
# **4 points · DEP-44**
#
# A display at the airport cannot show *17.283 minutes*. It needs a text, and it must not guess where nothing is known.
#
# Write two functions in the same cell. Put a class in place of its first two lines, or delete them if you need none there.
#
# `log_display(rows)`:
#
# - **Takes** a pandas DataFrame with the `FEATURES` and `arr_delay`. The model inside is `fit_delay(rows)`.
# - Logs a custom pyfunc in a run. It takes the `FEATURES` and answers **one text for each row**:
#   `"not known yet"` where `dep_delay` is missing; otherwise `"on time"` if the predicted delay is below 15 minutes, and from 15
#   on `"late by 20 min"`, with the prediction rounded by `round(…)` to whole minutes. A list, an array or a Series of texts.
# - It has a **signature** with inputs and outputs, made from an example in which a `dep_delay` is missing.
# - **Returns** the `model_uri` of what was logged. Give `pip_requirements=["scikit-learn"]`.
#
# `serve_and_ask(uri, body)`:
#
# - Starts the **real** server with the given `mlflow_server(uri)`, sends the body (`str`) to `/invocations`, and **returns** the
#   list under `predictions`. The server stops.

# %% [markdown] hint="custom-model-is-served"
# A custom model is a class with a method `predict`. What must travel with it: the fitted regression. Where does it keep it?
# `CountingDelay` at the top of this page is an example.

# %% [markdown] hint="custom-model-is-served"
# `class Display(mlflow.pyfunc.PythonModel)`, the regression in `__init__`, and
# `def predict(self, context, model_input: pd.DataFrame, params=None)`.
# `mlflow.pyfunc.log_model(name="model", python_model=Display(…), signature=…, pip_requirements=["scikit-learn"])`. For the
# signature, `infer_signature(rows[FEATURES], texts)`, with `texts` from a first `predict`.

# %% [markdown] hint="custom-model-is-served"
# Almost the lines: `"not known yet" if pd.isna(known) else "on time" if late < 15 else f"late by {round(late)} min"`, for each
# `known, late` in `zip(model_input["dep_delay"], minutes)`. And, inside `with mlflow_server(uri) as url:`, the line
# `return requests.post(…).json()["predictions"]`.

# %% answer="custom-model-is-served"
### BEGIN SOLUTION
class Display(mlflow.pyfunc.PythonModel):
    """The text that a display shows for each flight."""

    def __init__(self, regression):
        self.regression = regression

    def predict(self, context, model_input: pd.DataFrame, params=None):
        minutes = self.regression.predict(numbers_of(model_input))
        return [
            "not known yet" if pd.isna(known) else "on time" if late < 15 else f"late by {round(late)} min"
            for known, late in zip(model_input["dep_delay"], minutes, strict=True)
        ]
### END SOLUTION


def log_display(rows):
    """Log a model that answers a text for each flight, and return its URI."""
    ### BEGIN SOLUTION
    model, example = Display(fit_delay(rows)), rows[FEATURES].head(20).copy()
    example.iloc[0, 2] = np.nan
    signature = infer_signature(example, model.predict(None, example))
    with mlflow.start_run():
        return mlflow.pyfunc.log_model(
            name="model", python_model=model, signature=signature, pip_requirements=["scikit-learn"]
        ).model_uri
    ### END SOLUTION


def serve_and_ask(uri, body):
    """Serve the model by `mlflow models serve`, send one body, and return the predictions."""
    ### BEGIN SOLUTION
    with mlflow_server(uri) as url:
        headers = {"Content-Type": "application/json"}
        return requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=30).json()["predictions"]
    ### END SOLUTION

# %% [markdown]
# The tests compute the texts that they expect from the given regression.

# %% given="texts"
def texts_for(training, rows):
    """Return the text of each row, from a regression on the training rows."""
    minutes = fit_delay(training).predict(numbers_of(rows))
    late = [f"late by {round(one)} min" if one >= 15 else "on time" for one in minutes]
    return ["not known yet" if missing else text for missing, text in zip(rows["dep_delay"].isna(), late, strict=True)]

# %% test="custom-model-is-served" points=1
# Three flights on the display: late, on time, not known yet
from course import predicted

uri = log_display(flights)
assert isinstance(uri, str), f"log_display returned {type(uri).__name__}; it should return the URI of the logged model"
three = pd.DataFrame({"scheduled": pd.to_datetime(["2013-02-01 18:00"] * 3), "distance": [1400, 229, 229]})
three["dep_delay"] = [90.0, -5.0, np.nan]
found, expected = predicted(uri, three), texts_for(flights, three)
assert found[2] == "not known yet", (
    f"the third flight has no dep_delay, and the display shows {found[2]!r}; a guess is no knowledge, show 'not known yet'"
)
assert found == expected, f"the display shows {found}; {expected} was expected"

# %% test="custom-model-is-served" points=1 hidden=true
# The model of drawn rows answers drawn flights as its own regression does
from course import drawn, predicted

rng = drawn("display")
training = flights.sample(600, random_state=int(rng.integers(10**6))).reset_index(drop=True)
training["arr_delay"] = training["arr_delay"] * 2 + rng.uniform(20, 40)  # another world, so that no old model will do
rows = flights[FEATURES].sample(80, random_state=int(rng.integers(10**6))).reset_index(drop=True)
rows["dep_delay"] = rng.uniform(-20, 60, 80)
limit = np.repeat([14.75, 15.25], 4)  # rounding first would take both for 15
rows.loc[:7, "dep_delay"] += (limit - fit_delay(training).predict(numbers_of(rows[:8]))) / fit_delay(training).coef_[2]
rows.loc[8 + rng.permutation(72)[:12], "dep_delay"] = np.nan
found, expected = predicted(log_display(training), rows), texts_for(training, rows)
unknown = sum(seen != text for seen, text in zip(found, expected, strict=True) if text == "not known yet")
assert not unknown, f"{unknown} of 12 flights without a dep_delay show another text than 'not known yet'; a guess is no knowledge"
off = sum(seen != text for seen, text in zip(found, expected, strict=True))
assert not off, (
    f"{off} of 80 flights show another text than the regression on the given rows leads to; "
    "put fit_delay(rows) into the model, and look at the limit of 15 minutes and the rounding"
)

# %% test="custom-model-is-served" points=1 hidden=true
# The signature says what goes in and what comes out
import re

from course import artifact, tracked

uri = log_display(flights.head(300))
assert isinstance(uri, str) and uri.startswith("models:/"), "log_display should return the model_uri of what log_model returned"
runs = [model.run for model in tracked().logged if model.id == uri.removeprefix("models:/")]
assert runs and runs[0], "the model was logged outside of any run; open one with mlflow.start_run() first"
about = artifact(uri.removeprefix("models:/"), "MLmodel").decode()
inputs, outputs = (re.search(rf"^  {side}: '(.*(?:\n    .*)*)'", about, re.M) for side in ("inputs", "outputs"))
assert inputs and outputs, "the logged model has no signature with inputs and outputs; an endpoint checks and converts by it"
columns = {column["name"]: column for column in json.loads(re.sub(r"\s*\n\s*", " ", inputs[1]))}
assert sorted(columns) == sorted(FEATURES), (
    "the inputs of the signature are not the FEATURES; leave the label out, an endpoint will not have it"
)
assert columns["scheduled"]["type"] == "datetime", (
    "the signature says that scheduled is no time; take the rows as they are as example"
)
assert not columns["dep_delay"].get("required", True), (
    "the signature says that dep_delay is never missing; make it from an example in which one is missing"
)
assert re.search(r'"(string|str|object)"', outputs[1]), (  # a column of texts, or an array of them
    "the outputs of the signature are no text; make it from what predict returns"
)

# %% test="custom-model-is-served" points=1 hidden=true
# `mlflow models serve` answers with the model's texts over HTTP, from a process of its own
from course import drawn, predicted

rng = drawn("served")
rows = pd.DataFrame({"scheduled": pd.Timestamp("2013-03-01") + pd.to_timedelta(rng.integers(0, 700, 5), unit="h"),
                     "distance": rng.integers(100, 4000, 5)})
rows["dep_delay"] = [np.nan, *rng.uniform(-30, 0, 2), *rng.uniform(40, 300, 2)]
data = [[str(when), int(miles), None if pd.isna(late) else float(late)] for when, miles, late in rows.itertuples(index=False)]
body = json.dumps({"dataframe_split": {"columns": FEATURES, "data": data}})
found = serve_and_ask(log_display(flights), body)
assert isinstance(found, list) and len(found) == 5, (
    "serve_and_ask returned no list of five predictions for five rows; return what stands under predictions"
)
found = [next(iter(one.values())) if isinstance(one, dict) and len(one) == 1 else one for one in found]
off = sum(seen != text for seen, text in zip(found, texts_for(flights, rows), strict=True))
assert not off, f"{off} of 5 texts from the real server are not those of the model; send the body as it is"
there, here = serve_and_ask(PROCESS, body), predicted(PROCESS, rows)
assert set(map(str, there)).isdisjoint(here), (
    "a model that answers with the number of its process gives that of this notebook, so no server of its own has answered; "
    "start it with mlflow_server(uri)"
)

# %% [markdown] task="keys-stay-where-they-are"
# ## Task 5 · A router that does not shuffle
#
# **4 points · DEP-48**
#
# A new model gets 10 % of the traffic, later 20 %. If a passenger asks twice, both answers should come from the same model.
#
# Write `route(keys, weights)`.
#
# - **Takes** a list of keys (`str`) and the weights, a dictionary such as `{"current": 90, "new": 10}`: two or more endpoints,
#   whole per cents, 100 together.
# - **Returns** a list with the name of an endpoint for each key, in the order of the keys.
# - Each endpoint gets its share of many different keys. A weight of 0 gets nothing.
# - **Sticky**: as long as the weights are the same, a key goes to the same endpoint, in whatever list it stands, in any process,
#   and in whatever order the dictionary names the endpoints.
# - **Few move**: when two endpoints go from 90/10 to 80/20, some 10 % of the keys move, all of them to the endpoint that grows.
#
# Keys may count up in steps: `K100`, `K200`, `K300`. Python's `hash("text")` is another number in each new process.

# %% [markdown] hint="keys-stay-where-they-are"
# Give each key a fixed place on a line from 0 to 100, which depends on the key alone. The weights cut the line into pieces. What
# happens to a key when only the cut moves?

# %% [markdown] hint="keys-stay-where-they-are"
# `hashlib.sha256(key.encode()).hexdigest()` is the same everywhere, and `int(…, 16)` makes a number of it. `% 10_000` spreads it
# over ten thousand places. Walk through `sorted(weights)` and add the weights up.

# %% [markdown] hint="keys-stay-where-they-are"
# Almost the lines: `place = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10_000 / 100`; then for each name in
# `sorted(weights)`, `edge += weights[name]`, and the first name with `place < edge` is the one.

# %% answer="keys-stay-where-they-are"
def route(keys, weights):
    """Return the endpoint of each key: shares by weight, the same key always to the same endpoint."""
    ### BEGIN SOLUTION
    def endpoint_of(key):
        place, edge = int(hashlib.sha256(key.encode()).hexdigest(), 16) % 10_000 / 100, 0
        for name in sorted(weights):
            edge += weights[name]
            if place < edge:
                return name

    return [endpoint_of(key) for key in keys]
    ### END SOLUTION

# %% test="keys-stay-where-they-are" points=1
# Two thousand passengers, 90 and 10: the shares are right, and who asks again gets the same model
people = [f"passenger {number}" for number in range(2000)]
first = route(people, {"current": 90, "new": 10})
assert isinstance(first, list) and len(first) == 2000, "route should return a list with one name for each key"
assert set(first) <= {"current", "new"}, (
    f"route returned the names {sorted(map(str, set(first)))[:4]}; current and new were given"
)
share = first.count("new") / 2000
assert 0.055 <= share <= 0.145, (
    f"new got {share:.1%} of 2,000 keys; it should get about 10 %, and chance alone would stay within 5.5 % and 14.5 %"
)
again = route(people, {"current": 90, "new": 10})
moved = sum(one != other for one, other in zip(first, again, strict=True))
assert not moved, f"{moved} of 2,000 passengers got another endpoint when they asked again; compute the place from the key"

# %% test="keys-stay-where-they-are" points=1 hidden=true
# Drawn keys and weights: each endpoint gets its share, and a weight of 0 gets nothing
from course import drawn

rng = drawn("shares")
for step, count in ((1, 2), (int(rng.choice([10, 100])), 3)):
    start, weight = int(rng.integers(10**6)), int(rng.integers(12, 30))
    keys = [f"K{(start + place) * step}" for place in range(4000)]
    names = [f"{word}{rng.integers(10**4)}" for word in rng.permutation(["a", "b", "c", "d"])[: count + 1]]
    if count == 2:
        names[-1] = "0" + names[-1]  # the weight of 0 stands first in the alphabet
    parts = [weight, 100 - weight] if count == 2 else [weight, weight, 100 - 2 * weight]
    weights = {**dict(zip(names, parts)), names[-1]: 0}
    found = route(keys, weights)
    assert len(found) == 4000 and set(found) <= set(weights), "some keys got no endpoint, or one that was not given"
    assert names[-1] not in found, "an endpoint with the weight 0 got keys"
    for name, part in zip(names, parts):
        share, chance = found.count(name) / 4000, (part / 100 * (1 - part / 100) / 4000) ** 0.5
        assert abs(share - part / 100) < 6 * chance, (
            f"an endpoint with the weight {part} got {share:.1%} of 4,000 keys that count up in steps of {step}; "
            f"chance alone would stay within {600 * chance:.1f} points; let a good hash spread the keys"
        )

# %% test="keys-stay-where-they-are" points=1 hidden=true
# A key goes to the same endpoint in another process, in another list and with the weights in another order
from course import drawn, in_new_process

rng = drawn("sticky")
keys = [f"{rng.integers(10**9)}-{place}" for place in range(600)]
names, weight = [f"{word}{rng.integers(10**4)}" for word in rng.permutation(["x", "y", "z"])], int(rng.integers(25, 40))
weights = {names[0]: weight, names[1]: weight - 5, names[2]: 105 - 2 * weight}
there = in_new_process("route", keys, weights)
first = dict(zip(keys, route(keys, weights), strict=True))
moved = sum(first[key] != name for key, name in zip(keys, there, strict=True))
assert not moved, (
    f"{moved} of 600 keys got another endpoint in another process; take a hash that is the same everywhere, such as hashlib's"
)
some = [keys[place] for place in rng.permutation(600)[:300]]
moved = sum(first[key] != name for key, name in zip(some, route(some, weights), strict=True))
assert not moved, f"{moved} of 300 keys got another endpoint when they stood in another list; the place depends on the key alone"
turned = route(keys, dict(reversed(weights.items())))
moved = sum(first[key] != name for key, name in zip(keys, turned, strict=True))
assert not moved, f"{moved} of 600 keys moved when the same weights were named in another order; sort the names"

# %% test="keys-stay-where-they-are" points=1 hidden=true
# When a drawn weight grows, few keys move, and only to the endpoint that grows
from course import drawn

rng = drawn("moves")
keys = [f"{rng.integers(10**9)}/{place}" for place in range(4000)]
old, new = (f"{word}{rng.integers(10**4)}" for word in rng.permutation(["p", "q"]))
low = int(rng.integers(36, 45))
for before, after in ((10, 20), (low, low + 20)):
    here, there = (route(keys, {old: 100 - part, new: part}) for part in (before, after))
    back = sum(one == new and other == old for one, other in zip(here, there, strict=True))
    moved = sum(one != other for one, other in zip(here, there, strict=True))
    share = (after - before) / 100
    assert not back, f"{back} of 4,000 keys left the endpoint that grew; leave each key at its place, and move only the cut"
    bound = 6 * (share * (1 - share) / 4000) ** 0.5
    assert abs(moved / 4000 - share) < bound, (
        f"{moved / 4000:.1%} of the keys moved when a weight grew by {after - before} points; "
        f"about {share:.0%} have to move, and no more"
    )
