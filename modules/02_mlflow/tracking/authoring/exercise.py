# %% [markdown]
# # Exercise · Whose run was the best?
#
# The lesson tracked forecasts of rented bikes. Now you weigh penguins: from the measures of bill and flipper you predict the body
# mass, and you keep a record that somebody else can trust. For each number you log, the grader loads the model you logged,
# measures again, and compares.
#
# **Six tasks, 20 points, about 35 minutes.** Objectives: DBX-11, DBX-12, DBX-13, and the older outline's *nested runs*.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order. More runs than asked for do no harm.

# %% given="setup"
import uuid

import mlflow
import numpy as np
import pandas as pd
from sklearn.dummy import DummyRegressor

from course import dataset

features = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"]
penguins = pd.read_parquet(dataset("penguins")).dropna(subset=["body_mass_g"])
train = penguins[penguins["year"] < 2009].reset_index(drop=True)  # (penguins of 2007 and 2008, 8 columns)
later = penguins[penguins["year"] == 2009].reset_index(drop=True)  # (penguins of 2009, 8 columns)
experiment = mlflow.set_experiment("penguins")
train[["species", *features, "body_mass_g"]].head()

# %% [markdown] task="run-holds-what-it-claims"
# ## Task 1 · A run that holds what it claims
#
# **4 points · DBX-12**
#
# Write `track(train, later)`.
#
# - **Takes** two pandas frames with the three columns in `features` (floats) and the label `body_mass_g` (grams).
# - Fits a model on `train` alone. Which one is free, but it must use the features, and it predicts from a frame with exactly
#   the columns `features`, in this order.
# - **One run** of the active experiment holds
#   - the parameter `model`, the name of the model's class, and the parameter `rows`, the number of training rows;
#   - the metric `rmse`, the root mean squared error of this model on `later`, in grams;
#   - the artifact `errors.json`, a JSON object with two numbers, in grams on `later`: `mean_error`, the mean of prediction minus
#     label, and `worst`, the largest absolute error;
#   - the model itself, logged under the name `model`.
# - **Returns** the id of the run, a `str`. The run has ended by then.
# - Tolerance: one part in a hundred.
#
# Give `pip_requirements=["scikit-learn"]` to `log_model`, or it takes many seconds. Trees and forests also need the
# `skops_trusted_types` of the lesson.

# %% [markdown] hint="run-holds-what-it-claims"
# One `with mlflow.start_run() as run:` around everything that is logged. Which of the five kinds is each thing that the task
# names?

# %% [markdown] hint="run-holds-what-it-claims"
# `mlflow.log_params` and `mlflow.log_metric` for the first two. `mlflow.log_dict` writes a dict as a JSON file,
# `mlflow.sklearn.log_model` the model. All errors come from the very model that you log, on `later`.

# %% [markdown] hint="run-holds-what-it-claims"
# Almost the lines: `miss = model.predict(later[features]) - later["body_mass_g"]`, then `mlflow.log_dict({"mean_error":
# float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")`; the id is `run.info.run_id`.

# %% answer="run-holds-what-it-claims"
def track(train, later):
    """Fit on train, log parameters, rmse, errors.json and the model in one run, and return its id."""
    ### BEGIN SOLUTION
    from sklearn.linear_model import LinearRegression

    model = LinearRegression().fit(train[features], train["body_mass_g"])
    miss = model.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run(run_name="by hand") as run:
        mlflow.log_params({"model": type(model).__name__, "rows": len(train)})
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.log_dict({"mean_error": float(miss.mean()), "worst": float(miss.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id
    ### END SOLUTION

# %% test="run-holds-what-it-claims" points=1
# The run of the penguins has ended and holds parameters, metric, file and model
from course import tracked

id = track(train, later)
assert isinstance(id, str), f"track returned {type(id).__name__}; it should return the id of the run, a str"
run = tracked().run(id)
assert run is not None, "track returned no id of a run in the tracking store; return run.info.run_id"
assert run.status == "FINISHED", f"the run's status is {run.status}; a run that was opened must end: use a with block"
assert run.params.get("model") and run.params.get("rows") == str(len(train)), (
    f"the run's parameters are {dict(run.params)}; model (the class's name) and rows ({len(train)}) are asked for"
)
assert run.params["model"].replace(".", "").isidentifier(), (
    f"the parameter model is {run.params['model']!r}, which is no name of a class; take type(model).__name__"
)
assert "rmse" in run.metrics, "the run logged no metric 'rmse'; log it as a metric, under exactly this name"
assert "errors.json" in run.artifacts, (
    f"the run's files are {list(run.artifacts)}; errors.json should be one of them: "
    "a file that only lies in the folder is not logged"
)
models = tracked().model_names(run)
assert "model" in models, (
    f"the run's models have the names {list(models)}; one of them should be model: "
    'call mlflow.sklearn.log_model with name="model" inside the run'
)

# %% test="run-holds-what-it-claims" points=2 hidden=true
# The logged rmse is that of the logged model, on the later rows
import numpy as np
import pandas as pd

from course import contradiction, drawn, predicted, tracked

rng = drawn("planted-penguins")
table = pd.DataFrame(rng.normal([44, 17, 200], [5, 2, 14], (260, 3)), columns=features)
weights = [float(rng.uniform(20, 40)), float(rng.uniform(40, 80)), float(rng.uniform(30, 50))]
table["body_mass_g"] = table[features].to_numpy() @ np.array(weights) - 6000 + rng.normal(0, 120, 260)
table.loc[200:, "body_mass_g"] += float(rng.choice([-1, 1])) * 150  # the later penguins are all a bit heavier, or lighter
rows, after = table[:200].reset_index(drop=True), table[200:].reset_index(drop=True)
label = after["body_mass_g"].to_numpy()
id = track(rows, after)
run = tracked().run(id) if isinstance(id, str) else None
assert run is not None, "track returned no id of a run in the tracking store; return run.info.run_id"
assert "model" in tracked().model_names(run), (
    "the run holds no model under the name model; call mlflow.sklearn.log_model inside the run"
)
predictions = np.array(predicted(f"runs:/{id}/model", after[features]), dtype=float)
problem = contradiction(run, "rmse", float(np.sqrt(np.mean((predictions - label) ** 2))))
assert not problem, problem
assert run.params.get("rows") == str(len(rows)), "the parameter rows is not the number of training rows"
assert np.ptp(predictions) > 0, "the model predicts one number for all penguins; it should use the features"

# %% test="run-holds-what-it-claims" points=1 hidden=true
# The file errors.json tells the errors of the logged model, and the later labels teach this model nothing
import json
from numbers import Real

import numpy as np
import pandas as pd

from course import artifact, drawn, predicted, tracked

rng = drawn("errors-in-a-file")
table = pd.DataFrame(rng.normal([44, 17, 200], [5, 2, 14], (160, 3)), columns=features)
table["body_mass_g"] = table[features].to_numpy() @ np.array([30.0, 60.0, 40.0]) - 6000 + rng.normal(0, 150, 160)
rows, after = table[:60].reset_index(drop=True), table[60:].reset_index(drop=True)
shift, means = float(rng.uniform(900, 1300)), []
for grams in (shift, -shift):  # the same penguins come twice, once heavier and once lighter than what train says
    label = after["body_mass_g"].to_numpy() + grams
    id = track(rows.copy(), after.assign(body_mass_g=label))
    run = tracked().run(id) if isinstance(id, str) else None
    assert run is not None, "track returned no id of a run in the tracking store; return run.info.run_id"
    assert "errors.json" in run.artifacts, "errors.json is not among the run's files; log it inside the run"
    assert "model" in tracked().model_names(run), (
        "the run holds no model under the name model; call mlflow.sklearn.log_model inside the run"
    )
    file = artifact(id, "errors.json")
    try:
        told = json.loads(file)
    except ValueError:
        told = None
    assert isinstance(told, dict) and {"mean_error", "worst"} <= set(told), (
        "errors.json is not a JSON object with the keys mean_error and worst"
    )
    predictions = np.array(predicted(f"runs:/{id}/model", after[features]), dtype=float)
    miss = predictions - label
    for key, value in {"mean_error": float(miss.mean()), "worst": float(np.abs(miss).max())}.items():
        assert isinstance(told[key], Real) and abs(told[key] - value) <= 0.01 * abs(value), (
            f"{key} in errors.json is not what the logged model gives on the later rows; "
            "the error is prediction minus label, in grams"
        )
    means.append(float(predictions.mean()))
moved = abs(means[0] - means[1])
assert moved <= 0.8 * shift, (  # luck inside a fit moves far less; a fit on all rows about 1.25 * shift or more
    f"the labels of later changed by {2 * shift:.0f} g, and the predictions of the logged model by {moved:.0f} g on average; "
    "later only measures the model: fit it on train alone"
)

# %% [markdown] task="curve-keeps-its-steps"
# ## Task 2 · A curve keeps its steps
#
# **3 points · DBX-12**
#
# A model was trained in rounds, and after each round its error was measured. The curve goes down and, later, up again.
#
# Write `track_curve(errors)`.
#
# - **Takes** `errors`, a list of floats: the rmse after round 1, after round 2, and so on.
# - **One run** holds the metric `rmse` with one value for each round, the round's number as its step (from 1 on), and two metrics
#   with a single value each: `best_rmse`, the lowest error, and `best_round`, the round that had it. The lowest error occurs
#   once.
# - **Returns** the id of the run.

# %% [markdown] hint="curve-keeps-its-steps"
# A metric with one name may have many values. What tells them apart?

# %% [markdown] hint="curve-keeps-its-steps"
# `mlflow.log_metric` has a parameter `step`, and `enumerate` has a parameter `start`.

# %% [markdown] hint="curve-keeps-its-steps"
# Almost the lines: `for number, error in enumerate(errors, start=1): mlflow.log_metric("rmse", error, step=number)`, then
# `best_round` is `errors.index(min(errors)) + 1`.

# %% answer="curve-keeps-its-steps"
def track_curve(errors):
    """Log errors as the metric rmse with steps from 1 on, and best_rmse and best_round; return the run's id."""
    ### BEGIN SOLUTION
    with mlflow.start_run(run_name="curve") as run:
        for number, error in enumerate(errors, start=1):
            mlflow.log_metric("rmse", error, step=number)
        mlflow.log_metrics({"best_rmse": min(errors), "best_round": errors.index(min(errors)) + 1})
    return run.info.run_id
    ### END SOLUTION

# %% test="curve-keeps-its-steps" points=1
# Five rounds that you can follow by eye
from course import tracked

id = track_curve([510.0, 400.0, 360.0, 380.0, 420.0])
run = tracked().run(id) if isinstance(id, str) else None
assert run is not None, "track_curve returned no id of a run in the tracking store; return run.info.run_id"
points = [(point.step, point.value) for point in run.history.get("rmse", ())]
assert points == [(1, 510.0), (2, 400.0), (3, 360.0), (4, 380.0), (5, 420.0)], (
    f"the metric rmse holds {points} as (step, value); each round should be one value, with its number from 1 on as the step"
)
assert run.metrics.get("best_rmse") == 360.0 and run.metrics.get("best_round") == 3, (
    f"best_rmse is {run.metrics.get('best_rmse')} and best_round {run.metrics.get('best_round')}; "
    "the lowest error is 360.0, and round 3 had it"
)

# %% test="curve-keeps-its-steps" points=2 hidden=true
# Curves of drawn length and shape keep every value at its step, and their lowest point
from course import drawn, tracked

rng = drawn("curves")
curves = []
for length in (int(rng.integers(6, 10)), int(rng.integers(12, 18))):
    turn = int(rng.integers(2, length - 2))
    start = float(rng.uniform(300, 900))
    noise = rng.uniform(0.0, 3.0, length)
    curves.append([round(start + 20 * abs(place - turn) + float(noise[place]), 4) for place in range(length)])
for errors in curves:
    id = track_curve(errors)
    run = tracked().run(id) if isinstance(id, str) else None
    assert run is not None, "track_curve returned no id of a run in the tracking store; return run.info.run_id"
    points = run.history.get("rmse", ())
    assert [point.step for point in points] == list(range(1, len(errors) + 1)), (
        f"{len(errors)} rounds went in, but rmse has {len(points)} values, and their steps do not count the rounds from 1 on"
    )
    assert [point.value for point in points] == errors, "at some step rmse holds another value than the round had"
    assert len(run.history.get("best_rmse", ())) == 1 and run.metrics["best_rmse"] == min(errors), (
        "best_rmse is not one value, the lowest of all rounds; the last round is seldom the best"
    )
    assert run.metrics.get("best_round") == errors.index(min(errors)) + 1, (
        "best_round is not the number of the round with the lowest error; rounds count from 1 on"
    )

# %% [markdown] task="autolog-lands-in-the-run"
# ## Task 3 · Autolog lands in your run
#
# **3 points · DBX-12**
#
# Autolog writes down what you would forget. What a model is worth on later rows it does not know: that is your part, in the
# **same** run.
#
# Write `track_tree(train, later, depth)`.
#
# - **Takes** two frames as in task 1, and an `int`.
# - Fits `DecisionTreeRegressor(max_depth=depth, random_state=0)` on `train[features]`, with scikit-learn's autolog on and its
#   models off (`log_models=False`).
# - **One run** holds all that autolog logs about this fit (parameters, `training_…` metrics, tags) and the metric `rmse`: the
#   root mean squared error of this tree on `later`, in grams.
# - **Returns** the id of that run. Switch autolog off again at the end; the other tasks do without it. `fit_afterwards` is ready:
#   it calls your function and then fits another model, in a run where autolog should write nothing.
# - Tolerance: one part in a hundred.

# %% [markdown] hint="autolog-lands-in-the-run"
# Autolog acts when `fit` is called. If a run is open at this moment, it writes into that run. If none is, it opens one of its
# own, and ends it.

# %% [markdown] hint="autolog-lands-in-the-run"
# The order is: `mlflow.sklearn.autolog(…)`, `with mlflow.start_run() as run:`, and inside the block both `fit` and `log_metric`.

# %% [markdown] hint="autolog-lands-in-the-run"
# Almost the lines: `mlflow.sklearn.autolog(log_models=False, silent=True)` before, `mlflow.sklearn.autolog(disable=True)` after;
# inside the run `tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[features], train["body_mass_g"])`.

# %% answer="autolog-lands-in-the-run"
def track_tree(train, later, depth):
    """Fit a tree under autolog and log its rmse on later into the same run; return the run's id."""
    ### BEGIN SOLUTION
    from sklearn.tree import DecisionTreeRegressor

    mlflow.sklearn.autolog(log_models=False, silent=True)
    with mlflow.start_run(run_name=f"tree of depth {depth}") as run:
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[features], train["body_mass_g"])
        miss = tree.predict(later[features]) - later["body_mass_g"]
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
    mlflow.sklearn.autolog(disable=True)
    return run.info.run_id
    ### END SOLUTION


def fit_afterwards(train, later, depth):  # ready: leave it as it is
    """Call track_tree, then fit another model in a run of its own, and return the id of this other run."""
    track_tree(train, later, depth)
    with mlflow.start_run(nested=True) as other:
        DummyRegressor().fit(train[features], train["body_mass_g"])
    return other.info.run_id

# %% test="autolog-lands-in-the-run" points=1
# One run holds what autolog logged and what you measured, and autolog is off afterwards
from course import tracked

id = track_tree(train, later, 3)
run = tracked().run(id) if isinstance(id, str) else None
assert run is not None, "track_tree returned no id of a run in the tracking store; return run.info.run_id"
assert "rmse" in run.metrics, "the run logged no metric 'rmse'; autolog does not know the later rows: measure and log it yourself"
assert {"criterion", "max_depth", "min_samples_leaf", "splitter"} <= set(run.params), (
    f"the run holds the parameters {sorted(run.params)}; autolog would have logged all twelve of a tree: "
    "is it on before fit, and is the run open when fit is called?"
)
assert "training_root_mean_squared_error" in run.metrics and run.tags.get("estimator_name") == "DecisionTreeRegressor", (
    "the run holds no training metrics or tags of autolog; fit the tree inside the run, with autolog on"
)
assert not tracked().models_of(run), "autolog has logged a model as well, which nobody asked for; say log_models=False"
id = fit_afterwards(train, later, 3)
other = tracked().run(id) if isinstance(id, str) else None
assert other is not None, "fit_afterwards returned no id of a run; leave this function as it stood"
assert not other.params, (
    f"autolog wrote {len(other.params)} parameters of a model that was fitted after track_tree; switch autolog off before you "
    "return. What mlflow.sklearn.autolog switched on, mlflow.sklearn.autolog(disable=True) switches off"
)

# %% test="autolog-lands-in-the-run" points=2 hidden=true
# Depth, training error and later error are those of the same tree, on drawn rows
import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeRegressor

from course import contradiction, drawn, tracked

rng = drawn("noisy-penguins")
depth = int(rng.integers(5, 10))
table = pd.DataFrame(rng.normal([44, 17, 200], [5, 2, 14], (260, 3)), columns=features)
table["body_mass_g"] = 40 * table["flipper_length_mm"] - 4000 + rng.normal(0, 500, 260)
rows, after = table[:160].reset_index(drop=True), table[160:].reset_index(drop=True)
tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(rows[features], rows["body_mass_g"])
expected = {
    name: float(np.sqrt(np.mean((tree.predict(part[features]) - part["body_mass_g"]) ** 2)))
    for name, part in {"training_root_mean_squared_error": rows, "rmse": after}.items()
}
id = track_tree(rows, after, depth)
run = tracked().run(id) if isinstance(id, str) else None
assert run is not None, "track_tree returned no id of a run in the tracking store; return run.info.run_id"
assert run.params.get("max_depth") == str(depth), (
    "the run has no parameter max_depth with the depth that was asked for; autolog logs it when fit is called inside the run"
)
for name, value in expected.items():
    problem = contradiction(run, name, value)
    assert not problem, problem

# %% [markdown] task="search-has-children"
# ## Task 4 · A search is one run with children
#
# **4 points · DBX-12, older outline: nested runs**
#
# Write `search_alphas(train, later, alphas)`.
#
# - **Takes** two pandas frames with the label `body_mass_g` and any number of feature columns, **all the others**, all floats;
#   and a list of different floats above 0. Both frames have their columns in the same order; the label may stand anywhere.
# - For each `alpha`, `Ridge(alpha=alpha)` from scikit-learn is fitted on `train` and measured on `later`.
# - **A parent run** with one **nested child** for each alpha. A child holds the parameter `alpha` and the metric `rmse` (on
#   `later`).
# - The parent holds the metric `best_rmse`, the lowest of its children; the parameter `best_alpha`, the alpha of this child; and
#   this child's model, logged in the parent under the name `model`. It predicts from a frame with the features in the order
#   that they have in `train`.
# - **Returns** the id of the parent.
# - Tolerance: one part in a hundred.

# %% [markdown] hint="search-has-children"
# Two `with` blocks, one inside the other, and a loop between them. What must the inner one be told, so that it may open while the
# outer one is open?

# %% [markdown] hint="search-has-children"
# `mlflow.start_run(nested=True)` inside the loop. Remember the best error, alpha and model while you go. What you log after the
# inner block has ended goes to the outer run.

# %% [markdown] hint="search-has-children"
# Almost the lines, in the loop: `with mlflow.start_run(nested=True): mlflow.log_param("alpha", alpha); mlflow.log_metric("rmse",
# rmse)`; after the loop, in the parent: `mlflow.log_metric("best_rmse", best_rmse)` and so on.

# %% answer="search-has-children"
def search_alphas(train, later, alphas):
    """Log a parent run with one child for each alpha, and the best of them with its model; return the parent's id."""
    ### BEGIN SOLUTION
    from sklearn.linear_model import Ridge

    inputs = [column for column in train.columns if column != "body_mass_g"]
    found = []
    with mlflow.start_run(run_name="alphas") as parent:
        for alpha in alphas:
            with mlflow.start_run(run_name=f"alpha {alpha:g}", nested=True):
                model = Ridge(alpha=alpha).fit(train[inputs], train["body_mass_g"])
                rmse = float(np.sqrt(((model.predict(later[inputs]) - later["body_mass_g"]) ** 2).mean()))
                mlflow.log_param("alpha", alpha)
                mlflow.log_metric("rmse", rmse)
            found.append((rmse, alpha, model))
        rmse, alpha, model = min(found, key=lambda one: one[0])
        mlflow.log_metric("best_rmse", rmse)
        mlflow.log_param("best_alpha", alpha)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
    ### END SOLUTION

# %% test="search-has-children" points=1
# Three alphas make three children, and the parent knows the best of them
from course import tracked

id = search_alphas(train[[*features, "body_mass_g"]], later[[*features, "body_mass_g"]], [0.1, 1000.0, 1e7])
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "search_alphas returned no id of a run in the tracking store; return that of the parent"
children = tracked().children(parent)
assert len(children) >= 3, (
    f"the run has {len(children)} children for 3 alphas; open each child inside the parent's block, with nested=True"
)
children = [child for child in children if "alpha" in child.params and "rmse" in child.metrics]
assert len(children) >= 3, (
    f"{len(children)} children have the parameter alpha and the metric rmse; log both inside the block of each alpha's child"
)
assert "best_rmse" in parent.metrics and "best_alpha" in parent.params, (
    "the parent lacks the metric best_rmse or the parameter best_alpha; its children's numbers do not climb up by themselves"
)
best = min(children, key=lambda child: child.metrics["rmse"])
same = abs(parent.metrics["best_rmse"] - best.metrics["rmse"]) <= 0.01 * best.metrics["rmse"]
assert same and float(parent.params["best_alpha"]) == float(best.params["alpha"]), (
    f"the parent tells best_rmse {parent.metrics['best_rmse']:.1f} at alpha {parent.params['best_alpha']}, "
    f"but the child with the lowest rmse has {best.metrics['rmse']:.1f} at {best.params['alpha']}"
)

# %% test="search-has-children" points=2 hidden=true
# Each child tells the error of its own alpha on the later rows, and the parent the lowest
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge

from course import drawn, tracked

rng = drawn("many-weak-features")
inputs = [f"x{number:02}" for number in range(14)]
table = pd.DataFrame(rng.normal(size=(224, 14)), columns=inputs)
table["body_mass_g"] = 4000 + table[inputs].sum(axis=1) * 30 + rng.normal(0, 200, 224)
rows, after = table[:24].reset_index(drop=True), table[24:].reset_index(drop=True)
alphas = [float(round(alpha * rng.uniform(0.8, 1.2), 4)) for alpha in (0.01, 3, 40, 4000)]
fits = [Ridge(alpha=alpha).fit(rows[inputs], rows["body_mass_g"]) for alpha in alphas]
misses = [fit.predict(after[inputs]) - after["body_mass_g"] for fit in fits]
errors = {alpha: float(np.sqrt(np.mean(miss**2))) for alpha, miss in zip(alphas, misses)}
best, *others = sorted(alphas, key=errors.get)
order = [str(name) for name in rng.permutation(inputs)]
order.insert(int(rng.integers(1, 14)), "body_mass_g")  # the label stands neither first nor last
id = search_alphas(rows[order], after[order], [*others[:-1], best, others[-1]])  # the best stands neither first nor last
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "search_alphas returned no id of a run in the tracking store; return that of the parent"
children = [child for child in tracked().children(parent) if "alpha" in child.params]
told = {
    alpha: [child.metrics.get("rmse", float("nan")) for child in children if abs(float(child.params["alpha"]) / alpha - 1) <= 0.01]
    for alpha in alphas
}
without = sum(not found for found in told.values())
assert not without, f"of {len(alphas)} alphas, {without} have no child with this parameter"
off = [alpha for alpha in alphas if not any(abs(rmse - errors[alpha]) <= 0.01 * errors[alpha] for rmse in told[alpha])]
assert not off, (
    f"{len(off)} children do not tell the rmse of Ridge with their own alpha, fitted on train and measured on later"
)
assert "best_rmse" in parent.metrics and abs(parent.metrics["best_rmse"] - errors[best]) <= 0.01 * errors[best], (
    "best_rmse is not the lowest rmse of the children, on the later rows"
)
assert abs(float(parent.params.get("best_alpha", "nan")) - best) <= 0.01 * best, (
    "best_alpha is not the alpha of the child with the lowest rmse"
)

# %% test="search-has-children" points=1 hidden=true
# The model in the parent is the one that has the parent's best rmse
import numpy as np
import pandas as pd

from course import contradiction, drawn, predicted, tracked

rng = drawn("the-best-model")
inputs = [f"x{number:02}" for number in range(14)]
table = pd.DataFrame(rng.normal(size=(224, 14)), columns=inputs)
table["body_mass_g"] = 4000 + table[inputs].sum(axis=1) * 30 + rng.normal(0, 200, 224)
rows, after = table[:24].reset_index(drop=True), table[24:].reset_index(drop=True)
label = after["body_mass_g"].to_numpy()
order = [str(name) for name in rng.permutation(inputs)]
asked = after[order]
order.insert(int(rng.integers(1, 14)), "body_mass_g")  # the label stands neither first nor last
id = search_alphas(rows[order], after[order], [40.0 * float(rng.uniform(0.9, 1.1)), 0.01])
parent = tracked().run(id) if isinstance(id, str) else None
assert parent is not None, "search_alphas returned no id of a run in the tracking store; return that of the parent"
assert "model" in tracked().model_names(parent), (
    "the parent holds no model under the name model; log the best one after the loop, while the parent's block is still open"
)
rmse = float(np.sqrt(np.mean((np.array(predicted(f"runs:/{id}/model", asked)) - label) ** 2)))
problem = contradiction(parent, "best_rmse", rmse)
assert not problem, problem

# %% [markdown]
# ### A colleague's week, for tasks 5 and 6
#
# The next cell is given. `replay(records)` writes the runs of a colleague into a new experiment, one after the other, and returns
# the **name** of that experiment. You need not look into the records: your functions begin after the replay, with the store
# alone.

# %% given="replay"
def replay(records):
    """Write a colleague's runs into a new experiment, in their order, and return the experiment's name."""
    name = f"colleague {uuid.uuid4().hex[:8]}"
    home, ids = mlflow.create_experiment(name), {}
    for record in records:
        run = mlflow.start_run(experiment_id=home, run_name=record["name"], parent_run_id=ids.get(record.get("parent")))
        ids[record["name"]] = run.info.run_id
        mlflow.set_tags(record.get("tags", {}))
        for metric, values in record.get("metrics", {}).items():
            for step, value in enumerate(values, start=1):
                mlflow.log_metric(metric, value, step=step)
        if "always" in record:  # the grams that this colleague's model answers for every penguin
            model = DummyRegressor(strategy="constant", constant=record["always"]).fit([[0.0] * 3], [0.0])
            mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
        mlflow.end_run(record.get("status", "FINISHED"))
    return name

# %% [markdown] task="best-run-comes-back"
# ## Task 5 · The best run comes back
#
# **4 points · DBX-11**
#
# A colleague is on holiday and has left a week of runs. Some crashed. Some were measured on the rows that they were trained on.
# You want the best of the honest ones, and its model.
#
# Write `best_forecast(records, rows)`.
#
# - **Takes** `records`, for `replay`, and `rows`, a pandas frame with the columns `features`.
# - In the experiment that `replay` made, **the best run** is the one with the lowest `rmse`, the value that a table of runs
#   shows, among the runs that have **finished** and that have the tag `data` with the value `later`.
# - **Returns** `(id, grams)`: the id of the best run, a `str`, and a list of floats, what the model of that run predicts for
#   `rows`. The run logged it under the name `model`.
#
# How you search is free: the client, `mlflow.search_runs`, pandas.

# %% [markdown] hint="best-run-comes-back"
# Two conditions on a run, an order, and the first of what is left. The lesson has a table of what a filter may say.

# %% [markdown] hint="best-run-comes-back"
# `mlflow.search_runs(experiment_names=[…], filter_string=…, order_by=[…], output_format="list")`; two conditions are joined by
# `and`. The model is loaded by `mlflow.pyfunc.load_model`.

# %% [markdown] hint="best-run-comes-back"
# Almost the lines: `filter_string="attributes.status = 'FINISHED' and tags.data = 'later'"`, `order_by=["metrics.rmse ASC"]`, and
# `mlflow.pyfunc.load_model(f"runs:/{best.info.run_id}/model").predict(rows).tolist()`.

# %% answer="best-run-comes-back"
def best_forecast(records, rows):
    """Return (id, grams): the best honest run of the replayed experiment, and what its model predicts for rows."""
    name = replay(records)  # given: from here on, the runs are in the store
    ### BEGIN SOLUTION
    found = mlflow.search_runs(
        experiment_names=[name],
        filter_string="attributes.status = 'FINISHED' and tags.data = 'later'",
        order_by=["metrics.rmse ASC"],
        max_results=1,
        output_format="list",
    )
    id = found[0].info.run_id
    return id, mlflow.pyfunc.load_model(f"runs:/{id}/model").predict(rows).tolist()
    ### END SOLUTION

# %% test="best-run-comes-back" points=1
# A week of five runs, and the best of the honest ones
from course import tracked

week = [
    {"name": "monday", "tags": {"data": "later"}, "metrics": {"rmse": [450.0, 300.0, 390.0]}, "always": 4100.0},
    {"name": "tuesday", "tags": {"data": "later"}, "metrics": {"rmse": [360.0]}, "always": 4200.0},
    {"name": "wednesday", "tags": {"data": "training"}, "metrics": {"rmse": [120.0]}, "always": 4300.0},
    {"name": "thursday", "tags": {"data": "later"}, "metrics": {"rmse": [30.0]}, "status": "FAILED", "always": 4400.0},
    {"name": "friday", "tags": {"data": "later"}, "metrics": {"rmse": [410.0]}, "always": 4500.0},
]
why = {
    "monday": "its rmse is 390 at the end; a table of runs shows the last value, not the lowest of its history",
    "wednesday": "it was measured on training rows; its tag says so",
    "thursday": "it failed, and what a failed run has logged so far is no result",
    "friday": "it is the newest, and that is the order of a search that asks for none",
}
answer = best_forecast(week, later[features])
assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
    f"best_forecast returned {type(answer).__name__}; it should return (id, grams)"
)
run = tracked().run(answer[0]) if isinstance(answer[0], str) else None
assert run is not None, "the first value is no id of a run in the tracking store; return run.info.run_id"
assert run.name == "tuesday", f"you chose {run.name}, but {why.get(run.name, 'it is not in the experiment that replay made')}"
assert isinstance(answer[1], list) and answer[1] == [4200.0] * len(later), (
    "the second value is not the list of what the model of tuesday's run predicts, one number for each row"
)

# %% test="best-run-comes-back" points=2 hidden=true
# The same choice in drawn weeks, whichever day the best run is from
from course import drawn, tracked

rng = drawn("weeks")
low = float(rng.uniform(100, 900))
week = [
    {"tags": {"data": "later"}, "metrics": {"rmse": [low + 60, low - 40, low + 30]}, "why": "its rmse was lower once, and rose"},
    {"tags": {"data": "later"}, "metrics": {"rmse": [low + 90, low]}, "why": ""},
    {"tags": {"data": "training"}, "metrics": {"rmse": [low / 3]}, "why": "it was measured on training rows; its tag says so"},
    {"tags": {"data": "later"}, "metrics": {"rmse": [low / 5]}, "status": "FAILED", "why": "it failed"},
    {"tags": {"data": "later"}, "metrics": {"loss": [low / 9]}, "why": "it has no rmse at all"},
    {"tags": {"data": "later"}, "metrics": {"rmse": [low / 6]}, "status": "KILLED", "why": "it was killed, so it has not finished"},
    {"tags": {"data": "sample"}, "metrics": {"rmse": [low / 7]}, "why": "its tag data has another value than later"},
    {"tags": {"team": "north"}, "metrics": {"rmse": [low / 8]}, "why": "it has no tag data; nobody knows what it was measured on"},
]
order = [int(place) for place in rng.permutation([1, 2, 3, 4, 5, 6, 7])] + [0]  # the newest is honest and not the best
days = {f"run {number}": week[place] for number, place in enumerate(order)}
records = [
    {"name": name, "always": 3000.0 + 100 * number} | {key: day[key] for key in ("tags", "metrics", "status") if key in day}
    for number, (name, day) in enumerate(days.items())
]
answer = best_forecast(records, later[features][:4])
assert isinstance(answer, (tuple, list)) and len(answer) == 2, (
    f"best_forecast returned {type(answer).__name__}; it should return (id, grams)"
)
run = tracked().run(answer[0]) if isinstance(answer[0], str) else None
assert run is not None, "the first value is no id of a run in the tracking store; return run.info.run_id"
fault = days[run.name]["why"] if run.name in days else "it is not in the experiment that replay made"
assert not fault, f"the run you chose is not the best of the honest ones: {fault}"

# %% test="best-run-comes-back" points=1 hidden=true
# The predictions come from the model of that very run
from course import drawn

rng = drawn("two-models")
grams = [float(value) for value in rng.permutation([3100.0, 4100.0]) + rng.integers(0, 900, 2)]
errors = [300.0, 500.0]  # the newest is not the best
records = [
    {"name": f"run {number}", "tags": {"data": "later"}, "metrics": {"rmse": [error]}, "always": value}
    for number, (value, error) in enumerate(zip(grams, errors))
]
rows = later[features][: int(rng.integers(3, 9))]
answer = best_forecast(records, rows)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], list), (
    "best_forecast should return (id, grams) with a list of floats as the second value"
)
assert len(answer[1]) == len(rows), f"{len(rows)} rows went in, {len(answer[1])} predictions came out"
assert all(value == grams[0] for value in answer[1]), (
    "the predictions are not those of the best run's model; load the model by the id of the run that you return"
)

# %% [markdown] task="list-is-what-the-ui-shows"
# ## Task 6 · The list that the UI shows
#
# **2 points · DBX-13, DBX-11**
#
# In the MLflow UI somebody types a text into the search box, chooses a metric under *Sort*, and an arrow: upwards or downwards.
# You want the same list without a browser. The picture in the lesson shows such a list.
#
# Write `ui_list(records, search, metric, upwards)`.
#
# - **Takes** `records`, for `replay`; `search`, the text in the search box, perhaps an empty one; `metric`, the name of a metric,
#   which may hold a space; `upwards`, a bool: `True` for the smallest value first, `False` for the largest.
# - **Returns** a list of tuples `(run name, status, value)`, in the order of the UI's list: `value` is what the list shows for
#   the metric, a float, or `None` for a run without it. Sorted by a metric, nested runs stand in the list like all others. Runs
#   without the metric come last, in any order.
#
# When the first test below has run in your notebook, its runs are in your own store. Look at them in a browser (the lesson has the
# command), type the same text, and compare.

# %% [markdown] hint="list-is-what-the-ui-shows"
# The search box, the metric and the arrow are three arguments of one call that you know.

# %% [markdown] hint="list-is-what-the-ui-shows"
# `filter_string` takes the text of the search box as it is. In `order_by`, a name with a space stands in backticks.

# %% [markdown] hint="list-is-what-the-ui-shows"
# Almost the lines: ``order_by=[f"metrics.`{metric}` {'ASC' if upwards else 'DESC'}"]``, and for each run `(run.info.run_name,
# run.info.status, run.data.metrics.get(metric))`.

# %% answer="list-is-what-the-ui-shows"
def ui_list(records, search, metric, upwards):
    """Return (run name, status, value) for each run of the replayed experiment, as the UI's list shows them."""
    name = replay(records)  # given: from here on, the runs are in the store
    ### BEGIN SOLUTION
    direction = "ASC" if upwards else "DESC"
    found = mlflow.search_runs(
        experiment_names=[name], filter_string=search, order_by=[f"metrics.`{metric}` {direction}"], output_format="list"
    )
    return [(run.info.run_name, run.info.status, run.data.metrics.get(metric)) for run in found]
    ### END SOLUTION

# %% test="list-is-what-the-ui-shows" points=1
# Five runs, two of them nested, sorted both ways
week = [
    {"name": "plain", "tags": {"team": "north"}, "metrics": {"mean error": [0.5, 9.5]}},
    {"name": "search", "tags": {"team": "south"}},
    {"name": "small", "parent": "search", "tags": {"team": "south"}, "metrics": {"mean error": [100.0]}},
    {"name": "large", "parent": "search", "tags": {"team": "south"}, "metrics": {"mean error": [10.0]}},
    {"name": "broken", "tags": {"team": "north"}, "metrics": {"mean error": [1.0]}, "status": "FAILED"},
]
shown = ui_list(week, "", "mean error", True)
assert isinstance(shown, list) and all(isinstance(row, (tuple, list)) and len(row) == 3 for row in shown), (
    f"ui_list returned {shown if isinstance(shown, list) else type(shown).__name__}; "
    "a list of (run name, status, value) is asked for"
)
values = [None if row[2] is None or row[2] != row[2] else float(row[2]) for row in shown]
expected = [("broken", "FAILED", 1.0), ("plain", "FINISHED", 9.5), ("large", "FINISHED", 10.0), ("small", "FINISHED", 100.0)]
assert [(row[0], row[1], value) for row, value in zip(shown, values)] == [*expected, ("search", "FINISHED", None)], (
    f"upwards you returned {shown}; the smallest last value stands first, children stand beside the others, "
    "and the run without the metric is last"
)
names = [row[0] for row in ui_list(week, "tags.team = 'south'", "mean error", False)]
assert names == ["small", "large", "search"], (
    f"downwards, for tags.team = 'south', you returned {names}; small, large, search is the order"
)

# %% test="list-is-what-the-ui-shows" points=1 hidden=true
# The same for drawn runs, texts and arrows
import numpy as np

from course import drawn

rng = drawn("search-boxes")
metric = str(rng.choice(["mean error", "share of misses", "log loss"]))
sizes = np.array([0.5, 2.0, 9.0, 11.0, 30.0, 101.0, 205.0])
size = len(sizes)
values = [round(float(value), 3) for value in rng.permutation(sizes) + rng.uniform(0, 0.4, size)]
teams = [str(team) for team in rng.choice(["north", "south"], size)]
states = [str(state) for state in rng.choice(["FINISHED", "FAILED"], size)]
bare = int(rng.integers(1, size))
limit = float(rng.choice([10.0, 20.0, 60.0]))
first = next(number for number in range(size) if number != bare and values[number] < limit)
states[first] = "FINISHED"  # so each search finds a run
records = [
    {"name": f"run {number}", "tags": {"team": teams[number]}, "status": states[number]}
    | ({} if number == bare else {"metrics": {metric: [values[number] / 3, values[number]]}})
    | ({"parent": "run 0"} if number in (2, 5) else {})
    for number in range(size)
]
half = [number for number in range(size) if teams[number] == teams[0]]
low = [number for number in range(size) if states[number] == "FINISHED" and number != bare and values[number] < limit]
boxes = [
    ("an empty text", "", range(size)),
    ("a condition on a tag", f"tags.team = '{teams[0]}'", half),
    ("two conditions joined by and", f"attributes.status = 'FINISHED' and metrics.`{metric}` < {limit}", low),
]
arrows = [bool(arrow) for arrow in rng.permutation([True, False, True])]
for upwards, (kind, search, kept) in zip(arrows, boxes):
    rows = sorted((number for number in kept if number != bare), key=values.__getitem__, reverse=not upwards)
    expected = [(f"run {number}", states[number], values[number]) for number in rows]
    expected += [(f"run {bare}", states[bare], None)] if bare in kept else []
    shown = ui_list(records, search, metric, upwards)
    assert isinstance(shown, list) and all(isinstance(row, (tuple, list)) and len(row) == 3 for row in shown), (
        "ui_list should return a list of (run name, status, value)"
    )
    found = [(row[0], row[1], None if row[2] is None or row[2] != row[2] else float(row[2])) for row in shown]
    assert {row[0] for row in found} == {row[0] for row in expected}, (
        f"with {kind} in the search box the list holds {len(found)} runs where the UI shows {len(expected)}; "
        "pass the text on as it is, and leave out no child and no failed run"
    )
    assert found == expected, (
        f"with {kind} in the search box the runs are the right ones, but their order or their values are not those of the UI, "
        f"sorted {'upwards' if upwards else 'downwards'} by a metric"
    )
