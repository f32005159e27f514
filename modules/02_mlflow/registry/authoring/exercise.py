# %% [markdown]
# # Exercise · Put a version in charge, and bring the old one back
#
# The lesson moved one alias on one model. You now build the parts that a team needs every week: register a version that
# others can trust, note what was checked, promote and roll back, let a challenger win before it takes over, bring an old
# registry with stages into the new one, and carry a model from development to production.
#
# **Six tasks, 20 points, about 35 minutes.** Objectives: DBX-14, DBX-15, DBX-16, DBX-17, DBX-18, and the older outline's
# *model stages*.
#
# Each task asks for one or two functions. The tests look into the registry, and they ask its models for predictions: what
# counts is what stands there after your function has run. Names and words are fixed, the calls are free: `mlflow`,
# `MlflowClient`, or both. Some tests are here to read. The others show only their title: they check the same promise on names
# and rows that are drawn when your work is graded. The tasks do not need each other.

# %% given="setup"
import logging
import os

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
mlflow.set_experiment("registry")
FEATURES = ["hr", "workday", "temp", "hum"]  # hour of the day, 0 or 1, °C, %

bikes = pd.read_parquet(dataset("bikes"))  # bikes rented by the hour in Washington, D.C., 2011 and 2012
bikes["month"] = pd.to_datetime(bikes["dteday"]).dt.strftime("%Y-%m")
bikes["workday"] = bikes["workingday"] == "Yes"
bikes = bikes[["month", *FEATURES, "cnt"]].astype(dict.fromkeys([*FEATURES, "cnt"], float))


def fit_demand(rows):
    """Return a linear regression of cnt on the FEATURES, fitted on a pandas DataFrame."""
    return LinearRegression().fit(rows[FEATURES], rows["cnt"])


bikes.head(4)

# %% [markdown]
# The next cell fills the registry: six names, their versions, and the aliases of the first day. Whoever logged these models
# left their signatures out; do better in task 1. When you have moved something by accident, run the cell again: it puts
# everything back.

# %% given="registry"
MONTHS = ["2011-01", "2011-07", "2012-01", "2012-04", "2012-07", "2012-10"]  # each version learned from one of these
FIRST_DAY = {  # name: (how many versions, aliases)
    "city.bikes.returns": (4, {"champion": 3}),
    "city.bikes.demand": (12, {}),
    "city.bikes.casual": (2, {"champion": 1, "challenger": 2}),
    "city.bikes.old": (12, {"champion": 3, "challenger": 7, "audited": 2}),
    "dev.bikes.demand": (3, {"champion": 2}),
    "prod.bikes.demand": (2, {"champion": 1}),
}


def fill_registry():
    """Put every name of FIRST_DAY into the registry, with its versions and aliases and nothing else."""
    client, logged = MlflowClient(), []
    for month in MONTHS:
        rows = bikes[bikes["month"] == month]
        model = fit_demand(rows)
        with mlflow.start_run(run_name=month):
            mlflow.log_metric("rmse", float(np.sqrt(np.mean((model.predict(rows[FEATURES]) - rows["cnt"]) ** 2))))
            logged.append(mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"]))
    for name, (versions, aliases) in FIRST_DAY.items():
        if client.search_registered_models(f"name = '{name}'"):
            client.delete_registered_model(name)
        client.create_registered_model(name, tags={"city": "Washington", "team": "nobody"})
        for number in range(versions):
            month, model = MONTHS[number % 6], logged[number % 6]
            client.create_model_version(name, model.model_uri, model.run_id, tags={"rows": month, "todo": "check it"})
        for alias, version in aliases.items():
            client.set_registered_model_alias(name, alias, version)


fill_registry()
pd.DataFrame(FIRST_DAY, index=["versions", "aliases"]).T

# %% [markdown] task="version-is-registered"
# ## Task 1 · A version that others can use
#
# **3 points · DBX-14**
#
# Write `register_demand(name, rows)`.
#
# - **Takes** `name`, a name of three parts such as `"city.bikes.tandems"`; and `rows`, a pandas DataFrame with the `FEATURES`
#   and `cnt`.
# - Fits a model of `cnt` with `fit_demand(rows)`, logs it, and registers it as a new version of `name`. The first call for a
#   name makes the name; each later call adds a version.
# - The version leads back to the run that made it, and its model has a **signature** with inputs and outputs. Unity Catalog
#   takes no model without one.
# - **Returns** the number of the new version, an `int`.
#
# Free: how you log and register. Give `pip_requirements=["scikit-learn"]` when you log, or each call will take many seconds.

# %% [markdown] hint="version-is-registered"
# Two steps inside your function: log the fitted model in a run, then register what was logged. The lesson's table shows three
# ways; one of them does both steps in one call.

# %% [markdown] hint="version-is-registered"
# `mlflow.sklearn.log_model(model, name="model", signature=…, pip_requirements=…)` inside `with mlflow.start_run():`, then
# `mlflow.register_model(…, name)` with the URI of what `log_model` returned. `infer_signature` wants the inputs *and* the
# predictions.

# %% [markdown] hint="version-is-registered"
# Almost the line: `signature=infer_signature(rows[FEATURES], model.predict(rows[FEATURES]))`, and at the end
# `return int(mlflow.register_model(logged.model_uri, name).version)`.

# %% answer="version-is-registered"
def register_demand(name, rows):
    """Fit cnt on the rows, register the model as a new version of name, and return the version's number."""
    ### BEGIN SOLUTION
    model = fit_demand(rows)
    signature = infer_signature(rows[FEATURES], model.predict(rows[FEATURES]))
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=["scikit-learn"])
    return int(mlflow.register_model(logged.model_uri, name).version)
    ### END SOLUTION

# %% test="version-is-registered" points=1
# The version is in the registry, and it predicts as the model does
from numbers import Integral

from course import predicted, tracked

name, rows = "city.bikes.tandems", bikes[bikes["month"] == "2012-05"].reset_index(drop=True)
number = register_demand(name, rows)
assert isinstance(number, Integral), (
    f"register_demand returned {type(number).__name__}; it should return the version's number, an int"
)
registered = tracked().model(name)
assert registered is not None, f"there is no registered model {name}; register the logged model under exactly this name"
numbers = [version.number for version in registered.versions]
assert numbers and number == max(numbers), (
    f"register_demand returned {number}, the registry holds the versions {numbers}; "
    "a name alone is no version: register a model under it, and return the number of the new version"
)
found = np.array(predicted(f"models:/{name}/{number}", rows[FEATURES]))
miss = float(np.abs(found - fit_demand(rows).predict(rows[FEATURES])).max())
assert miss <= 0.5, (
    f"a prediction of the registered version is {miss:.1f} bikes away from that of fit_demand(rows); "
    "register the model that was fitted on these rows"
)

# %% test="version-is-registered" points=1 hidden=true
# Two calls with drawn rows make two versions of a drawn name, each with its own model
from course import drawn, predicted, tracked

rng = drawn("two-versions")
name = f"{rng.choice(['north', 'south', 'west'])}.bikes.demand_{rng.integers(10**6)}"
table = pd.DataFrame(rng.uniform(0, 1, (120, 4)), columns=FEATURES) * [23.0, 1.0, 35.0, 90.0]
truths = [50.0 * k + rng.uniform(2, 9) * table["hr"] + rng.uniform(3, 8) * table["temp"] for k in (1, 4)]
numbers = [register_demand(name, table.assign(cnt=truth)) for truth in truths]
assert numbers == [1, 2], f"two calls for one new name returned {numbers}; the first makes version 1, the second adds version 2"
registered = tracked().model(name)
assert registered is not None, "nothing is registered under the drawn name; use the name that the function was given"
assert [version.number for version in registered.versions] == [1, 2], (
    f"after two calls the name holds {len(registered.versions)} versions; each call should add exactly one"
)
for number, truth in zip(numbers, truths, strict=True):
    miss = float(np.abs(np.array(predicted(f"models:/{name}/{number}", table)) - truth).max())
    assert miss <= 0.5, (
        f"version {number} is up to {miss:.1f} bikes away from rows that a line fits exactly; "
        "each version should hold the model that was fitted on the rows of its own call"
    )

# %% test="version-is-registered" points=1 hidden=true
# The version leads back to its run, and its model has a signature
import re

from course import artifact, drawn, tracked

rng = drawn("signature")
name = f"city.{rng.choice(['docks', 'locks', 'trips'])}.demand_{rng.integers(10**6)}"
number = register_demand(name, bikes[bikes["month"] == str(rng.choice(MONTHS))].reset_index(drop=True))
store = tracked()
registered = store.model(name)
version = next((version for version in registered.versions if version.number == number), None) if registered else None
assert version is not None, "the version that was returned is not in the registry"
run = store.run(version.run or "")
assert run is not None, "the version does not know its run; log the model inside a run, and register that model with its run"
models = [version.model] if version.model else [model.id for model in store.models_of(run)]
assert models, "the version does not lead to a logged model; register the URI of what log_model returned"
about = artifact(models[-1], "MLmodel").decode()
assert re.search(r"^signature:", about, re.M), "the registered model has no signature; Unity Catalog would refuse it"
assert re.search(r"^  inputs: (?!null)", about, re.M) and re.search(r"^  outputs: (?!null)", about, re.M), (
    "the signature names only one side; infer_signature takes the inputs and the predictions"
)

# %% [markdown] task="tag-is-set-and-removed"
# ## Task 2 · Note what was checked
#
# **3 points · DBX-17**
#
# Each version in our registry has a tag `todo`. A colleague has now checked one version and hands the model over to a team.
#
# Write `hand_over(name, version, team)`.
#
# - **Takes** the name of a registered model, the number of a version (`int`), and a team's name (`str`).
# - Sets the tag `team` of the **registered model** to the team.
# - Sets the tag `check` of **this version** to `"passed"`.
# - Removes the tag `todo` from this version. Removed means: the key is not there any more. It may be gone already; that is no
#   error.
# - Leaves everything else as it is: the other versions, the other tags, the aliases.
# - **Returns** nothing.

# %% [markdown] hint="tag-is-set-and-removed"
# There are two places for a tag, and a pair of calls for each place: one to set, one to delete. Which of the three lines of
# this task belongs to which place?

# %% [markdown] hint="tag-is-set-and-removed"
# `MlflowClient` has `set_registered_model_tag(name, key, value)`, `set_model_version_tag(name, version, key, value)` and
# `delete_model_version_tag(name, version, key)`.

# %% [markdown] hint="tag-is-set-and-removed"
# Almost the lines: `client = MlflowClient()`, then `client.set_registered_model_tag(name, "team", team)`, and two more calls
# that also take the version.

# %% answer="tag-is-set-and-removed"
def hand_over(name, version, team):
    """Give the model to a team, mark the version as checked, and take its todo away."""
    ### BEGIN SOLUTION
    client = MlflowClient()
    client.set_registered_model_tag(name, "team", team)
    client.set_model_version_tag(name, version, "check", "passed")
    client.delete_model_version_tag(name, version, "todo")
    ### END SOLUTION

# %% test="tag-is-set-and-removed" points=1
# Version 2 is checked, its todo is gone, and the model has a team
from course import tracked

hand_over("city.bikes.returns", 2, "docks")
model = tracked().model("city.bikes.returns")
tags = {version.number: dict(version.tags) for version in model.versions}[2]
assert model.tags.get("team") == "docks", (
    f"the registered model has the tags {dict(model.tags)}; the tag team of the model itself should be docks"
)
assert tags.get("check") == "passed", f"version 2 has the tags {tags}; the tag check of this version should be passed"
assert "todo" not in tags, f"version 2 still has the tag todo, with the text {tags['todo']!r}; delete the tag, do not empty it"

# %% test="tag-is-set-and-removed" points=2 hidden=true
# For drawn versions and teams, exactly what was asked has changed, and a second time does no harm
from course import drawn, tracked

rng = drawn("hand-over")
chosen = [int(number) for number in rng.permutation([1, 3, 4])[:2]]
for version in (*chosen, chosen[0]):
    team = f"team {rng.integers(10**6)}"
    before = tracked().model("city.bikes.returns")
    hand_over("city.bikes.returns", version, team)
    after = tracked().model("city.bikes.returns")
    assert after.tags.get("team") == team, "the tag team of the registered model is not the team that the function was given"
    assert after.tags == {**before.tags, "team": team}, "other tags of the registered model have changed; only team should"
    old, new = ({known.number: dict(known.tags) for known in model.versions} for model in (before, after))
    wanted = {**old[version], "check": "passed"}
    wanted.pop("todo", None)
    assert "todo" not in new[version], "the version still has the tag todo; delete the tag, do not empty it"
    assert new[version] == wanted, "the version's tags are not the old ones with check = passed and without todo"
    changed = [number for number in old if number != version and old[number] != new.get(number)]
    assert not changed, f"the tags of {len(changed)} other versions have changed; set and delete on the one version that was named"
    assert after.aliases == before.aliases, "an alias has changed; a tag is a note and puts nobody in charge"
untouched = dict(after.versions[8 - sum(chosen) - 1].tags)  # 1 + 3 + 4 is 8
assert "todo" in untouched and "check" not in untouched, (
    "the tags of a version that was never named have changed; set and delete on the one version that was named"
)

# %% [markdown] task="way-back-is-kept"
# ## Task 3 · Promote, and keep the way back
#
# **4 points · DBX-18**
#
# Jobs load `models:/…@champion`. An alias has no memory, so the way back must stand in the registry: tomorrow's roll-back
# runs in another process, perhaps on another machine.
#
# Write two functions in the same cell. Both **return** the number of the version that is in charge afterwards, an `int`.
#
# `promote(name, version)`:
#
# - The alias `champion` points to `version` (an `int`).
# - The alias `previous` points to the version that was champion until now. If there was none, no alias `previous` is made.
# - If `version` is the champion already, nothing changes: a job that runs twice must not lose the way back.
#
# `roll_back(name)`:
#
# - `champion` points to the version that `previous` points to, and `previous` is removed.
# - Without an alias `previous` there is no way back: the function raises a `ValueError` and changes nothing.

# %% [markdown] hint="way-back-is-kept"
# First read who is in charge, then move. In which order must `previous` and `champion` be set, so that nothing is lost?

# %% [markdown] hint="way-back-is-kept"
# `client.get_registered_model(name).aliases` is a dictionary, so `.get("champion")` gives `None` where there is no such
# alias. `client.set_registered_model_alias(name, alias, version)` moves or makes one,
# `client.delete_registered_model_alias(name, alias)` removes it.

# %% [markdown] hint="way-back-is-kept"
# Almost the lines: `now = client.get_registered_model(name).aliases.get("champion")`; then, before `champion` moves,
# `if now is not None and int(now) != version:` set `previous` to `now`. In `roll_back`, `raise ValueError("…")` comes before
# anything is moved.

# %% answer="way-back-is-kept"
def promote(name, version):
    """Put a version in charge, remember the one before it as previous, and return the version in charge."""
    ### BEGIN SOLUTION
    client = MlflowClient()
    now = client.get_registered_model(name).aliases.get("champion")
    if now is not None and int(now) != version:
        client.set_registered_model_alias(name, "previous", now)
    client.set_registered_model_alias(name, "champion", version)
    return version
    ### END SOLUTION


def roll_back(name):
    """Put the version before in charge again and return it; raise ValueError where there is none."""
    ### BEGIN SOLUTION
    client = MlflowClient()
    before = client.get_registered_model(name).aliases.get("previous")
    if before is None:
        raise ValueError(f"{name} has no alias previous: there is no version to go back to")
    client.set_registered_model_alias(name, "champion", before)
    client.delete_registered_model_alias(name, "previous")
    return int(before)
    ### END SOLUTION

# %% test="way-back-is-kept" points=1
# Version 2, then version 5, then back
from course import tracked

name = "city.bikes.demand"
first = promote(name, 2)
assert dict(tracked().model(name).aliases) == {"champion": 2}, (
    f"after promote(name, 2) the aliases are {dict(tracked().model(name).aliases)}; "
    "champion should point to version 2, and there is no previous yet"
)
second, aliases = promote(name, 5), dict(tracked().model(name).aliases)
assert aliases == {"champion": 5, "previous": 2}, (
    f"after version 2 and then version 5 the aliases are {aliases}; champion should point to 5 and previous to 2"
)
back, aliases = roll_back(name), dict(tracked().model(name).aliases)
assert aliases.get("champion") == 2, (
    f"after the roll-back champion points to version {aliases.get('champion')}; version 2 was in charge before version 5"
)
assert (first, second, back) == (2, 5, 2), f"{first!r}, {second!r}, {back!r} came back; each call returns the version in charge"

# %% test="way-back-is-kept" points=2 hidden=true
# After drawn promotions, champion predicts as the new version, and after the roll-back as the one before it
from course import drawn, predicted, tracked

rng = drawn("promotions")
name = "city.bikes.demand"
order = [3, 6, 8, 11]  # models of different months, and no two of these numbers follow each other
before, new = (int(number) for number in rng.permutation(order)[:2])
rows = bikes.sample(20, random_state=int(rng.integers(10**6)))[FEATURES].reset_index(drop=True)
expected = {number: np.array(predicted(f"models:/{name}/{number}", rows)) for number in (before, new)}
promote(name, before)
promote(name, new)
aliases = tracked().model(name).aliases
assert {"champion", "previous"} <= set(aliases), (
    f"after two promotions the aliases are {', '.join(sorted(aliases)) or 'none'}; both champion and previous should be there"
)
assert (aliases["champion"], aliases["previous"]) == (new, before), (
    "after two promotions champion is not the second version, or previous is not the first; "
    "read who is in charge before you move the alias"
)
for number, step in ((new, "two promotions"), (before, "the roll-back")):
    found = np.array(predicted(f"models:/{name}@champion", rows))
    assert np.allclose(found, expected[number]), f"after {step} champion does not predict as the version that should be in charge"
    if number == new:
        roll_back(name)
assert tracked().model(name).aliases.get("champion") == before, (
    "the roll-back did not return to the version that was in charge before; that need not be the number below"
)

# %% test="way-back-is-kept" points=1 hidden=true
# A promotion that runs twice keeps the way back, and a second roll-back is refused
from course import drawn, tracked

rng = drawn("twice")
name = "city.bikes.demand"
before, new = (int(number) for number in rng.permutation([1, 4, 7, 10])[:2])
returned = [promote(name, version) for version in (before, new, new)]
assert tracked().model(name).aliases.get("previous") == before, (
    "the same promotion ran twice, and previous no longer points to the version before it; "
    "when the version is champion already, nothing should change"
)
assert returned == [before, new, new], (
    "a promotion did not return the number of the version in charge; it should, also when it runs twice and nothing changes"
)
roll_back(name)
aliases = dict(tracked().model(name).aliases)
assert "previous" not in aliases, "previous is still there after the roll-back; remove it, or a second roll-back goes astray"
try:
    roll_back(name)
    refused = False
except ValueError:
    refused = True
assert refused, "a second roll-back in a row raised no ValueError; without previous there is no version to go back to"
assert dict(tracked().model(name).aliases) == aliases, "the refused roll-back has changed an alias; it should change nothing"

# %% [markdown] task="challenger-has-to-win"
# ## Task 4 · The challenger has to win, and in every part
#
# **4 points · DBX-18**
#
# A model has the aliases `champion` and `challenger`. New rows have come in, with their counts. The rule of the team:
#
# 1. over **all** rows together, not as a mean of the parts, the challenger's RMSE must be lower than the champion's, **and**
# 2. in **each part** of the rows it may be at most 5 % above the champion's RMSE of this part.
#
# If both hold, the two change places: the old champion is the next challenger. If not, nothing changes.
#
# Write `change_places_if_better(name, rows)`.
#
# - **Takes** the name, and `rows`, a pandas DataFrame with the `FEATURES`, `cnt`, and a column `part` (a text that says to
#   which part a row belongs: which parts there are, the rows decide). It may have other columns.
# - Measures both models on these rows; hand each model the `FEATURES` and no other column.
# - **Returns** `True` if they changed places, else `False`.

# %% [markdown] hint="challenger-has-to-win"
# Load both models by their aliases, and compute one squared error per row and model. All that is left is means: over all
# rows, and by part. What the runs have logged was measured on other rows and does not help.

# %% [markdown] hint="challenger-has-to-win"
# `mlflow.pyfunc.load_model(f"models:/{name}@champion")`. With the squared errors as two columns of a frame,
# `errors.groupby(rows["part"]).mean() ** 0.5` is the RMSE of each part and model.

# %% [markdown] hint="challenger-has-to-win"
# Almost the line: `total["challenger"] < total["champion"]` and, for the parts,
# `(parts["challenger"] <= 1.05 * parts["champion"]).all()`. Read both version numbers before you set the first alias.

# %% answer="challenger-has-to-win"
def change_places_if_better(name, rows):
    """Let challenger and champion change places if the challenger wins over all rows and fails in no part."""
    ### BEGIN SOLUTION
    client = MlflowClient()
    aliases = client.get_registered_model(name).aliases
    models = {alias: mlflow.pyfunc.load_model(f"models:/{name}@{alias}") for alias in ("champion", "challenger")}
    errors = pd.DataFrame({alias: (model.predict(rows[FEATURES]) - rows["cnt"]) ** 2 for alias, model in models.items()})
    total, parts = errors.mean() ** 0.5, errors.groupby(rows["part"]).mean() ** 0.5
    wins = total["challenger"] < total["champion"] and (parts["challenger"] <= 1.05 * parts["champion"]).all()
    if wins:
        client.set_registered_model_alias(name, "champion", aliases["challenger"])
        client.set_registered_model_alias(name, "challenger", aliases["champion"])
    return bool(wins)
    ### END SOLUTION

# %% test="challenger-has-to-win" points=1
# A challenger that is far off stays where it is, one that is far better takes over
from course import predicted, tracked

name, rows = "city.bikes.casual", bikes[bikes["month"] == "2012-03"].head(200).reset_index(drop=True)
rows["part"] = np.where(rows["workday"] == 1, "working day", "free day")
before = dict(tracked().model(name).aliases)
assert set(before) == {"champion", "challenger"}, f"the aliases of {name} are {before}; run the cell that fills the registry again"
champion, challenger = (np.array(predicted(f"models:/{name}@{alias}", rows[FEATURES])) for alias in ("champion", "challenger"))
swapped = {"champion": before["challenger"], "challenger": before["champion"]}
for near, expected, aliases in ((champion, False, before), (challenger, True, swapped)):
    rows["cnt"] = 0.2 * (champion + challenger) / 2 + 0.8 * near
    answer, after = change_places_if_better(name, rows), dict(tracked().model(name).aliases)
    who = "challenger" if expected else "champion"
    assert isinstance(answer, bool | np.bool_), f"the function returned {type(answer).__name__}; it should return True or False"
    assert answer == expected and after == aliases, (
        f"the counts lie near the {who}'s predictions in each part; the function returned {answer}, the aliases went from {before} "
        f"to {after}, where {aliases} was expected"
    )

# %% test="challenger-has-to-win" points=1 hidden=true
# On drawn rows the nearer model is in charge afterwards, whichever it is
from course import drawn, predicted, tracked

rng = drawn("nearer")
name, rows = "city.bikes.casual", bikes.sample(300, random_state=int(rng.integers(10**6))).reset_index(drop=True)
rows["part"] = rng.choice(["north", "south", "west"], len(rows))
for number in rng.permutation([1, 2, 1, 2]):
    before = dict(tracked().model(name).aliases)
    assert set(before) == {"champion", "challenger"}, "an alias is missing before the drawn rows come; both should always be there"
    near, far = (np.array(predicted(f"models:/{name}/{k}", rows[FEATURES])) for k in (int(number), 3 - int(number)))
    rows["cnt"] = rng.uniform(0.7, 0.9) * (near - far) + far
    answer = change_places_if_better(name, rows)
    after = dict(tracked().model(name).aliases)
    assert after == {"champion": int(number), "challenger": 3 - int(number)}, (
        "after the call the version with the smaller RMSE, over all rows and in each part, is not champion with the other one "
        "as challenger; measure both on the rows that were given"
    )
    assert answer == (after != before), "the function should return True when the two changed places, and False when nothing changed"

# %% test="challenger-has-to-win" points=2 hidden=true
# A part in which the challenger fails stops it, 4 % above in a part does not, and it must win over all rows
from course import drawn, predicted, tracked

rng = drawn("parts")
name, rows = "city.bikes.casual", bikes.sample(400, random_state=int(rng.integers(10**6))).reset_index(drop=True)
parts = [str(part) for part in rng.permutation(["rain", "snow", "fog", "sun"])]
rows["part"] = rng.permutation(np.repeat(parts, [60, 100, 110, 130]))  # the first part is the smallest
fails = float(rng.uniform(1.06, 1.09))
for case in ("fails", "near", "everywhere", "outliers", "far"):
    before = dict(tracked().model(name).aliases)
    assert set(before) == {"champion", "challenger"}, "an alias is missing before the drawn rows come; both should always be there"
    champion, challenger = (np.array(predicted(f"models:/{name}@{alias}", rows[FEATURES])) for alias in ("champion", "challenger"))
    first, apart = (rows["part"] == parts[0]).to_numpy(), pd.Series(np.abs(champion - challenger))
    third = apart.groupby(rows["part"]).rank(method="first").to_numpy() % 3 == 0
    share = {
        "fails": np.where(first, 1 / (1 + fails), 0.8),  # in the first part its errors are `fails` times as large
        "near": np.where(first, 1 / 2.04, 0.8),
        "everywhere": np.full(len(rows), 1 / 2.02),
        "outliers": np.where(third, -1.0, 1.0),
        "far": np.where(first, -25.0, 0.95),  # 26 to 25 in the first part outweighs all that it wins elsewhere
    }[case]
    rows["cnt"] = share * challenger + (1 - share) * champion
    answer, after = change_places_if_better(name, rows), dict(tracked().model(name).aliases)
    if case == "near":
        assert answer is True and after["champion"] == before["challenger"], (
            "the challenger's RMSE is lower over all rows and 4 % above the champion's in one part, and it did not take over; "
            "5 % of the RMSE are allowed in a part"
        )
        continue
    why = {
        "fails": f"is lower over all rows but {fails - 1:.0%} above the champion's in one part; compare the two in each part as well",
        "everywhere": "is 2 % above the champion's in each part and so over all rows; it must be lower over all rows, too",
        "outliers": "is above the champion's, since a third of its errors are large; a mean of absolute errors hides that",
        "far": "over all rows together is above the champion's; take one RMSE over all rows, a mean of the parts hides that",
    }[case]
    assert answer is False and after == before, f"the challenger took over, but its RMSE {why}"

# %% [markdown] task="stages-become-aliases"
# ## Task 5 · From stages to aliases
#
# **3 points · DBX-15, older outline: model stages**
#
# An old workspace registry knew stages. Its versions have been copied to `city.bikes.old`, with the same numbers; in Unity
# Catalog there are no stages. What is left is a table, as the old registry's interface wrote it: one row per version, and the
# numbers are **text**.
#
# | version | stage |
# |---|---|
# | `"4"` | `Production` |
# | `"10"` | `Archived` |
# | … | … |
#
# Write `aliases_from_stages(name, stages)`.
#
# - **Takes** the name and the table, a pandas DataFrame; `stage` is `None` (the word), `Staging`, `Production` or `Archived`.
#   The order of the rows means nothing.
# - The alias `champion` points to the version with the highest number in `Production`, `challenger` to the one with the
#   highest number in `Staging`. A stage can hold many versions, an alias only one.
# - If no version is in that stage, the alias is removed, so that no old one stays in charge.
# - Every other alias stays as it is.
# - **Returns** a dictionary with the aliases that were set, such as `{"champion": 4}`: names and numbers (`int`).

# %% [markdown] hint="stages-become-aliases"
# Two stages, two aliases, the same work for each. What is the largest of `"4"` and `"10"`, as text and as a number?

# %% [markdown] hint="stages-become-aliases"
# `stages.loc[stages["stage"] == "Production", "version"].astype(int)` gives the numbers; it may be empty. Deleting an alias
# that is not there does no harm. `transition_model_version_stage` is the call that you want to leave behind.

# %% [markdown] hint="stages-become-aliases"
# Almost the lines: `for stage, alias in (("Production", "champion"), ("Staging", "challenger")):`, and in it either
# `client.set_registered_model_alias(name, alias, int(numbers.max()))` or `client.delete_registered_model_alias(name, alias)`.

# %% answer="stages-become-aliases"
def aliases_from_stages(name, stages):
    """Set champion and challenger from a table of stages, remove them where no version is left, and return what was set."""
    ### BEGIN SOLUTION
    client, found = MlflowClient(), {}
    for stage, alias in (("Production", "champion"), ("Staging", "challenger")):
        numbers = stages.loc[stages["stage"] == stage, "version"].astype(int)
        if len(numbers):
            found[alias] = int(numbers.max())
            client.set_registered_model_alias(name, alias, found[alias])
        else:
            client.delete_registered_model_alias(name, alias)
    return found
    ### END SOLUTION

# %% test="stages-become-aliases" points=1
# Three versions in Production, one in Staging
from course import tracked

stages = pd.DataFrame({
    "version": ["4", "1", "6", "5", "8", "9", "2"],
    "stage": ["Production", "Archived", "Production", "Staging", "None", "Archived", "Production"],
})
answer = aliases_from_stages("city.bikes.old", stages)
aliases = dict(tracked().model("city.bikes.old").aliases)
assert (aliases.get("champion"), aliases.get("challenger")) == (6, 5), (
    f"the aliases are {aliases}; versions 2, 4 and 6 are in Production and 5 is in Staging, "
    "so champion should point to 6 and challenger to 5"
)
assert answer == {"champion": 6, "challenger": 5}, (
    f"the function returned {answer!r}; it should return the aliases that were set, with numbers: "
    "{'champion': 6, 'challenger': 5}"
)

# %% test="stages-become-aliases" points=1 hidden=true
# Drawn stages of twelve versions: the highest number in each stage, whatever the order of the rows
from course import drawn, tracked

rng = drawn("stages")
low, high = rng.permutation([2, 3, 4, 5, 6, 7, 8, 9]), rng.permutation([10, 11, 12])
stage = {int(number): str(rng.choice(["None", "Archived"])) for number in range(1, 13)}
stage |= {int(number): "Production" for number in (low[0], low[1], high[0])} | {int(low[2]): "Staging", int(high[1]): "Staging"}
table = pd.DataFrame({"version": [str(number) for number in stage], "stage": list(stage.values())})
answer = aliases_from_stages("city.bikes.old", table.iloc[rng.permutation(12)].reset_index(drop=True))
expected = {"champion": int(high[0]), "challenger": int(high[1])}
aliases = dict(tracked().model("city.bikes.old").aliases)
for alias, number in expected.items():
    assert aliases.get(alias) == number, (
        f"{alias} does not point to the version with the highest number in its stage; compare numbers, not texts"
    )
assert answer == expected, "the function did not return the aliases that stand in the registry, with their numbers"

# %% test="stages-become-aliases" points=1 hidden=true
# An alias whose stage is empty is gone, and other aliases stay
from course import drawn, tracked

rng = drawn("empty-stage")
name, full = "city.bikes.old", [str(number) for number in rng.permutation(range(1, 13))]
both = pd.DataFrame({"version": full, "stage": ["Production", "Staging", *["Archived"] * 10]})
for place in rng.permutation(2):
    empty, alias = (("Production", "champion"), ("Staging", "challenger"))[place]
    aliases_from_stages(name, both)
    before = dict(tracked().model(name).aliases)
    assert before.get("audited") == 2, "the alias audited has changed; only champion and challenger belong to a stage"
    answer = aliases_from_stages(name, both.replace({"stage": {empty: "Archived"}}))
    after = dict(tracked().model(name).aliases)
    assert alias not in after, f"no version is in {empty} any more, and {alias} still points to one; remove the alias"
    wanted = {kept: number for kept, number in before.items() if kept != alias}
    assert after == wanted, "more than one alias has changed when one stage became empty"
    assert answer == {kept: number for kept, number in wanted.items() if kept != "audited"}, (
        "the function should return the aliases that it set, and only these"
    )

# %% [markdown] task="model-or-code-arrives"
# ## Task 6 · The model arrives, or the code does
#
# **3 points · DBX-16**
#
# A team tries things under one name and works under another. What goes over: the trained model, or the code that trains it?
#
# Write `bring_over(what, source, target, rows)`.
#
# - **Takes** `what`, which is `"model"` or `"code"`; `source` and `target`, two names; and `rows`, a pandas DataFrame of
#   production with the `FEATURES` and `cnt`.
# - `"model"`: the version of `source` that has the alias `champion` becomes a new version of `target`. Nothing is trained,
#   and the rows are not used: both give the same predictions.
# - `"code"`: the model is fitted again, by `fit_demand`, on `rows`, logged, and registered as a new version of `target`. The
#   models of `source` are not used.
# - In both cases the alias `challenger` of `target` points to the new version. Its `champion`, if it has one, stays in charge.
# - `target` may be a name that does not exist yet.
# - **Returns** the number of the new version of `target`, an `int`.

# %% [markdown] hint="model-or-code-arrives"
# Two branches, and then the same last two lines. Which version is `source`'s champion: the newest one, or the one that an
# alias names?

# %% [markdown] hint="model-or-code-arrives"
# `client.copy_model_version(src_model_uri, dst_name)` makes the target's name when it is missing, and `models:/…@champion` is
# a URI like any other. For the code, log and register as in task 1.

# %% [markdown] hint="model-or-code-arrives"
# Almost the lines: `arrived = client.copy_model_version(f"models:/{source}@champion", target)` in one branch,
# `arrived = mlflow.register_model(logged.model_uri, target)` in the other, then the alias for `arrived.version`.

# %% answer="model-or-code-arrives"
def bring_over(what, source, target, rows):
    """Make a challenger of target: a copy of source's champion, or a model that the same code fits on the rows."""
    ### BEGIN SOLUTION
    client = MlflowClient()
    if what == "model":
        arrived = client.copy_model_version(f"models:/{source}@champion", target)
    else:
        with mlflow.start_run():
            logged = mlflow.sklearn.log_model(fit_demand(rows), name="model", pip_requirements=["scikit-learn"])
        arrived = mlflow.register_model(logged.model_uri, target)
    client.set_registered_model_alias(target, "challenger", arrived.version)
    return int(arrived.version)
    ### END SOLUTION

# %% test="model-or-code-arrives" points=1
# The champion of dev arrives in prod as a challenger, with the same predictions
from numbers import Integral

from course import predicted, tracked

rows = bikes[bikes["month"] == "2012-11"].reset_index(drop=True)
before = tracked().model("prod.bikes.demand")
number = bring_over("model", "dev.bikes.demand", "prod.bikes.demand", rows)
after = tracked().model("prod.bikes.demand")
assert isinstance(number, Integral), (
    f"bring_over returned {type(number).__name__}; it should return the new version's number, an int"
)
assert len(after.versions) == len(before.versions) + 1, (
    f"prod.bikes.demand had {len(before.versions)} versions and has {len(after.versions)} now; one should have arrived"
)
assert after.aliases.get("challenger") == number == after.versions[-1].number, (
    f"the function returned {number}, the newest version is {after.versions[-1].number}, and the aliases are {dict(after.aliases)}; "
    "all three should name the version that arrived, as challenger"
)
here, there = (
    np.array(predicted(uri, rows[FEATURES])) for uri in ("models:/prod.bikes.demand@challenger", "models:/dev.bikes.demand@champion")
)
assert np.allclose(here, there), (
    f"the version that arrived is up to {np.abs(here - there).max():.0f} bikes away from dev's champion; "
    "copy the version that the alias names, and train nothing"
)

# %% test="model-or-code-arrives" points=1 hidden=true
# The code learns from drawn rows of production, and the model does not
from course import drawn, predicted

rng = drawn("arrives")
name = f"prod.{rng.choice(['docks', 'trips', 'tours'])}.demand_{rng.integers(10**6)}"
table = pd.DataFrame(rng.uniform(0, 1, (120, 4)), columns=FEATURES) * [23.0, 1.0, 35.0, 90.0]
truth = rng.uniform(900, 1500) + rng.uniform(2, 9) * table["hr"] - rng.uniform(3, 8) * table["temp"]
champion = np.array(predicted("models:/dev.bikes.demand@champion", table))
for number, what in enumerate((str(what) for what in rng.permutation(["model", "code"])), start=1):
    answer = bring_over(what, "dev.bikes.demand", name, table.assign(cnt=truth))
    assert answer == number, "the number that came back is not that of the version which arrived under the new name"
    found = np.array(predicted(f"models:/{name}@challenger", table))
    if what == "code":
        assert float(np.abs(found - truth).max()) <= 0.5, (
            "what was brought over as code does not predict as a model fitted on the given rows, which a line fits exactly; "
            "train again, on the rows of production"
        )
    else:
        assert np.allclose(found, champion), (
            "what was brought over as model does not predict as source's champion; copy it, and leave the rows alone"
        )

# %% test="model-or-code-arrives" points=1 hidden=true
# Whoever arrives is a challenger, and the champion stays in charge
from course import drawn, tracked

rng = drawn("stays-in-charge")
rows = bikes[bikes["month"] == str(rng.choice(["2012-02", "2012-06", "2012-09"]))].reset_index(drop=True)
for what in (str(what) for what in rng.permutation(["model", "code"])):
    before = dict(tracked().model("prod.bikes.demand").aliases)
    number = bring_over(what, "dev.bikes.demand", "prod.bikes.demand", rows)
    after = dict(tracked().model("prod.bikes.demand").aliases)
    assert after.get("champion") == 1, "the champion of prod has changed; what arrives has not won yet, so it is a challenger"
    assert after == {**before, "challenger": number}, "the alias challenger does not point to what arrived, or another alias changed"
new = f"prod.bikes.first_{rng.integers(10**6)}"
number = bring_over(what, "dev.bikes.demand", new, rows)
assert dict(tracked().model(new).aliases) == {"challenger": number}, (
    "under a new name the aliases are not the challenger alone; nobody has won yet, so there is no champion"
)
