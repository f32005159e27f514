# %% [markdown]
# # Exercise · Build a search that can be read
#
# The lesson showed a small AutoML. You now write its parts: the report that says what each column is, the alarm for a column that
# knows too much, the loop that leaves a record, the leaderboard, and the script that a colleague can run without you.
#
# **Five tasks, 20 points, about 40 minutes.** Objectives: DBX-03 how AutoML helps to choose models and features, DBX-04 what
# AutoML brings to model development.
#
# Names, units and rules are fixed, the way is free. Some tests are here to read. The others show only their title: they
# check the same promise on tables, candidates and settings that are drawn when your work is graded. The tasks do not need each
# other.

# %% given="setup"
import ast
import contextlib
import logging
import os
import runpy
import tempfile
import uuid
from functools import partial
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
experiment = mlflow.set_experiment("automl")
INPUTS = ["age", "education_num", "capital_gain", "capital_loss"]

people = pd.read_parquet(dataset("census")).sample(600, random_state=4).reset_index(drop=True)  # the USA, 1994
people["high"] = (people["income"] == ">50K").astype(int)  # more than 50,000 dollars a year
train, valid = people[:400].reset_index(drop=True), people[400:].reset_index(drop=True)
people[[*INPUTS, "occupation", "sex", "income", "high"]].head(4)

# %% [markdown] task="kinds-are-what-columns-mean"
# ## Task 1 · What is this column?
#
# **3 points · DBX-03**
#
# Write `report(rows)`.
#
# - **Takes** a pandas DataFrame. A column holds numbers (`int` or `float`) or texts (`str`, or `None` where one is missing).
# - **Returns** a dict from the name of each column to a dict with three keys:
#   - `missing`: the share of rows that have no value, a `float` from 0 to 1 (tolerance 0.000001);
#   - `values`: how many different values there are, an `int`;
#   - `kind`: the **first** of these that fits:
#     1. `"constant"`: at most one different value;
#     2. `"date"`: texts, and each is a date such as `2024-02-29`;
#     3. `"id"`: no value occurs twice, and the column's type is not `float`;
#     4. `"number"`: numbers, or texts that all read as numbers, such as `" 40"` or `"-2.5"`;
#     5. `"category"`: anything else.
# - A missing value is no value: `values` and `kind` look at the others only.

# %% [markdown] hint="kinds-are-what-columns-mean"
# One column at a time. What is the first thing to do with a column, so that everything after it sees only values that are there?

# %% [markdown] hint="kinds-are-what-columns-mean"
# `series.dropna()`, `nunique()`, `is_unique`. `pd.to_numeric` and `pd.to_datetime` have an argument `errors="coerce"`: what does
# not read becomes missing. `pd.api.types.is_numeric_dtype` tells numbers from texts.

# %% [markdown] hint="kinds-are-what-columns-mean"
# Almost the line: `pd.to_datetime(known, format="%Y-%m-%d", errors="coerce").notna().all()` for texts, the same with
# `pd.to_numeric(known, errors="coerce")`, one `if` after the other in the order of the list.

# %% answer="kinds-are-what-columns-mean"
def report(rows):
    """Return {column: {"missing": share, "values": count, "kind": what it means}}."""
    ### BEGIN SOLUTION
    found = {}
    for name in rows.columns:
        known = rows[name].dropna()
        words = not pd.api.types.is_numeric_dtype(known)
        if known.nunique() <= 1:
            kind = "constant"
        elif words and pd.to_datetime(known, format="%Y-%m-%d", errors="coerce").notna().all():
            kind = "date"
        elif known.is_unique and not pd.api.types.is_float_dtype(known):
            kind = "id"
        elif not words or pd.to_numeric(known, errors="coerce").notna().all():
            kind = "number"
        else:
            kind = "category"
        found[name] = {"missing": float(rows[name].isna().mean()), "values": int(known.nunique()), "kind": kind}
    return found
    ### END SOLUTION

# %% test="kinds-are-what-columns-mean" points=1
# Eight columns of six people
six = pd.DataFrame(
    {
        "person": [104, 101, 103, 102, 106, 105],
        "source": ["census", None, "census", "census", None, "census"],
        "asked_on": ["1994-03-01", "1994-03-02", "1994-03-01", "1994-04-05", "1994-03-09", "1994-03-02"],
        "hours": ["40", "38.5", "40", "20", "60", "40"],
        "wage": [12.5, 13.25, 9.75, 30.0, 22.5, 18.125],
        "age": [30, 41, 30, 52, 28, 41],
        "sex": ["female", "male", "female", None, "male", "male"],
        "phone": ["555-01", "555-07", "555-03", "555-02", "555-09", "555-05"],
    }
)
kinds = ["id", "constant", "date", "number", "number", "number", "category", "id"]
counts, lost = [6, 1, 4, 4, 6, 4, 2, 6], [0, 2 / 6, 0, 0, 0, 0, 1 / 6, 0]
found = report(six)
assert isinstance(found, dict) and set(found) == set(six.columns), (
    f"report returned {type(found).__name__}; it should return a dict with one entry for each column"
)
for name, kind, count, share in zip(six.columns, kinds, counts, lost, strict=True):
    entry = found[name]
    assert isinstance(entry, dict) and set(entry) == {"missing", "values", "kind"}, (
        f"the entry of {name} is {entry!r}; it should be a dict with the keys missing, values and kind"
    )
    assert abs(entry["missing"] - share) < 1e-6, f"{share:.1%} of {name} are missing, the report says {entry['missing']:.1%}"
    assert entry["values"] == count, (
        f"{name} has {count} different values, the report says {entry['values']}; a missing value is not counted"
    )
    assert entry["kind"] == kind, (
        f"{name} is of the kind {kind!r}, the report says {entry['kind']!r}; the first kind that fits counts"
    )

# %% test="kinds-are-what-columns-mean" points=2 hidden=true
# Drawn columns of every kind, with and without missing values
from course import drawn

rng = drawn("kinds")
size = int(rng.integers(30, 60))
days, each = (
    pd.Timestamp("2020-01-01") + pd.to_timedelta(numbers, unit="D")
    for numbers in (rng.integers(0, 900, size), rng.permutation(900)[:size])
)
plain = {
    "constant": {"one word": ["yes"] * size, "one number": [int(rng.integers(1, 9))] * size},
    "date": {"days": days.strftime("%Y-%m-%d").tolist(), "days that differ": each.strftime("%Y-%m-%d").tolist()},
    "id": {"whole": (rng.permutation(size) + 500).tolist(), "codes": [f"{k:04}" for k in rng.permutation(size * 3)[:size]]},
    "number": {
        "float": (np.arange(size) + rng.uniform(0.1, 0.9, size)).tolist(),
        "count": rng.integers(0, 9, size).tolist(),
        "digits": [str(k) for k in rng.integers(-9, 9, size)],
        "decimals": [f" {k / 4}" for k in rng.integers(0, 20, size)],
    },
    "category": {
        "words": [str(word) for word in rng.choice(["red", "green", "blue"], size)],
        "nearly digits": [*(str(k) for k in rng.integers(0, 9, size - 1)), "unknown"],
        "nearly dates": [*["2024-02-28", "2024-03-01"] * ((size - 1) // 2 + 1)][: size - 1] + ["2024-02-30"],
    },
}
columns = {f"{kind}, {name}": values for kind, group in plain.items() for name, values in group.items()}
truth = {name: name.split(",")[0] for name in columns}
for name in ("constant, one word", "date, days", "id, codes", "number, float", "number, digits", "category, words"):
    hole = rng.permutation(size)[: int(rng.integers(2, 8))]
    columns[name + ", with gaps"] = [None if place in hole else value for place, value in enumerate(columns[name])]
    truth[name + ", with gaps"] = truth[name]
columns["constant, empty"], truth["constant, empty"] = pd.Series([None] * size, dtype=object), "constant"
order = [list(columns)[place] for place in rng.permutation(len(columns))]
names = {name: f"column {place}" for place, name in enumerate(order)}
rows = pd.DataFrame({names[name]: columns[name] for name in order})
found = report(rows)
assert isinstance(found, dict) and set(found) == set(rows.columns), "report did not return one entry for each drawn column"
for name in order:
    entry, values = found[names[name]], rows[names[name]]
    assert isinstance(entry, dict) and set(entry) == {"missing", "values", "kind"}, (
        "an entry of the report is no dict with the keys missing, values and kind"
    )
    assert entry["values"] == values.nunique() and abs(entry["missing"] - float(values.isna().mean())) < 1e-6, (
        f"on a drawn column ({name}) the count of values or the share of missing ones is another; missing values are left aside "
        "when values are counted, and the share is taken of all rows"
    )
    assert entry["kind"] == truth[name], f"a drawn column ({name}) is of the kind {truth[name]!r}, and the report says another"

# %% [markdown] task="suspect-is-named"
# ## Task 2 · Which column knows too much?
#
# **4 points · DBX-03**
#
# A column that reaches a very high AUC *alone* is a suspect: perhaps it was written after the label was known.
#
# Write `suspects(train, valid, label, limit)`.
#
# - **Takes** two pandas DataFrames with the same columns, the name of the label column (0 or 1, nothing missing), and a limit
#   such as 0.95. The other columns hold numbers or texts; values may be missing.
# - Each column gets a **score** for every row of `valid`, learned from `train`:
#   - a column of numbers: the value itself, and the median of the column in `train` where it is missing;
#   - a column of texts: the share of label 1 among the rows of `train` with the same text. Where the text is missing, or does
#     not occur in `train`, it is the share of label 1 in all of `train`.
# - The column is a suspect when the AUC of this score on `valid` is at least `limit`. The direction does not matter: a column
#   that is always *lower* where the label is 1 knows as much, so an AUC of 0.02 counts like 0.98.
# - **Returns** the names of the suspects, as a sorted `list`.

# %% [markdown] hint="suspect-is-named"
# Which rows may teach, and which may judge? Think of a column with a name of its own for every person: what does it reach on the
# rows that it was learned from?

# %% [markdown] hint="suspect-is-named"
# `train[label].groupby(train[name]).mean()` gives the share for each text, `valid[name].map(…)` brings it to the other rows,
# `fillna` fills the rest. `roc_auc_score(truth, score)` is imported.

# %% [markdown] hint="suspect-is-named"
# Almost the lines: `score = valid[name].map(train[label].groupby(train[name]).mean()).fillna(train[label].mean())`, then
# `auc = roc_auc_score(valid[label], score)` and `max(auc, 1 - auc) >= limit`.

# %% answer="suspect-is-named"
def suspects(train, valid, label, limit):
    """Return the sorted names of the columns whose AUC alone, in either direction, is at least limit on valid."""
    ### BEGIN SOLUTION
    named = []
    for name in train.columns.drop(label):
        if pd.api.types.is_numeric_dtype(train[name]):
            score = valid[name].fillna(train[name].median())
        else:
            rates = train[label].groupby(train[name]).mean()
            score = valid[name].map(rates).astype(float).fillna(train[label].mean())
        auc = roc_auc_score(valid[label], score)
        if max(auc, 1 - auc) >= limit:
            named.append(name)
    return sorted(named)
    ### END SOLUTION

# %% test="suspect-is-named" points=1
# Two leaks among real columns: a tax class in words, and a number that falls
marked = people[["age", "education_num", "occupation", "sex", "high"]].copy()
marked["tax_class"] = np.where(marked["high"] == 1, "28 %", "15 %")
marked["benefit"] = 900.0 - 700 * marked["high"] + marked["age"]
marked["name"] = [f"person {number}" for number in range(600)]
found = suspects(marked[:400].reset_index(drop=True), marked[400:].reset_index(drop=True), "high", 0.95)
assert isinstance(found, list), f"suspects returned {type(found).__name__}; it should return a list of names"
assert "name" not in found, (
    f"suspects returned {found}; each name occurs once, so on rows that it did not learn from it says nothing: "
    "learn from train, judge on valid"
)
assert found == ["benefit", "tax_class"], (
    f"suspects returned {found}; tax_class names the label in words, benefit is lower whenever it is 1, "
    "and no other column comes near 0.95"
)

# %% test="suspect-is-named" points=3 hidden=true
# Drawn tables: leaks of numbers and words, rising and falling, with gaps, beside honest columns and names
from course import drawn

rng = drawn("leaks")
for falls in (bool(k) for k in rng.permutation([True, False])):
    size = int(rng.integers(220, 300))
    label = (rng.uniform(size=size) < float(rng.uniform(0.3, 0.6))).astype(int)
    near = label * (-1 if falls else 1)
    half = size * 6 // 10
    late = np.arange(size) >= half
    place = pd.Series(label).groupby([label, late]).cumcount().to_numpy()  # shares that luck does not move
    codes = [str(code) for code in rng.permutation(["kiwi", "plum", "pear", "fig", "lime", "date"])]
    leaking = np.where(label == 1, rng.choice(codes[:3], size), rng.choice(codes[3:], size))
    columns = {
        "number that knows": near * 50.0 + rng.normal(0, 5, size),
        "number with gaps that knows": np.where(place == 0, np.nan, near * 9.0 + rng.normal(0, 1, size)),
        "word that knows": leaking,
        "honest number": near * 0.6 + rng.normal(0, 1, size),
        "honest word": np.where(rng.uniform(size=size) < 0.3, leaking, rng.choice(codes, size)),
        "noise": rng.normal(size=size),
        "gaps and nothing else": rng.uniform(40, 60, size),
        "number whose gaps know": np.where(late, 50, np.where(place % 5 < 3, 40, 60)) + rng.uniform(0, 5, size),
        "word whose gaps know": rng.choice(codes, size),
        "word with gaps": np.where(place % (3 + 3 * label) == 0, codes[0], np.where(label == 1, codes[1], None)),
        "name": np.array([f"person {number}" for number in rng.permutation(size)]),
    }
    keys = [str(key) for key in rng.permutation([f"x{number}" for number in range(len(columns))])]
    names = dict(zip(columns, keys, strict=True))
    rows = pd.DataFrame({names[what]: values for what, values in columns.items()} | {"label": label})
    rows.loc[rng.permutation(size)[:4], names["word that knows"]] = None
    limit = float(rng.uniform(0.9, 0.94))
    gaps = [names[what] for what in ("gaps and nothing else", "number whose gaps know", "word whose gaps know")]
    rows.loc[label == 1, gaps] = None
    rows.loc[rows.index[(label == 0) & (rows.index < half)][:3], names["gaps and nothing else"]] = 1e6  # moves the mean alone
    found = suspects(rows[:half].reset_index(drop=True), rows[half:].reset_index(drop=True), "label", limit)
    assert isinstance(found, list), "suspects did not return a list of names"
    back = {key: what for what, key in names.items()}
    assert "label" not in found, "the label itself stands in the list; it is no feature"
    extra = sorted(back[key] for key in found if key in back and "know" not in back[key])
    assert not extra, (
        f"on drawn rows the list names {', '.join(extra)}, which do not reach the limit on rows that did not teach; "
        "a gap gets the median, or the share, of train"
    )
    lost = sorted(what for what in columns if "know" in what and names[what] not in found)
    assert not lost, (
        f"on drawn rows the list leaves out: {', '.join(lost)}. Numbers and words are looked at, gaps are filled "
        "with what train says, and an AUC near 0 counts like one near 1"
    )
    assert found == sorted(found), "the names are the right ones; return them sorted"

# %% [markdown]
# ### Candidates, for task 3
#
# The next cell is given. A **candidate** is a dict: the family of a model, and settings for it. `build(candidate)` makes an
# unfitted chain of a scaler and the model. It raises a `ValueError` for a family that is not installed; other candidates raise
# one later, when they are fitted or asked.

# %% given="build"
FAMILIES = {
    "baseline": DummyClassifier,
    "logistic": LogisticRegression,
    "bayes": GaussianNB,
    "neighbors": partial(KNeighborsClassifier, algorithm="brute"),
}


def build(candidate):
    """Return an unfitted pipeline for a candidate such as {"family": "logistic", "C": 0.1}."""
    settings = {name: value for name, value in candidate.items() if name != "family"}
    if candidate["family"] not in FAMILIES:
        raise ValueError(f"the family {candidate['family']} is not installed")
    return make_pipeline(StandardScaler(), FAMILIES[candidate["family"]](**settings))

# %% [markdown] task="trials-leave-a-record"
# ## Task 3 · A search that leaves a record
#
# **5 points · DBX-04**
#
# Write `run_trials(candidates, train, valid)`.
#
# - **Takes** a list of candidates, and two pandas DataFrames with the columns `INPUTS` and the label `high` (0 or 1).
# - **One parent run** of the active experiment holds
#   - the metric `best_auc`, the highest AUC of the trials;
#   - the fitted pipeline of that trial, logged under the name `model`.
# - **One nested run for each candidate** holds its settings as parameters, `family` among them, under their own names, and the
#   metric `auc`: the pipeline is fitted on `train`, and the AUC of its probability for label 1 is measured on `valid`.
# - A candidate that raises an error ends as a run with its parameters, with the status `FAILED` and without a metric. The search
#   goes on. At least one candidate works.
# - **Returns** the id of the parent run, a `str`.
#
# Log the model with `mlflow.sklearn.log_model(…, name="model", pip_requirements=["scikit-learn"])`: without the last argument
# it takes many seconds. Hand the `INPUTS` to the model, and nothing else.

# %% [markdown] hint="trials-leave-a-record"
# Two blocks `with mlflow.start_run(…)`, one in the other. What happens to a run when an error leaves its block? Where must the
# error be caught, so that this happens and the loop still goes on?

# %% [markdown] hint="trials-leave-a-record"
# `nested=True` for the inner run. `try:` stands **around** the inner block, `except Exception:` catches what passed through it.
# Keep the best AUC and its pipeline in two variables. `model.predict_proba(…)[:, 1]` is the probability for label 1.

# %% [markdown] hint="trials-leave-a-record"
# Almost the lines: `with contextlib.suppress(Exception), mlflow.start_run(nested=True):`, inside it
# `mlflow.log_params(candidate)`, then fit, measure, `mlflow.log_metric("auc", auc)`; after the loop, still inside the parent's
# block, `mlflow.log_metric("best_auc", best)` and the model.

# %% answer="trials-leave-a-record"
def run_trials(candidates, train, valid):
    """Try each candidate in a nested run, log the best pipeline in the parent run, and return the parent's id."""
    ### BEGIN SOLUTION
    best, winner = -1.0, None
    with mlflow.start_run(run_name="search") as parent:
        for candidate in candidates:
            with contextlib.suppress(Exception), mlflow.start_run(nested=True):
                mlflow.log_params(candidate)
                model = build(candidate).fit(train[INPUTS], train["high"])
                auc = float(roc_auc_score(valid["high"], model.predict_proba(valid[INPUTS])[:, 1]))
                mlflow.log_metric("auc", auc)
                if auc > best:
                    best, winner = auc, model
        mlflow.log_metric("best_auc", best)
        mlflow.sklearn.log_model(winner, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
    ### END SOLUTION

# %% test="trials-leave-a-record" points=1
# Four candidates for the census, and one of them cannot be built
from course import tracked

four = [
    {"family": "logistic", "C": 0.1},
    {"family": "boosting", "depth": 3},
    {"family": "neighbors", "n_neighbors": 25},
    {"family": "baseline"},
]
id = run_trials(four, train[[*INPUTS, "high"]], valid[[*INPUTS, "high"]])
assert isinstance(id, str), f"run_trials returned {type(id).__name__}; it should return the id of the parent run, a str"
parent = tracked().run(id)
assert parent is not None, "run_trials returned no id of a run in the tracking store; return parent.info.run_id"
assert parent.status == "FINISHED", f"the parent's status is {parent.status}; one failed trial does not end the search"
trials = {child.params.get("family"): child for child in tracked().children(parent)}
assert {one["family"] for one in four} <= set(trials), (
    f"the parent has nested runs for the families {sorted(map(str, trials))}; each of the 4 candidates needs one, "
    "with its settings as parameters, opened with nested=True"
)
assert trials["boosting"].status == "FAILED", (
    f"boosting is not installed, and the status of its run is {trials['boosting'].status}; let the error pass through the run's "
    "block, and catch it outside"
)
for candidate in four:
    child = trials[candidate["family"]]
    missing = {name for name, value in candidate.items() if child.params.get(name) != str(value)}
    assert not missing, f"the run of {candidate['family']} lacks the parameters {sorted(missing)}, or has other values"
    assert ("auc" in child.metrics) == (candidate["family"] != "boosting"), (
        f"the run of {candidate['family']} has the metrics {sorted(child.metrics)}; "
        "a trial that works logs auc, a failed one does not"
    )
assert trials["baseline"].metrics["auc"] == 0.5 and trials["logistic"].metrics["auc"] > 0.6, (
    "the AUC of the baseline should be 0.5, that of logistic well above it; measure with the probability for label 1"
)
assert "best_auc" in parent.metrics and tracked().model_uris(parent), (
    "the parent lacks the metric best_auc or the model; log both after the loop, while the parent's block is still open"
)

# %% test="trials-leave-a-record" points=2 hidden=true
# On drawn rows each trial tells the AUC of its own candidate on valid, whichever of them fail
from course import drawn, tracked

rng = drawn("trials")
size = int(rng.integers(120, 160))
rows = pd.DataFrame(rng.normal(size=(size + 90, len(INPUTS))), columns=INPUTS)
chance = 1 / (1 + np.exp(-rows.to_numpy() @ rng.uniform(0.4, 1.2, len(INPUTS)) * rng.choice([-1, 1])))
rows["high"] = (rng.uniform(size=len(rows)) < chance).astype(int)
teach, judge = rows[:size].reset_index(drop=True), rows[size:].reset_index(drop=True)
works = [
    {"family": "logistic", "C": float(round(rng.uniform(0.0005, 0.002), 6)), "class_weight": "balanced"},
    {"family": "neighbors", "n_neighbors": int(rng.integers(3, 12)), "weights": "distance"},
    {"family": "bayes", "var_smoothing": float(round(rng.uniform(0.5, 2), 4))},
]
fails = [
    {"family": str(rng.choice(["boosting", "network"])), "layers": int(rng.integers(2, 9))},
    {"family": "neighbors", "n_neighbors": size + int(rng.integers(1, 50))},
    {"family": "logistic", "C": -float(round(rng.uniform(0.5, 2), 3))},
]
candidates = [[*works, *fails][place] for place in rng.permutation(6)]
id = run_trials(candidates, teach, judge)
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "run_trials returned no id of a run in the tracking store; return that of the parent"
children = tracked().children(parent)


def record(candidate):
    """The nested run with exactly this candidate's settings, or None."""
    wanted = {name: str(value) for name, value in candidate.items()}
    return next((child for child in children if {name: child.params.get(name) for name in wanted} == wanted), None)


lost = [candidate["family"] for candidate in candidates if record(candidate) is None]
assert not lost, f"of 6 drawn candidates {len(lost)} have no nested run with their settings as parameters: {sorted(lost)}"
still = [candidate for candidate in fails if record(candidate).status != "FAILED" or "auc" in record(candidate).metrics]
assert not still, (
    f"of 3 drawn candidates that raise an error, the runs of {len(still)} are not FAILED or have an auc; some fail when they are "
    "built, some when they are fitted, some when they are asked"
)
aucs = []
for candidate in works:
    model = build(candidate).fit(teach[INPUTS], teach["high"])
    aucs.append(float(roc_auc_score(judge["high"], model.predict_proba(judge[INPUTS])[:, 1])))
    child = record(candidate)
    assert child.status == "FINISHED" and abs(child.metrics.get("auc", -1.0) - aucs[-1]) < 1e-6, (
        f"the pipeline of a drawn {candidate['family']} reaches an AUC of {aucs[-1]:.3f} on valid, and its run tells another; "
        "fit on train, measure on valid, with the probability for label 1"
    )
assert abs(parent.metrics.get("best_auc", -1.0) - max(aucs)) < 1e-6, "best_auc is not the highest AUC of the trials on valid"

# %% test="trials-leave-a-record" points=2 hidden=true
# The model in the parent is the winner's, wherever it stands in the list
from course import drawn, predicted, tracked

rng = drawn("winner")
teach = pd.DataFrame(rng.normal(size=(120, len(INPUTS))), columns=INPUTS)
teach["high"] = (teach["age"] + rng.normal(0, 0.3, 120) > float(rng.uniform(-0.2, 0.2))).astype(int)
judge, asked = teach[80:].reset_index(drop=True), pd.DataFrame(rng.normal(size=(60, len(INPUTS))), columns=INPUTS)
teach = teach[:80].reset_index(drop=True)
best = {"family": "logistic", "C": float(round(rng.uniform(0.5, 2), 3))}
others = [{"family": "baseline"}, {"family": "neighbors", "n_neighbors": 79}, {"family": "bayes", "priors": [0.999, 0.001, 0.1]}]
candidates = [others[0], best, *(others[place] for place in 1 + rng.permutation(2))]
id = run_trials(candidates, teach, judge)
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "run_trials returned no id of a run in the tracking store; return that of the parent"
assert "model" in tracked().model_names(parent), (
    "the parent holds no model under the name model; log the best pipeline after the loop, while the parent's block is still open"
)
expected = build(best).fit(teach[INPUTS], teach["high"]).predict(asked)
found = np.array(predicted(f"runs:/{id}/model", asked))
off = int((found != expected).sum())
assert off == 0, (
    f"on {len(asked)} drawn rows the logged model answers {off} times otherwise than the best trial's pipeline, fitted on train; "
    "keep the pipeline when its AUC is the best so far"
)

# %% [markdown]
# ### A colleague's searches, for task 4
#
# The next cell is given. `replay(records)` writes the runs of a search into a new experiment, and returns the **name** of that
# experiment. Each run has a tag `role`: `search` for the parent, `baseline` for the one trial that looks at no column, `trial`
# for the others.

# %% given="replay"
def replay(records):
    """Write the runs of a search into a new experiment, in their order, and return the experiment's name."""
    client, name, parent = mlflow.MlflowClient(), f"search {uuid.uuid4().hex[:8]}", ""
    home = client.create_experiment(name)
    for record in records:
        nested = {"mlflow.parentRunId": parent} if parent else {}
        id = client.create_run(home, run_name=record["name"], tags={"role": record["role"]} | nested).info.run_id
        parent = id if record["role"] == "search" else parent
        for metric, value in record.get("metrics", {}).items():
            client.log_metric(id, metric, value)
        client.set_terminated(id, record.get("status", "FINISHED"))
    return name

# %% [markdown] task="leaderboard-names-its-direction"
# ## Task 4 · A leaderboard in the right direction
#
# **4 points · DBX-04**
#
# Write `leaderboard(records, metric, smaller_is_better)`.
#
# - **Takes** `records`, for `replay`; the name of a metric, such as `"auc"` or `"log_loss"`; and a bool: `True` for an error,
#   `False` for a score.
# - **Returns** a list of tuples `(name, value, gain)`, one for each run with the role `trial` or `baseline`. The parent is no
#   trial: leave it out.
# - First the trials that **count**, the best one first: their run is `FINISHED`, and its metric is there and a number (not NaN).
#   `value` is the metric, `gain` how much **better** than the baseline it is, in the metric's units: positive if it is better,
#   negative if it is worse, 0 for the baseline itself, which stands in the list like the others. It always counts. Tolerance
#   0.000001.
# - Then all other trials, as `(name, None, None)`, sorted by name.
#
# The names are different, the values too.

# %% [markdown] hint="leaderboard-names-its-direction"
# Two lists, one after the other. Look at the four reasons for which a run may belong to the second list, or to none.

# %% [markdown] hint="leaderboard-names-its-direction"
# `mlflow.search_runs(experiment_names=[…])` gives a pandas frame with `status`, `tags.role`, `tags.mlflow.runName` and
# `metrics.…`; a run without the metric, and one with NaN, both have NaN there. `sort_values` has an argument `ascending`.

# %% [markdown] hint="leaderboard-names-its-direction"
# Almost the lines: `counts = (runs["status"] == "FINISHED") & runs[f"metrics.{metric}"].notna()`, then
# `runs[counts].sort_values(f"metrics.{metric}", ascending=smaller_is_better)`; the gain is `value - baseline` for a score and
# `baseline - value` for an error.

# %% answer="leaderboard-names-its-direction"
def leaderboard(records, metric, smaller_is_better):
    """Return (name, value, gain over the baseline) for each trial, the best first, the failed ones last."""
    name = replay(records)  # given: from here on, the runs are in the store
    ### BEGIN SOLUTION
    runs = mlflow.search_runs(experiment_names=[name])
    runs = runs[runs["tags.role"] != "search"].rename(columns={"tags.mlflow.runName": "name", f"metrics.{metric}": "value"})
    counts = (runs["status"] == "FINISHED") & runs["value"].notna()
    ranked = runs[counts].sort_values("value", ascending=smaller_is_better)
    base = ranked.loc[ranked["tags.role"] == "baseline", "value"].iloc[0]
    sign = -1 if smaller_is_better else 1
    board = [(one.name, float(one.value), float(sign * (one.value - base))) for one in ranked.itertuples()]
    return board + [(name, None, None) for name in sorted(runs.loc[~counts, "name"])]
    ### END SOLUTION

# %% test="leaderboard-names-its-direction" points=1
# One search, once by a score and once by an error
week = [
    {"name": "search", "role": "search", "metrics": {"auc": 0.9, "log_loss": 0.3}},
    {"name": "dummy", "role": "baseline", "metrics": {"auc": 0.5, "log_loss": 0.6}},
    {"name": "tree", "role": "trial", "metrics": {"auc": 0.75, "log_loss": 2.1}},
    {"name": "forest", "role": "trial", "metrics": {"auc": 0.9, "log_loss": 0.3}},
    {"name": "neighbors", "role": "trial", "metrics": {"auc": 0.99, "log_loss": 0.01}, "status": "FAILED"},
    {"name": "boosting", "role": "trial", "metrics": {"auc": float("nan"), "log_loss": float("nan")}},
    {"name": "bayes", "role": "trial", "metrics": {"auc": 0.8, "log_loss": 0.7}},
]
rest = [("boosting", None, None), ("neighbors", None, None)]
by_score = [("forest", 0.9, 0.4), ("bayes", 0.8, 0.3), ("tree", 0.75, 0.25), ("dummy", 0.5, 0.0), *rest]
by_error = [("forest", 0.3, 0.3), ("dummy", 0.6, 0.0), ("bayes", 0.7, -0.1), ("tree", 2.1, -1.5), *rest]
for metric, smaller, expected in (("auc", False, by_score), ("log_loss", True, by_error)):
    found = leaderboard(week, metric, smaller)
    assert isinstance(found, list) and all(isinstance(row, (tuple, list)) and len(row) == 3 for row in found), (
        f"leaderboard returned {found if isinstance(found, list) else type(found).__name__}; "
        "a list of (name, value, gain) is asked for"
    )
    names = [row[0] for row in found]
    assert "search" not in names, f"by {metric} the list holds the parent run; it repeats its best trial's number and is no trial"
    assert names == [row[0] for row in expected], (
        f"by {metric} the order is {names}; it should be {[row[0] for row in expected]}: the best first, "
        f"and {'a small' if smaller else 'a large'} value is good here; failed trials and NaN stand at the end"
    )
    for row, (name, value, gain) in zip(found, expected, strict=True):
        same = row[1] is None and row[2] is None if value is None else None not in row and abs(row[1] - value) < 1e-6
        assert same, f"by {metric} the row of {name} is {tuple(row)}; its value is {value}"
        assert value is None or abs(row[2] - gain) < 1e-6, (
            f"by {metric} the gain of {name} is {row[2]:.3f}; against the baseline it is {gain:.3f}: positive means better"
        )

# %% test="leaderboard-names-its-direction" points=3 hidden=true
# Drawn searches: scores and errors, trials that did not finish, gaps, and trials below the baseline
from course import drawn

rng = drawn("boards")
metrics = [str(name) for name in rng.permutation(["auc", "f1", "r2"])[:1]] + [str(rng.choice(["rmse", "log_loss", "mae"]))]
for metric, smaller in sorted(zip(metrics, (False, True), strict=True), reverse=bool(rng.integers(2))):
    size = int(rng.integers(4, 7))
    values = [round(float(value), 4) for value in rng.permutation(np.linspace(0.2, 0.9, size)) + rng.uniform(0, 0.05, size)]
    words = rng.permutation(["ash", "elm", "fir", "oak", "yew", "bay", "box", "fig", "gum", "nut", "tea"])
    names = [f"{word} {rng.integers(100, 999)}" for word in words]
    records = [{"name": names[place], "role": "trial", "metrics": {metric: values[place]}} for place in range(size)]
    base = int(rng.integers(size))
    records[base]["role"] = "baseline"
    best = min(values) / 2 if smaller else max(values) * 2
    broken = [
        {"metrics": {metric: best}, "status": "FAILED"},
        {"metrics": {metric: best * 0.95}, "status": "KILLED"},
        {"metrics": {metric: best * 0.9}, "status": "RUNNING"},
        {"metrics": {metric: float("nan")}},
        {"metrics": {"seconds": best}},
    ]
    for place, name in zip(rng.permutation(5), names[size:], strict=False):
        records.append({"name": name, "role": "trial"} | broken[place])
    used = [records[place] for place in rng.permutation(len(records))]
    told = {"name": "parent", "role": "search", "metrics": {metric: min(values) if smaller else max(values)}}
    found = leaderboard([told, *used], metric, smaller)
    assert isinstance(found, list) and all(isinstance(row, (tuple, list)) and len(row) == 3 for row in found), (
        "leaderboard did not return a list of (name, value, gain)"
    )
    order = sorted(range(size), key=values.__getitem__, reverse=not smaller)
    last = sorted(record["name"] for record in records[size:])
    shown = [row[0] for row in found]
    assert "parent" not in shown, "the drawn list holds the parent run; it repeats its best trial's number and is no trial"
    assert shown == [names[place] for place in order] + last, (
        f"by {metric}, where {'a small' if smaller else 'a large'} value is good, the order of {len(records)} drawn runs is "
        "another one; the best first, then those that are not FINISHED, have no such metric or have NaN, sorted by name"
    )
    for place, row in zip(order, found, strict=False):
        gain = (values[place] - values[base]) * (-1 if smaller else 1)
        assert row[1] is not None and abs(row[1] - values[place]) < 1e-6, f"by {metric} a value of a drawn run is another one"
        assert row[2] is not None and abs(row[2] - gain) < 1e-6, (
            f"by {metric} a drawn trial is {abs(gain):.3f} {'better' if gain > 0 else 'worse'} than the baseline, "
            "and another gain came back; positive means better, for an error as well"
        )
    assert all(row[1] is None and row[2] is None for row in found[size:]), (
        "a trial that does not count has None as value and as gain"
    )

# %% [markdown]
# ### A folder of its own, for task 5
#
# The next cell is given. `run_script(text, train, rows)` puts `train.parquet` and `rows.parquet` into an empty folder, saves the
# text there as `best_trial.py`, runs it with nothing of this notebook in sight, and returns the numbers that it has written.

# %% given="run-script"
MODULES = {
    "LogisticRegression": "sklearn.linear_model",
    "KNeighborsClassifier": "sklearn.neighbors",
    "StandardScaler": "sklearn.preprocessing",
    "MinMaxScaler": "sklearn.preprocessing",
}


def run_script(text, train, rows):
    """Run a script beside train.parquet and rows.parquet, and return the column of predictions.csv as a list."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        train.to_parquet("train.parquet")
        rows.to_parquet("rows.parquet")
        Path("best_trial.py").write_text(text)
        runpy.run_path("best_trial.py", run_name="__main__")
        predictions = pd.read_csv("predictions.csv")
        if list(predictions.columns) != ["probability"]:
            raise ValueError(f"predictions.csv has the columns {list(predictions.columns)}, not one column, probability")
        return predictions["probability"].tolist()

# %% [markdown] task="script-stands-alone"
# ## Task 5 · The winner, as a script
#
# **4 points · DBX-04**
#
# A search has ended. The parameters of the best run come back from the tracking store, as **texts**, for example
# `{"scaler": "StandardScaler", "family": "KNeighborsClassifier", "n_neighbors": "15", "weights": "distance"}`.
#
# Write `script(params)`, which returns the text of a Python program.
#
# - **Takes** a dict of texts: `scaler` and `family` are names of classes, with their modules in `MODULES`; all other entries are
#   settings of the family. A setting that reads as a number, `None`, `True` or `False` is meant as such; any other is a text.
# - **Returns** a `str`: a program that needs nothing of this notebook. It
#   - reads `train.parquet`, and fits `make_pipeline(scaler, family with its settings)` on the four `INPUTS` and the label `high`;
#   - reads `rows.parquet`, which has the `INPUTS`, and writes `predictions.csv` with one column, `probability`: for each row, in
#     order, the probability for label 1.
# - All settings of the family stand in the program. What they do not name has its default.
#
# `from_script` below your function is ready: it runs the program. Look at the text once with `print(script(…))`: would a
# colleague like to read it?

# %% [markdown] hint="script-stands-alone"
# Write the program for one example by hand first, and run it with `run_script`. Which parts of it come from `params`? Where does
# the program need a number, and where quotes?

# %% [markdown] hint="script-stands-alone"
# `ast.literal_eval("15")` gives 15, `ast.literal_eval("None")` gives None; for a word it raises `ValueError` or `SyntaxError`.
# In an f-string, `{value!r}` writes a value as Python would: with quotes for a text, without them for a number.

# %% [markdown] hint="script-stands-alone"
# Almost the lines: `settings = ", ".join(f"{name}={value!r}" for name, value in …)`, then an f-string in three quotes with
# `from {MODULES[family]} import {family}`, `model = make_pipeline({scaler}(), {family}({settings}))`, and
# `pd.DataFrame({{"probability": …}}).to_csv("predictions.csv", index=False)`: brackets that belong to the program are doubled.

# %% answer="script-stands-alone"
def script(params):
    """Return the text of a program that fits the pipeline of params on train.parquet and scores rows.parquet."""
    ### BEGIN SOLUTION
    scaler, family, settings = params["scaler"], params["family"], []
    for name, text in params.items():
        if name not in ("scaler", "family"):
            try:
                value = ast.literal_eval(text)
            except (ValueError, SyntaxError):
                value = text
            settings.append(f"{name}={value!r}")
    return f"""import pandas as pd
from sklearn.pipeline import make_pipeline
from {MODULES[scaler]} import {scaler}
from {MODULES[family]} import {family}

inputs = {INPUTS}
train, rows = pd.read_parquet("train.parquet"), pd.read_parquet("rows.parquet")
model = make_pipeline({scaler}(), {family}({", ".join(settings)}))
model.fit(train[inputs], train["high"])
probability = model.predict_proba(rows[inputs])[:, 1]
pd.DataFrame({{"probability": probability}}).to_csv("predictions.csv", index=False)
"""
    ### END SOLUTION


def from_script(params, train, rows):  # ready: leave it as it is
    """Run the program of params in a folder of its own, and return its probabilities for rows."""
    return run_script(script(params), train, rows)

# %% test="script-stands-alone" points=1
# The census: 25 neighbors, weighted by their distance
params = {"scaler": "StandardScaler", "family": "KNeighborsClassifier", "n_neighbors": "25", "weights": "distance"}
text = script(params)
assert isinstance(text, str), f"script returned {type(text).__name__}; it should return the text of a program, a str"
assert "KNeighborsClassifier" in text and "n_neighbors" in text, (
    "the program names no KNeighborsClassifier or no n_neighbors; what it fits should stand in it, for a reader"
)
found = from_script(params, train[[*INPUTS, "high"]], valid[INPUTS])
assert isinstance(found, list) and len(found) == len(valid), (
    f"predictions.csv should hold one probability for each of {len(valid)} rows"
)
model = make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=25, weights="distance"))
model.fit(train[INPUTS], train["high"])
miss = float(np.abs(np.array(found) - model.predict_proba(valid[INPUTS])[:, 1]).max())
assert miss < 1e-6, (
    f"a probability is {miss:.3f} away from that of StandardScaler and KNeighborsClassifier(n_neighbors=25, weights='distance'); "
    "is the scaler in the program, are all settings, and is it the probability for label 1?"
)

# %% test="script-stands-alone" points=3 hidden=true
# Drawn parameters of both families: numbers, words, None, True and False
from course import drawn

rng = drawn("scripts")
teach = pd.DataFrame(rng.normal(size=(90, 4)) * rng.uniform(1, 40, 4), columns=INPUTS)
teach["high"] = (teach["age"] / teach["age"].std() + rng.normal(0, 0.7, 90) > 0.6).astype(int)
asked = pd.DataFrame(rng.normal(size=(40, 4)) * teach[INPUTS].std().to_numpy(), columns=INPUTS)
weights = str(rng.choice(["uniform", "distance"]))
drawings = [
    (LogisticRegression, {"C": float(round(rng.uniform(0.01, 0.2), 4)), "class_weight": "balanced", "fit_intercept": True}),
    (LogisticRegression, {"C": float(round(rng.uniform(2, 9), 3)), "class_weight": None, "fit_intercept": False}),
    (KNeighborsClassifier, {"n_neighbors": int(rng.integers(7, 30)), "weights": weights, "p": 1}),
]
scalers = [StandardScaler, MinMaxScaler, [StandardScaler, MinMaxScaler][int(rng.integers(2))]]  # each at least once
for place, other in zip(rng.permutation(3), rng.permutation(3), strict=True):
    (family, settings), scaler = drawings[place], scalers[other]
    params = {"scaler": scaler.__name__, "family": family.__name__} | {name: str(value) for name, value in settings.items()}
    mixed = [list(params)[at] for at in rng.permutation(len(params))]
    given = {name: params[name] for name in mixed}
    text = script(given)
    assert isinstance(text, str) and all(name in text for name in [family.__name__, scaler.__name__, *settings]), (
        f"the program for a drawn {family.__name__} does not name its scaler, its family and all its settings; "
        "a reader looks for them"
    )
    found = from_script(given, teach, asked)
    assert isinstance(found, list) and len(found) == len(asked), "the program did not write one probability for each drawn row"
    expected = make_pipeline(scaler(), family(**settings)).fit(teach[INPUTS], teach["high"]).predict_proba(asked)[:, 1]
    miss = float(np.abs(np.array(found, dtype=float) - expected).max())
    assert miss < 1e-6, (
        f"with drawn parameters a probability of the program is {miss:.3f} away from that of {scaler.__name__} and "
        f"{family.__name__} with the settings {', '.join(sorted(settings))}; "
        "each setting should reach the model, numbers as numbers"
    )
