# %% [markdown]
# # Exercise · How do I tune many models at the same time?
#
# You send the trials of a search to Spark's workers, plan how many fit on a cluster, count what waiting costs, find out what a
# search knows when it asks for many settings at once, and leave a record that others can sort.
#
# **Five tasks, 20 points, about 40 minutes.** Objective: MD-34, and the older outline's *nested runs*, *SparkTrials* and *why
# sequential models resist parallel tuning*.
#
# Each task asks for one function. What is fixed (names, types, tolerance) is written in the prompt; everything else is free.
# Some tests are here to read. The others show only their title: they check the same promise on rows, numbers and seeds that are
# drawn when your work is graded. The tasks do not need each other, so you may take them in any order.
#
# The next cell has all imports, the model and the space of its settings.

# %% given="setup"
import logging
import warnings

import mlflow
import numpy as np
import optuna
import pandas as pd
from hyperopt import STATUS_OK, SparkTrials, Trials, fmin, hp, tpe
from pyspark import TaskContext
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

warnings.filterwarnings("ignore", message="Spark session is not provided")
logging.getLogger("hyperopt-spark").setLevel(logging.CRITICAL)  # a search with SparkTrials tells its counts in the log
optuna.logging.set_verbosity(optuna.logging.WARNING)
spark = SparkSession.builder.getOrCreate()
experiment = mlflow.set_experiment("searches")
QUIET = {"show_progressbar": False, "verbose": False}  # for fmin
SPACE = {
    "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e1)),
    "gamma": hp.loguniform("gamma", np.log(1e-2), np.log(1e1)),
}


def on_worker(setting):
    """Return a receipt, a text with the setting, if a task of Spark asks; in the notebook's own process it is None."""
    return None if TaskContext.get() is None else f"alpha {setting['alpha']:.9g}, gamma {setting['gamma']:.9g}"


def rmse(setting, teach, judge):
    """Return the RMSE on judge of a kernel ridge regression that was fitted on teach: pandas frames, y is the label."""
    inputs = [name for name in teach.columns if name != "y"]
    centre, spread = teach[inputs].mean(), teach[inputs].std()
    a, b = (((rows[inputs] - centre) / spread).to_numpy() for rows in (teach, judge))
    near = lambda p, q: np.exp(-setting["gamma"] * ((p[:, None] - q[None]) ** 2).sum(axis=2))
    label = teach["y"].to_numpy()
    weights = np.linalg.solve(near(a, a) + setting["alpha"] * np.eye(len(a)), label - label.mean())
    return float(np.sqrt(np.mean((near(b, a) @ weights + label.mean() - judge["y"].to_numpy()) ** 2)))


bikes = spark.read.parquet(dataset("bikes")).where("year(dteday) = 2012 AND month(dteday) = 6 AND day(dteday) <= 6")
inputs = [F.col(name).cast("double").alias(name) for name in ("hr", "temp", "hum")]  # hour of the day, °C, % humidity
hours = bikes.select("dteday", *inputs, F.log1p("cnt").alias("y")).coalesce(1).cache()  # y: log of the bikes rented, plus one
first_days, last_days = (hours.where(when).drop("dteday") for when in ("day(dteday) <= 3", "day(dteday) > 3"))
first_days.orderBy("hr", "temp", "hum").show(3)

# %% [markdown] task="trials-run-on-workers"
# ## Task 1 · Trials run on the workers
#
# **5 points · MD-34**
#
# Write `search_on_workers(teach, judge, n, parallelism)`.
#
# - **Takes** two **Spark** DataFrames with numbers to learn from and the label `y`; `n`, how many settings to try; and
#   `parallelism`, how many of them at the same time.
# - Searches `SPACE` for the lowest `rmse(setting, teach, judge)` with `fmin`, `tpe.suggest` and **`SparkTrials`**. `rmse` takes
#   pandas frames.
# - The objective returns a dict with `loss`, `status` (`STATUS_OK`) and `worker`: what `on_worker(setting)` gives **while the
#   objective runs**. On a worker this is a receipt, a text with the setting; in the notebook's own process it is `None`.
# - **Returns** `(trials, workers, at_once)`: the `SparkTrials` object with all `n` trials; a list with the `worker` of each
#   result, from `trials.results`; and `trials.parallelism`, how many trials this object runs at the same time at most.
#
# Hand `**QUIET` and `max_queue_len=parallelism` to `fmin`. Without the latter it prepares one setting at a time, and
# `SparkTrials` looks for prepared ones only once a second.

# %% [markdown] hint="trials-run-on-workers"
# The objective travels to a worker, with everything that it mentions. What may travel: numbers, pandas frames, functions. What
# may not: a Spark DataFrame, a session. Where do you have to turn the one into the other?

# %% [markdown] hint="trials-run-on-workers"
# Call `toPandas()` on both frames **before** you define the objective. `SparkTrials(parallelism=…)` goes to `fmin` as `trials`.

# %% [markdown] hint="trials-run-on-workers"
# Almost the lines: `a, b = teach.toPandas(), judge.toPandas()`, an objective that returns `{"loss": rmse(setting, a, b),
# "status": STATUS_OK, "worker": on_worker(setting)}`, and at the end
# `return trials, [result["worker"] for result in trials.results], trials.parallelism`.

# %% answer="trials-run-on-workers"
def search_on_workers(teach, judge, n, parallelism):
    """Return (trials, workers, at_once): the SparkTrials of a TPE search over SPACE, each result's receipt, the parallelism."""
    ### BEGIN SOLUTION
    a, b = teach.toPandas(), judge.toPandas()

    def objective(setting):
        return {"loss": rmse(setting, a, b), "status": STATUS_OK, "worker": on_worker(setting)}

    trials = SparkTrials(parallelism=parallelism)
    fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, max_queue_len=parallelism, **QUIET)
    return trials, [result["worker"] for result in trials.results], trials.parallelism
    ### END SOLUTION

# %% test="trials-run-on-workers" points=2
# One trial for the bikes, on a worker, of three that may run at the same time
from course import parallelism_of, trials_of

answer = search_on_workers(first_days, last_days, 1, 3)
assert isinstance(answer, (tuple, list)) and len(answer) == 3, (
    f"search_on_workers returned {type(answer).__name__}; it should return three things: the SparkTrials, a list and a number"
)
trials, workers = trials_of(answer[0]), list(answer[1])
assert len(trials) == 1 and len(workers) == 1, (
    f"1 trial was asked for; {len(trials)} trials and {len(workers)} entries of workers came back: max_evals says how many"
)
assert all(workers), (
    "the trial ran in the notebook's own process, and no worker saw it; Trials runs one trial after the other there, SparkTrials "
    "sends each to a worker. Ask on_worker(setting) inside the objective"
)
loss = rmse(dict(trials[0].vals), first_days.toPandas(), last_days.toPandas())
assert trials[0].status == "ok" and trials[0].loss is not None and abs(trials[0].loss - loss) < 1e-6, (
    f"the trial has the loss {trials[0].loss}; rmse gives {loss:.4f} at its alpha and gamma, fitted on teach, measured on judge"
)
receipt = "alpha {alpha:.9g}, gamma {gamma:.9g}".format(**trials[0].vals)
assert workers == [receipt], (
    f"the list holds {workers[0]!r}, which is not the receipt of this trial; the objective keeps what on_worker(setting) gives "
    "while it runs, and the list takes it from trials.results"
)
at_once = parallelism_of(answer[0])
assert at_once == 3, (
    f"the object that came back runs {at_once} trials at the same time, 3 were asked for; max_queue_len only says how many are "
    "prepared, and SparkTrials without parallelism takes what Spark has by default"
)
assert answer[2] == 3, f"at_once is {answer[2]}, and trials.parallelism is 3"
print(f"RMSE of the trial: {loss:.2f}")

# %% test="trials-run-on-workers" points=3 hidden=true
# Two trials on drawn rows, with a drawn parallelism: both on workers, inside the space, with true losses
import numpy as np
import pandas as pd

from course import drawn, parallelism_of, trials_of

rng = drawn("rows-for-the-workers")
size, parallelism = int(rng.integers(30, 50)), int(rng.integers(2, 7))
table = pd.DataFrame(rng.normal(size=(2 * size, 3)), columns=[f"x{number}" for number in rng.permutation(90)[:3]])
table["y"] = np.sin(2 * table.iloc[:, 0]) + table.iloc[:, 1] + rng.normal(0, 0.2, 2 * size)
teach, judge = table[:size], table[size:]
answer = search_on_workers(*(spark.createDataFrame(rows).coalesce(1) for rows in (teach, judge)), 2, parallelism)
assert isinstance(answer, (tuple, list)) and len(answer) == 3, (
    "three things should come back: the SparkTrials, a list and a number"
)
trials, workers = trials_of(answer[0]), list(answer[1])
assert len(trials) == 2, f"2 trials were asked for, {len(trials)} came back; a trial that failed on a worker is not kept"
assert len({trial.vals.get("gamma") for trial in trials}) == 2, "2 trials were asked for, but both have the same setting"
for trial in trials:
    setting = dict(trial.vals)
    assert set(setting) == {"alpha", "gamma"}, "a trial has other names than alpha and gamma; search the given SPACE"
    assert 1e-3 <= setting["alpha"] <= 10 and 1e-2 <= setting["gamma"] <= 10, "a trial lies outside SPACE"
    assert trial.status == "ok" and trial.loss is not None and abs(trial.loss - rmse(setting, teach, judge)) < 1e-6, (
        "on drawn rows the loss of a trial is not the rmse at its setting; fit on teach, measure on judge"
    )
assert len(workers) == 2 and all(workers), (
    f"{sum(map(bool, workers))} of 2 trials ran on a worker, the others in the notebook's own process; SparkTrials sends "
    "each to a worker, and on_worker(setting) is to be asked inside the objective"
)
receipts = ["alpha {alpha:.9g}, gamma {gamma:.9g}".format(**trial.vals) for trial in trials]
kept = len(set(receipts) & set(map(str, workers)))
assert kept == 2, (
    f"{kept} of 2 trials have their receipt in the list; the objective keeps what on_worker(setting) gives while it runs, and "
    "the list takes it from trials.results"
)
assert parallelism_of(answer[0]) == parallelism, (
    f"{parallelism} trials at the same time were asked for, and trials.parallelism is another number; hand it to SparkTrials"
)
assert answer[2] == parallelism, f"at_once is another number than trials.parallelism, {parallelism}"

# %% [markdown] task="plan-fits-the-cluster"
# ## Task 2 · A plan that fits the cluster
#
# **3 points · MD-34**
#
# Which class, and how many trials at the same time?
#
# Write `plan(job, cluster)`.
#
# - **Takes** `job`, a dict such as `{"library": "sklearn", "trials": 60, "threads": 4, "gigabytes": 6}`: whose model is tuned,
#   how many trials in all, and what **one** trial needs, in cores and in memory (its copy of the data included). And `cluster`, a
#   dict such as `{"workers": 3, "cores": 10, "gigabytes": 32}`: how many workers, and what **each** of them has.
# - `library` is one of `"sklearn"`, `"xgboost"`, `"lightgbm"`, `"statsmodels"`, which train where they are called, and
#   `"pyspark.ml"`, `"xgboost.spark"`, which start Spark jobs that use the whole cluster.
# - **Returns** `(kind, parallelism)`. `kind` is the text `"SparkTrials"` or `"Trials"`.
# - `parallelism` is 1 for `Trials`. For `SparkTrials` it is the number of trials that really run at the same time, if the
#   cluster does nothing else: one trial runs on one worker, it gets its cores and its memory for itself, and there are no more
#   trials than `trials`. `SparkTrials` runs at most 128.
# - All numbers are whole. At least one trial fits on each worker.

# %% [markdown] hint="plan-fits-the-cluster"
# First the library: does one training use one machine, or the whole cluster? Then look at **one** worker: how many trials fit
# side by side, by cores, and by memory?

# %% [markdown] hint="plan-fits-the-cluster"
# A trial cannot use a core here and another one there. So divide per worker, round down, take the smaller of the two, and only
# then multiply by the number of workers.

# %% [markdown] hint="plan-fits-the-cluster"
# Almost the lines: `fits = min(cluster["cores"] // job["threads"], cluster["gigabytes"] // job["gigabytes"])`, and
# `min(cluster["workers"] * fits, job["trials"], 128)`.

# %% answer="plan-fits-the-cluster"
def plan(job, cluster):
    """Return (kind, parallelism): "Trials" or "SparkTrials", and how many trials run at the same time."""
    ### BEGIN SOLUTION
    if job["library"] in ("pyspark.ml", "xgboost.spark"):
        return "Trials", 1
    fits = min(cluster["cores"] // job["threads"], cluster["gigabytes"] // job["gigabytes"])
    return "SparkTrials", min(cluster["workers"] * fits, job["trials"], 128)
    ### END SOLUTION

# %% test="plan-fits-the-cluster" points=1
# Three jobs that you can check by hand
cluster = {"workers": 4, "cores": 8, "gigabytes": 32}
cases = [
    ({"library": "sklearn", "trials": 60, "threads": 2, "gigabytes": 2}, ("SparkTrials", 16)),
    ({"library": "pyspark.ml", "trials": 60, "threads": 1, "gigabytes": 1}, ("Trials", 1)),
    ({"library": "lightgbm", "trials": 6, "threads": 4, "gigabytes": 4}, ("SparkTrials", 6)),
]
for job, expected in cases:
    answer = plan(job, cluster)
    assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
        f"plan returned {answer!r}; it should return (kind, parallelism)"
    )
    assert tuple(answer) == expected, (
        f"for {job} on {cluster} the plan is {tuple(answer)}, by hand it is {expected}: SparkTrials for models that train on one "
        "machine, and never more trials at the same time than there are"
    )

# %% test="plan-fits-the-cluster" points=2 hidden=true
# Drawn jobs and clusters: the right class, and what fits on each worker
from course import drawn

rng = drawn("jobs-and-clusters")
whole = {"pyspark.ml", "xgboost.spark"}
names = [*sorted(whole), "sklearn", "xgboost", "lightgbm", "statsmodels"]
jobs = []
for library in [*names, *(names[2:] * 10)]:  # first each of them once
    job = {"library": library, "trials": int(rng.integers(5, 400)), "threads": int(rng.integers(1, 7))}
    job["gigabytes"] = int(rng.integers(1, 9))
    cluster = {"workers": int(rng.integers(2, 31)), "cores": int(rng.integers(7, 24)), "gigabytes": int(rng.integers(9, 64))}
    jobs.append((job, cluster, plan(job, cluster)))
job = {"library": "sklearn", "trials": int(rng.integers(300, 400)), "threads": 1, "gigabytes": 1}
cluster = {"workers": 30, "cores": 20, "gigabytes": 60}  # room for more than 128
jobs.append((job, cluster, plan(job, cluster)))
assert all(isinstance(answer, (tuple, list)) and len(answer) == 2 for _, _, answer in jobs), "plan should return two things"
for job, cluster, (kind, _) in jobs:
    assert kind == ("Trials" if job["library"] in whole else "SparkTrials"), (
        f"for {job['library']} another class was chosen; a model that starts Spark jobs itself belongs in Trials, one that "
        "trains where it is called in SparkTrials"
    )
for job, cluster, (_, parallelism) in jobs:
    by_cores, by_memory = cluster["cores"] // job["threads"], cluster["gigabytes"] // job["gigabytes"]
    expected = 1 if job["library"] in whole else min(cluster["workers"] * min(by_cores, by_memory), job["trials"], 128)
    everywhere = cluster["workers"] * cluster["cores"] // job["threads"]
    assert parallelism == expected, (
        f"on {cluster['workers']} workers with {cluster['cores']} cores and {cluster['gigabytes']} GB each, {expected} trials of "
        f"{job['threads']} cores and {job['gigabytes']} GB run at the same time (of {job['trials']}), and the plan has another "
        f"number. One worker holds {by_cores} by its cores and {by_memory} by its memory, and no trial is spread over two workers"
        + ("; SparkTrials runs at most 128" if expected == 128 else "")
        + (f": all cores together would be enough for {everywhere}" if by_cores <= by_memory and expected < 128 else "")
    )

# %% [markdown] task="waiting-costs-time"
# ## Task 3 · What waiting costs
#
# **4 points · older outline: why sequential models resist parallel tuning**
#
# A large forest takes longer than a small one. What do the other workers do meanwhile, and how much does the search know?
#
# Write `schedule(durations, workers, rounds)`.
#
# - **Takes** `durations`, a list of whole numbers above 0: how long each trial takes, in minutes, in the order in which they are
#   started; `workers`, how many run at the same time, at least 1; and `rounds`, a bool.
# - `rounds=False`: the first `workers` trials start at minute 0, and each further one as soon as **any** worker is free.
# - `rounds=True`: `workers` trials start together, and the next `workers` when **all** of these have ended.
# - **Returns** a dict:
#   - `end`: the minute in which the last trial ends, an int;
#   - `idle`: the share of all the workers' minutes, from 0 to `end`, in which a worker does nothing, a float;
#   - `known`: a list with an int for each trial: how many trials **have ended** when it starts. One that ends in this very minute
#     is known.
# - Tolerance for `idle`: $10^{-9}$.

# %% [markdown] hint="waiting-costs-time"
# Keep a list with the minute from which each worker is free. Who takes the next trial? Then write down the start and the end of
# each trial; all three results can be computed from these.

# %% [markdown] hint="waiting-costs-time"
# The next trial starts at `min(free)`; in rounds, all trials of a round start at the largest end of the round before. `known` is
# a count of ends that are not later than the start. The busy minutes are `sum(durations)`, all minutes are `workers * end`.

# %% [markdown] hint="waiting-costs-time"
# Almost the lines, in the loop: `if rounds and number % workers == 0: free = [max(free)] * workers`, then `at =
# free.index(min(free))`, `starts.append(free[at])`, `free[at] += duration`. Then `known` is `[sum(e <= start for e in ends) for
# start in starts]`.

# %% answer="waiting-costs-time"
def schedule(durations, workers, rounds):
    """Return end, idle and known of a parallel search whose trials take so many minutes."""
    ### BEGIN SOLUTION
    free, starts = [0] * workers, []
    for number, duration in enumerate(durations):
        if rounds and number % workers == 0:
            free = [max(free)] * workers
        at = free.index(min(free))
        starts.append(free[at])
        free[at] += duration
    ends = [start + duration for start, duration in zip(starts, durations)]
    known = [sum(end <= start for end in ends) for start in starts]
    return {"end": max(ends), "idle": 1 - sum(durations) / (workers * max(ends)), "known": known}
    ### END SOLUTION

# %% test="waiting-costs-time" points=1
# Six trials for two workers
for rounds, expected in {
    False: {"end": 12, "idle": 1 - 22 / 24, "known": [0, 0, 1, 2, 3, 4]},
    True: {"end": 17, "idle": 1 - 22 / 34, "known": [0, 0, 2, 2, 4, 4]},
}.items():
    answer = schedule([8, 1, 2, 3, 6, 2], 2, rounds)
    assert isinstance(answer, dict) and set(answer) == {"end", "idle", "known"}, (
        f"schedule returned {answer!r}; it should return a dict with end, idle and known"
    )
    assert answer["end"] == expected["end"], (
        f"with rounds={rounds}, the last trial ends in minute {answer['end']}, by hand it is {expected['end']}: the worker that "
        "is free first takes the next trial, and only a round waits for all"
    )
    assert list(answer["known"]) == expected["known"], (
        f"with rounds={rounds}, known is {answer['known']}, by hand it is {expected['known']}; count the trials that have ended "
        "when this one starts, not those that have been started"
    )
    assert abs(answer["idle"] - expected["idle"]) < 1e-9, (
        f"with rounds={rounds}, idle is {answer['idle']:.4f}, by hand it is {expected['idle']:.4f}: 22 minutes of work in "
        f"2 × {expected['end']} minutes"
    )

# %% test="waiting-costs-time" points=2 hidden=true
# Drawn durations: the worker that is free first takes the next trial
import heapq

from course import drawn

rng = drawn("as-soon-as-free")
for _ in range(12):
    workers = int(rng.integers(2, 8))
    durations = [int(value) for value in rng.integers(1, 20, int(rng.integers(2 * workers, 40)))]
    queue, spans = [0] * workers, []
    for duration in durations:
        start = heapq.heappop(queue)
        heapq.heappush(queue, start + duration)
        spans.append((start, start + duration))
    last = max(end for _, end in spans)
    answer = schedule(durations, workers, False)
    assert isinstance(answer, dict) and {"end", "idle", "known"} <= set(answer), "a dict with end, idle and known is asked for"
    assert answer["end"] == last, (
        f"{len(durations)} drawn trials on {workers} workers end in minute {last}, and end is another number; the next trial "
        "goes to the worker that is free first, whichever that is"
    )
    assert list(answer["known"]) == [sum(end <= start for _, end in spans) for start, _ in spans], (
        "known does not count the drawn trials that have ended by the minute in which a trial starts"
    )
    assert abs(answer["idle"] - (1 - sum(durations) / (workers * last))) < 1e-9, (
        f"idle is not the share of {workers} × {last} minutes without work; a worker that has no trial left waits, too"
    )

# %% test="waiting-costs-time" points=1 hidden=true
# Drawn durations in rounds, with a last round that is not full, and one worker alone
from course import drawn

rng = drawn("round-by-round")
for workers in (1, *(int(value) for value in rng.integers(2, 7, 6))):
    durations = [int(value) for value in rng.integers(1, 20, workers * int(rng.integers(2, 6)) + int(rng.integers(0, workers)))]
    groups = [durations[at : at + workers] for at in range(0, len(durations), workers)]
    last = sum(max(group) for group in groups)
    answer = schedule(durations, workers, True)
    assert isinstance(answer, dict) and {"end", "idle", "known"} <= set(answer), "a dict with end, idle and known is asked for"
    assert answer["end"] == last, (
        f"{len(durations)} drawn trials in rounds of {workers} end in minute {last}, and end is another number; each round takes "
        "as long as its longest trial"
    )
    assert list(answer["known"]) == [number // workers * workers for number in range(len(durations))], (
        "in rounds, a trial knows all trials of the rounds before, and none of its own round"
    )
    assert abs(answer["idle"] - (1 - sum(durations) / (workers * last))) < 1e-9, (
        f"idle is not the share of {workers} × {last} minutes without work; a last round that is not full has idle workers"
    )

# %% [markdown] task="batch-is-asked-before-told"
# ## Task 4 · A batch is asked for before anything is told
#
# **4 points · MD-34, older outline: why sequential models resist parallel tuning**
#
# What would a search find with five workers, or with fifty? You can know without a cluster: ask for as many settings as there
# are workers, *then* measure them and tell the losses.
#
# Write `search_in_batches(teach, judge, n, workers, seed)`, with Optuna.
#
# - **Takes** two pandas frames for `rmse`; `n`, how many trials in all; `workers`, how many at the same time; and `seed`.
# - One study that **minimises**, with `optuna.samplers.TPESampler(seed=seed)` and no further argument.
# - Each trial suggests `alpha` between 0.001 and 10, and then `gamma` between 0.01 and 10, both floats, both with each power of
#   ten as likely as any other.
# - A batch has `workers` trials, the last one maybe fewer: `n` in all. All trials of a batch are asked for, and their values
#   suggested (trial by trial: the sampler's random numbers have an order), before the loss of any of them is told. Then all are
#   told.
# - **Returns** a list of `n` dicts with `alpha`, `gamma` and `loss`, in the order in which the trials were asked for.
# - Tolerance: one part in a million.

# %% [markdown] hint="batch-is-asked-before-told"
# `study.optimize` asks and tells one trial after the other. A study can do both by hand: it has the methods `ask` and `tell`. Two
# loops one after the other make a batch.

# %% [markdown] hint="batch-is-asked-before-told"
# `study = optuna.create_study(sampler=…)` minimises. `trial = study.ask()`, `trial.suggest_float(name, low, high, log=True)` with
# plain limits, `study.tell(trial, loss)`. How large is the batch when `k` trials are there: `min(workers, n - k)`.

# %% [markdown] hint="batch-is-asked-before-told"
# Almost the lines, while there are fewer than `n`: `batch = [study.ask() for _ in range(min(workers, n - len(found)))]`, then a
# list with the settings of all of them, then `for trial, setting in zip(batch, settings): study.tell(trial, rmse(setting, teach,
# judge))`.

# %% answer="batch-is-asked-before-told"
def search_in_batches(teach, judge, n, workers, seed):
    """Return the n trials of a TPE search that asks for a batch before it tells the losses of the batch."""
    ### BEGIN SOLUTION
    study, found = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed)), []
    while len(found) < n:
        batch, settings = [study.ask() for _ in range(min(workers, n - len(found)))], []
        for trial in batch:
            alpha = trial.suggest_float("alpha", 1e-3, 10, log=True)
            settings.append({"alpha": alpha, "gamma": trial.suggest_float("gamma", 1e-2, 10, log=True)})
        for trial, setting in zip(batch, settings):
            loss = rmse(setting, teach, judge)
            study.tell(trial, loss)
            found.append({**setting, "loss": loss})
    return found
    ### END SOLUTION

# %% test="batch-is-asked-before-told" points=1
# Twelve trials for the bikes with four workers: inside the limits, all different, with true losses
teach, judge = (rows.orderBy("hr", "temp", "hum", "y").toPandas() for rows in (first_days, last_days))
found = search_in_batches(teach, judge, 12, 4, 1)
assert isinstance(found, list) and all(isinstance(trial, dict) for trial in found), (
    f"search_in_batches returned {type(found).__name__}; it should return a list of dicts"
)
assert len(found) == 12 and all(set(trial) == {"alpha", "gamma", "loss"} for trial in found), (
    f"{len(found)} trials came back; 12 dicts with alpha, gamma and loss are asked for"
)
inside = sum(1e-3 <= trial["alpha"] <= 10 and 1e-2 <= trial["gamma"] <= 10 for trial in found)
assert inside == 12, f"{inside} of 12 settings lie inside the limits; suggest_float takes the limits themselves, not their logs"
different = len({trial["gamma"] for trial in found})
assert different == 12, (
    f"only {different} of 12 settings are different; make one study before the first batch: a new study with the same seed "
    "asks for the same settings again"
)
for number, trial in enumerate(found):
    loss = rmse(trial, teach, judge)
    assert abs(trial["loss"] - loss) < 1e-6 * loss, (
        f"trial {number} has the loss {trial['loss']:.4f}; rmse gives {loss:.4f} at its alpha and gamma"
    )

# %% test="batch-is-asked-before-told" points=3 hidden=true
# Drawn rows, number of workers and seed: each batch knows the batches before, and nothing of itself
import numpy as np
import optuna
import pandas as pd

from course import drawn

rng = drawn("batches")
workers, seed = int(rng.integers(4, 8)), int(rng.integers(10**6))
n = 4 * workers + int(rng.integers(1, workers))  # the last batch is not full
table = pd.DataFrame(rng.normal(size=(80, 3)), columns=["u", "v", "w"])
table["y"] = np.sin(2 * table["u"]) + table["v"] + rng.normal(0, 0.2, 80)
teach, judge = table[:40].reset_index(drop=True), table[40:].reset_index(drop=True)
found = search_in_batches(teach, judge, n, workers, seed)
assert isinstance(found, list) and len(found) == n, (
    f"{n} trials with {workers} workers were asked for, and another number came back; the last batch has fewer than {workers}"
)


def own(size, log):
    study, settings = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed)), []
    while len(settings) < n:
        batch = [study.ask() for _ in range(min(size, n - len(settings)))]
        values = [(t.suggest_float("alpha", 1e-3, 10, log=log), t.suggest_float("gamma", 1e-2, 10, log=log)) for t in batch]
        for trial, (alpha, gamma) in zip(batch, values):
            study.tell(trial, rmse({"alpha": alpha, "gamma": gamma}, teach, judge))
        settings += values
    return np.array(settings)


points = np.array([[trial.get("alpha", np.nan), trial.get("gamma", np.nan)] for trial in found], float)
same = {name: np.isclose(points, own(*how), rtol=1e-6).all(axis=1) for name, how in {
    "batches": (workers, True), "one by one": (1, True), "even in the value": (workers, False)}.items()}
assert not same["even in the value"][0], (
    "small values hardly come up: the settings are even in the value; suggest_float needs log=True, so that each power of ten is "
    "as likely as any other"
)
assert same["batches"][0], (
    "already the first setting is not that of the drawn seed; hand it to TPESampler, and suggest alpha before gamma"
)
assert not same["one by one"].all(), (
    f"these are the settings of a search with one worker: each loss was told before the next setting was asked for. {workers} "
    "workers start together, so ask for all settings of a batch before you tell a loss"
)
first = int(np.argmin(same["batches"]))
assert same["batches"].all(), (
    f"{first} settings are those of {workers} workers, the next one is not; ask for the whole batch, then tell all its losses, "
    "in one study that minimises"
)
for trial in found:
    loss = rmse(trial, teach, judge)
    assert abs(trial["loss"] - loss) < 1e-6 * loss, "the loss of a drawn trial is not the rmse at its setting"

# %% [markdown] task="record-has-failures-too"
# ## Task 5 · A record with the failures in it
#
# **4 points · older outline: nested runs**
#
# A parallel search is over. Its trials came back from the workers in any order, and some of them failed. Nothing has been logged.
#
# Write `record_search(trials)`.
#
# - **Takes** a list of dicts such as `{"tid": 3, "status": "ok", "loss": 0.41, "vals": {"alpha": 0.02, "depth": 5}}`. The
#   `status` is `"ok"` or `"fail"`. The `loss` of a failed trial is `None`, or a number that means nothing. All trials have the
#   same names in `vals`. At least one trial is ok.
# - Logs **one parent run** and in it **one nested child run per trial**, failed ones included:
#   - each child has the parameters of its `vals`, and the tag `tid`;
#   - the child of an `ok` trial has the metric `loss`, and its run's status is `FINISHED`;
#   - the child of a failed trial has **no** metric `loss`, and its run's status is `FAILED`.
# - The parent has the metric `loss`, the lowest of the ok trials, and the parameters of this trial. Its status is `FINISHED`.
# - **Returns** the id of the parent.

# %% [markdown] hint="record-has-failures-too"
# `nested=True` makes a child of the run that is open. A `with` block ends a run as `FINISHED`, unless an exception leaves it.
# Here nothing raises one. How else does a run end?

# %% [markdown] hint="record-has-failures-too"
# `mlflow.start_run(nested=True)` without `with` opens the child, and `mlflow.end_run(status)` ends it with the status that you
# name. A tag may be given at the start: `tags={"tid": str(…)}`, or later with `mlflow.set_tag`.

# %% [markdown] hint="record-has-failures-too"
# Almost the lines, for each trial, inside the parent's block: `mlflow.log_params(trial["vals"])`, if it is ok
# `mlflow.log_metric("loss", trial["loss"])`, and `mlflow.end_run("FINISHED" if ok else "FAILED")`. After the loop, log the best
# trial's parameters and loss: they go to the parent.

# %% answer="record-has-failures-too"
def record_search(trials):
    """Log a parent run with one child for each trial, failed ones as FAILED, and return the parent's id."""
    ### BEGIN SOLUTION
    best = min((trial for trial in trials if trial["status"] == "ok"), key=lambda trial: trial["loss"])
    with mlflow.start_run(run_name="search") as parent:
        for trial in trials:
            mlflow.start_run(run_name=f"trial {trial['tid']}", nested=True, tags={"tid": str(trial["tid"])})
            mlflow.log_params(trial["vals"])
            if trial["status"] == "ok":
                mlflow.log_metric("loss", trial["loss"])
            mlflow.end_run("FINISHED" if trial["status"] == "ok" else "FAILED")
        mlflow.log_params(best["vals"])
        mlflow.log_metric("loss", best["loss"])
    return parent.info.run_id
    ### END SOLUTION

# %% test="record-has-failures-too" points=2
# Three trials that went well make three children, and the parent knows the best
from course import tracked

trials = [
    {"tid": 0, "status": "ok", "loss": 0.62, "vals": {"alpha": 1.5, "depth": 3}},
    {"tid": 2, "status": "ok", "loss": 0.41, "vals": {"alpha": 0.02, "depth": 5}},
    {"tid": 1, "status": "ok", "loss": 0.55, "vals": {"alpha": 0.3, "depth": 9}},
]
id = record_search(trials)
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "record_search returned no id of a run in the tracking store; return that of the parent"
children = {child.tags.get("tid"): child for child in tracked().children(parent)}
assert set(children) == {"0", "1", "2"}, (
    f"the run has {len(tracked().children(parent))} children, with the tags tid {sorted(map(str, children))}; each of the 3 "
    "trials is a nested run of its own, with its tid as a tag"
)
for trial in trials:
    child = children[str(trial["tid"])]
    told = {name: float(child.params.get(name, "nan")) for name in trial["vals"]}
    assert told == trial["vals"] and child.metrics.get("loss") == trial["loss"], (
        f"the child of trial {trial['tid']} tells {told} and the loss {child.metrics.get('loss')}; the trial has {trial['vals']} "
        f"and {trial['loss']}"
    )
assert parent.metrics.get("loss") == 0.41 and parent.params.get("depth") == "5", (
    f"the parent tells the loss {parent.metrics.get('loss')} and the depth {parent.params.get('depth')}; the best trial has 0.41 "
    "and 5: a parent knows only what is logged while it is the open run"
)

# %% test="record-has-failures-too" points=2 hidden=true
# Drawn trials, some failed: these have a run that says so, and they never win
from course import drawn, tracked

rng = drawn("trials-that-failed")
trials = []
for tid in rng.permutation(200)[:7]:
    vals = {"alpha": round(float(10 ** rng.uniform(-3, 1)), 5), "leaf": int(rng.integers(1, 60))}
    trials.append({"tid": int(tid), "status": "ok", "loss": round(float(rng.uniform(0.3, 0.9)), 5), "vals": vals})
failed = [trials[at] for at in rng.permutation(7)[:3]]
for trial, loss in zip(failed, (None, None, 0.01)):  # the last one looks best of all
    trial.update(status="fail", loss=loss)
id = record_search(trials)
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "record_search returned no id of a run in the tracking store; return that of the parent"
children = {child.tags.get("tid"): child for child in tracked().children(parent)}
missing = [trial for trial in trials if str(trial["tid"]) not in children]
assert not missing, (
    f"{len(missing)} of 7 trials have no child with their tid, {sum(trial in failed for trial in missing)} of them failed; "
    "failed trials belong in the record, too: they tell where not to look again"
)
for trial in trials:
    child, ok = children[str(trial["tid"])], trial["status"] == "ok"
    assert all(float(child.params.get(name, "nan")) == value for name, value in trial["vals"].items()), (
        "the parameters of a child are not the vals of its trial"
    )
    assert child.status == ("FINISHED" if ok else "FAILED"), (
        f"the run of {'an ok' if ok else 'a failed'} trial has the status {child.status}; a with block without an exception ends "
        "as FINISHED, mlflow.end_run takes the status that you name"
    )
    assert child.metrics.get("loss") == (trial["loss"] if ok else None), (
        "the loss of a child is not that of its trial; a failed trial has no loss to log, whatever number it carries"
    )
best = min((trial for trial in trials if trial["status"] == "ok"), key=lambda trial: trial["loss"])
assert parent.metrics.get("loss") == best["loss"], "the parent's loss is not the lowest of the trials that are ok"
assert all(float(parent.params.get(name, "nan")) == value for name, value in best["vals"].items()), (
    "the parent's parameters are not those of the best trial"
)
assert parent.status == "FINISHED", f"the parent's status is {parent.status}; failed children do not make a failed search"
