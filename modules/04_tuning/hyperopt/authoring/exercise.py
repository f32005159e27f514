# %% [markdown]
# # Exercise · How does Hyperopt find good hyperparameters?
#
# You build the parts of a search: a space that draws what you mean, an objective with the right sign, a search that another
# person can repeat, a winner that a model can be built from, a search that goes on the next night, and the curve that
# everybody looks at.
#
# **Six tasks, 20 points, about 40 minutes.** Objective: MD-32, tune with Hyperopt's `fmin`.
#
# Each task asks for one function. What is fixed (names, types, tolerance) is written in the prompt; everything else is free.
# Some tests are here to read. The others show only their title: they check the same promise on rows, seeds and limits that are
# drawn when your work is graded. The tasks do not need each other, so you may take them in any order.
#
# The next cell has all imports. `teach` and `judge` are always pandas DataFrames with numbers to learn from, and a label `y`.

# %% given="setup"
import numpy as np
import pandas as pd
from hyperopt import STATUS_FAIL, STATUS_OK, Trials, fmin, hp, rand, space_eval, tpe
from hyperopt.pyll.stochastic import sample
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import Ridge
from sklearn.metrics import roc_auc_score
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from threadpoolctl import threadpool_limits

threadpool_limits(1)  # small matrices: one thread is faster than several
QUIET = {"show_progressbar": False, "verbose": False}  # for fmin
SPACE = {
    "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e2)),
    "gamma": hp.loguniform("gamma", np.log(1e-2), np.log(1e3)),
}


def rmse(model, teach, judge):
    """Return the RMSE on judge of a model that was fitted on teach; y is the label."""
    fitted = model.fit(teach.drop(columns="y"), teach["y"] - teach["y"].mean())
    said = fitted.predict(judge.drop(columns="y")) + teach["y"].mean()
    return float(np.sqrt(np.mean((said - judge["y"]) ** 2)))


def kernel_rmse(setting, teach, judge):
    """Return the RMSE of a kernel ridge regression with setting["alpha"] and setting["gamma"]."""
    return rmse(KernelRidge(kernel="rbf", alpha=setting["alpha"], gamma=setting["gamma"]), teach, judge)


def family_rmse(setting, teach, judge):
    """Return the RMSE of {"family": "tree", "depth": int, "leaf": int} or of {"family": "ridge", "alpha": float}."""
    if setting["family"] == "tree":
        tree = DecisionTreeRegressor(max_depth=setting["depth"], min_samples_leaf=setting["leaf"], random_state=0)
        return rmse(tree, teach, judge)
    return rmse(Ridge(alpha=setting["alpha"]), teach, judge)


patients = load_diabetes(as_frame=True).frame.rename(columns={"target": "y"})  # y: the illness a year later
tumours = load_breast_cancer(as_frame=True).frame.rename(columns={"target": "y"})  # y: 1 benign, 0 not
patients.head(3)

# %% [markdown] task="points-cover-the-limits"
# ## Task 1 · A space that draws what you mean
#
# **3 points**
#
# Write `draw_points(limits, n, seed)`.
#
# - **Takes** `limits`, a dict such as `{"C": (0.001, 100.0), "depth": (2, 9), "share": (0.2, 0.8), "loss": ["log", "hinge"]}`
#   with these four names; `n`, how many points; and `seed`, a whole number.
# - **Returns** a list of `n` dicts, each with the same four names:
#   - `C`, a float between the two limits; each power of ten is as likely as any other;
#   - `depth`, an `int` from the first to the last, **both included and all equally likely**;
#   - `share`, a float between the limits, all values equally likely;
#   - `loss`, one of the words, all equally likely.
# - The same seed gives the same points.
#
# Build a space of `hp.…` and draw from it with `sample(space, rng=…)`.

# %% [markdown] hint="points-cover-the-limits"
# One node for each name, in a dict. `sample` draws from a whole dict at once. Look in the lesson at the picture of the eight
# distributions: which of them has equal bars from the first number to the last?

# %% [markdown] hint="points-cover-the-limits"
# `hp.loguniform` wants the logarithms of the limits. `hp.quniform` and `hp.uniformint` give the two ends half as often as the
# others, and `hp.randint` leaves out its upper limit. Make **one** generator, `np.random.default_rng(seed)`, before the loop.

# %% [markdown] hint="points-cover-the-limits"
# Almost the lines: `"C": hp.loguniform("C", np.log(low), np.log(high))`, `"depth": hp.randint("depth", first, last + 1)`, and
# `[sample(space, rng=generator) for _ in range(n)]`. Make an `int` of the depth if it is none.

# %% answer="points-cover-the-limits"
def draw_points(limits, n, seed):
    """Return n points as dicts with C (log-uniform), depth (int), share (uniform) and loss (a word)."""
    ### BEGIN SOLUTION
    low, high = limits["C"]
    first, last = limits["depth"]
    space = {
        "C": hp.loguniform("C", np.log(low), np.log(high)),
        "depth": hp.randint("depth", first, last + 1),
        "share": hp.uniform("share", *limits["share"]),
        "loss": hp.choice("loss", limits["loss"]),
    }
    generator = np.random.default_rng(seed)
    return [{**point, "depth": int(point["depth"])} for point in (sample(space, rng=generator) for _ in range(n))]
    ### END SOLUTION

# %% test="points-cover-the-limits" points=1
# Three hundred points are inside the limits, and have the right types
limits = {"C": (0.001, 100.0), "depth": (2, 9), "share": (0.2, 0.8), "loss": ["log", "hinge"]}
points = draw_points(limits, 300, 1)
assert isinstance(points, list) and len(points) == 300 and all(isinstance(point, dict) for point in points), (
    f"draw_points returned {type(points).__name__}; it should return a list of 300 dicts"
)
assert all(set(point) == set(limits) for point in points), f"each point should have exactly the names {list(limits)}"
kinds = {type(point["depth"]).__name__ for point in points}
assert all(isinstance(point["depth"], (int, np.integer)) for point in points), (
    f"depth comes as {', '.join(sorted(kinds))}; it should be an int, because a tree takes no depth of 5.0"
)
inside = {name: sum(limits[name][0] <= point[name] <= limits[name][1] for point in points) for name in ("C", "depth", "share")}
for name, count in inside.items():
    assert count == 300, (
        f"{count} of 300 values of {name} lie inside the limits {limits[name]}; hp.loguniform wants the logarithms of its limits"
    )
assert {point["loss"] for point in points} == {"log", "hinge"}, "loss should be one of the words, and each should come up"
assert len({point["C"] for point in points}) > 290, "the points repeat each other; make one generator, before the loop"

# %% test="points-cover-the-limits" points=2 hidden=true
# Drawn limits: the ends come up as often as the middle, and every power of ten as often as any other
from course import drawn

rng = drawn("limits")
first, power, width = int(rng.integers(1, 30)), int(rng.integers(-5, 1)), int(rng.integers(3, 6))
limits = {
    "C": (10.0**power, 10.0 ** (power + width)),
    "depth": (first, first + 5),
    "share": (round(float(rng.uniform(0, 0.3)), 2), round(float(rng.uniform(0.6, 1)), 2)),
    "loss": [f"w{number}" for number in rng.permutation(50)[:3]],
}
n, seed = 1500, int(rng.integers(10**6))
points = draw_points(limits, n, seed)
assert isinstance(points, list) and len(points) == n, f"{n} points were asked for, and another number came back"
table = pd.DataFrame(points)
assert set(table.columns) == set(limits), "the names of a point are not those of the limits"
counts = table["depth"].value_counts().reindex(range(first, first + 6), fill_value=0)
assert counts.sum() == n, f"{n - counts.sum()} depths lie outside the drawn limits"
ends, middle = counts.iloc[[0, -1]].min(), counts.iloc[1:-1].mean()
assert ends > 0.72 * n / 6, (
    f"one end of the depths comes up {ends} times, a depth between the ends about {middle:.0f} times; both ends are included, "
    "and all depths are equally likely: hp.quniform and hp.uniformint halve the ends, hp.randint leaves the upper one out"
)
place = {
    "C": (np.log10(table["C"].astype(float)) - power) / width,
    "share": (table["share"] - limits["share"][0]) / (limits["share"][1] - limits["share"][0]),
}
for name, values in place.items():
    values = np.sort(values.to_numpy(float))
    assert values[0] >= -1e-9 and values[-1] <= 1 + 1e-9, f"values of {name} lie outside the drawn limits"
    gap = np.abs(values - (np.arange(n) + 0.5) / n).max()
    assert gap < 0.07, (
        f"the values of {name} are not spread as the task says; "
        + ("each power of ten should be as likely as any other" if name == "C" else "all values between the limits should be")
    )
words = table["loss"].value_counts().reindex(limits["loss"], fill_value=0)
assert words.min() > 0.72 * n / 3 and words.sum() == n, "the words do not come up equally often"
few = [draw_points(limits, 20, number) for number in (seed, seed, seed + 1)]
assert few[0] == few[1], "the same seed gave other points; make the generator from the seed, in each call"
assert few[0] != few[2], "another seed gave the same points"

# %% [markdown] task="objective-has-the-right-sign"
# ## Task 2 · An objective that `fmin` may minimise
#
# **4 points**
#
# Write `tree_result(setting, teach, judge)`, the objective for a classification tree. The label `y` is 0 or 1.
#
# - **Takes** `setting`, a dict with `max_depth` and `min_samples_leaf` as `hp.quniform` draws them: whole numbers that come as
#   **floats**, such as 5.0; and the two frames.
# - Fits `DecisionTreeClassifier(max_depth=…, min_samples_leaf=…, random_state=0)` on all columns of `teach` but `y`, in
#   the order that they have (in another order, ties are split in another way), and measures the AUC on `judge`, with the
#   predicted probability of the label 1.
# - **Returns** a dict for `fmin`: `status` is `STATUS_OK`, `auc` is the AUC, and `loss` is a number that is **smaller when the
#   AUC is larger**. More entries are free; like all that a trial keeps, they should be numbers, texts or lists of them.
# - Some settings cannot be fitted: a depth of 0.0, for example. Then scikit-learn raises a `ValueError`. Such a trial must not
#   end the search: return a dict with the `status` `STATUS_FAIL` (and no `auc`).
# - Tolerance: $10^{-6}$.

# %% [markdown] hint="objective-has-the-right-sign"
# Three things: the types of the setting, the sign of the loss, and what to return when scikit-learn refuses the setting.

# %% [markdown] hint="objective-has-the-right-sign"
# `int(setting["max_depth"])`; the probability of label 1 is `model.predict_proba(…)[:, 1]`; `roc_auc_score(truth,
# probability)`. The error comes from `fit`: put `try` and `except ValueError` around it.

# %% [markdown] hint="objective-has-the-right-sign"
# Almost the lines: `except ValueError: return {"status": STATUS_FAIL}`, and at the end
# `return {"loss": -auc, "status": STATUS_OK, "auc": auc}`.

# %% answer="objective-has-the-right-sign"
def tree_result(setting, teach, judge):
    """Return the result of one trial: loss, status and auc of a classification tree."""
    ### BEGIN SOLUTION
    whole = {name: int(value) for name, value in setting.items()}
    try:
        tree = DecisionTreeClassifier(**whole, random_state=0).fit(teach.drop(columns="y"), teach["y"])
    except ValueError as problem:
        return {"status": STATUS_FAIL, "why": str(problem)}
    auc = float(roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1]))
    return {"loss": -auc, "status": STATUS_OK, "auc": auc}
    ### END SOLUTION

# %% test="objective-has-the-right-sign" points=1
# Of two trees for tumours, the better one has the smaller loss
teach, judge = tumours[::2], tumours[1::2]
results = {depth: tree_result({"max_depth": depth, "min_samples_leaf": 9.0}, teach, judge) for depth in (1.0, 4.0)}
for depth, result in results.items():
    assert isinstance(result, dict) and result.get("status") == "ok" and {"loss", "auc"} <= set(result), (
        f"a depth of {depth} gave {result!r}; the setting can be fitted, so the result has loss, auc and the status STATUS_OK"
    )
    tree = DecisionTreeClassifier(max_depth=int(depth), min_samples_leaf=9, random_state=0)
    tree.fit(teach.drop(columns="y"), teach["y"])
    auc = roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1])
    assert abs(result["auc"] - auc) < 1e-6, (
        f"a depth of {depth} gave an AUC of {result['auc']:.4f}; on judge it is {auc:.4f}, with the probability of label 1"
    )
assert results[4.0]["loss"] < results[1.0]["loss"], (
    f"the AUC is {results[1.0]['auc']:.3f} and {results[4.0]['auc']:.3f}, the loss is {results[1.0]['loss']:.3f} and "
    f"{results[4.0]['loss']:.3f}; fmin minimises, so the larger AUC needs the smaller loss"
)

# %% test="objective-has-the-right-sign" points=1 hidden=true
# Drawn rows and settings: each AUC holds, and the losses stand in the opposite order
from course import drawn

rng = drawn("tumours")
rows = tumours.sample(400, random_state=int(rng.integers(10**6)))[[*rng.permutation(tumours.columns[:30])[:6], "y"]]
teach, judge = rows[:200], rows[200:]
found = []
for _ in range(6):
    setting = {"max_depth": float(rng.integers(1, 9)), "min_samples_leaf": float(rng.integers(1, 40))}
    result = tree_result(setting, teach, judge)
    assert isinstance(result, dict) and result.get("status") == "ok" and {"loss", "auc"} <= set(result), (
        "a drawn setting can be fitted, but the result is none with loss, auc and the status STATUS_OK"
    )
    whole = {name: int(value) for name, value in setting.items()}
    tree = DecisionTreeClassifier(**whole, random_state=0).fit(teach.drop(columns="y"), teach["y"])
    auc = roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1])
    assert abs(result["auc"] - auc) < 1e-6, "the AUC of a drawn setting is another one on judge; fit on teach, measure on judge"
    found.append((auc, result["loss"]))
for auc, loss in found:
    assert all(other_loss < loss for other, other_loss in found if other > auc + 1e-9), (
        "a drawn tree has a larger AUC than another, but no smaller loss; fmin minimises"
    )

# %% test="objective-has-the-right-sign" points=2 hidden=true
# Settings that cannot be fitted are failed trials, and the others are not
from course import drawn

rng = drawn("refused")
rows = tumours.sample(200, random_state=int(rng.integers(10**6)))
teach, judge = rows[:100], rows[100:]
good = {"max_depth": float(rng.integers(1, 6)), "min_samples_leaf": float(rng.integers(1, 20))}
bad = {name: {**good, name: -float(rng.integers(0, 3))} for name in good}
result = tree_result(good, teach, judge)
assert isinstance(result, dict) and result.get("status") == "ok" and isinstance(result.get("loss"), (int, float)), (
    "a drawn setting can be fitted, but the result has no loss, or not the status STATUS_OK"
)
for name, setting in bad.items():
    result = tree_result(setting, teach, judge)
    assert isinstance(result, dict) and result.get("status") == "fail", (
        f"scikit-learn refuses a {name} of 0 or less; the status of this trial should be STATUS_FAIL, so that it can never win"
    )
    assert "auc" not in result, "a tree that was not fitted has no AUC"

# %% [markdown] task="search-can-be-repeated"
# ## Task 3 · A search that can be repeated
#
# **4 points**
#
# Write `search(teach, judge, n, seed)`.
#
# - **Takes** the two frames, `n`, how many settings to try, and `seed`, a whole number.
# - Searches `SPACE` of the given cell for the setting with the lowest `kernel_rmse(setting, teach, judge)`, with `fmin` and
#   **TPE**. Its generator is `np.random.default_rng(seed)`.
# - **Returns** the `Trials` object with all `n` trials. The loss of a trial is its RMSE on `judge`.
#
# Hand `**QUIET` to `fmin`, and no progress bar is drawn.

# %% [markdown] hint="search-can-be-repeated"
# `fmin` wants a function of *one* argument. Yours may be a `lambda` that hands the setting and the two frames on. And `fmin`
# returns the best point, but the task asks for something else.

# %% [markdown] hint="search-can-be-repeated"
# Make `trials = Trials()` before the search and hand it over as `trials=trials`. The others are `algo=tpe.suggest`,
# `max_evals=n` and `rstate=…`.

# %% [markdown] hint="search-can-be-repeated"
# Almost the line: `fmin(lambda setting: kernel_rmse(setting, teach, judge), SPACE, algo=tpe.suggest, max_evals=n,
# trials=trials, rstate=np.random.default_rng(seed), **QUIET)`, then return `trials`.

# %% answer="search-can-be-repeated"
def search(teach, judge, n, seed):
    """Return the Trials of a TPE search over SPACE with n trials."""
    ### BEGIN SOLUTION
    trials = Trials()
    generator = np.random.default_rng(seed)
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, rstate=generator, **QUIET)
    return trials
    ### END SOLUTION

# %% test="search-can-be-repeated" points=1
# Twelve trials for the patients, and each loss holds
from course import best_trial, is_trials, trials_of

teach, judge = patients[::2], patients[1::2]
found = search(teach, judge, 12, 5)
assert is_trials(found), (
    f"search returned {type(found).__name__}; it should return the Trials object, not the best point"
)
trials = trials_of(found)
assert len(trials) == 12, f"12 trials were asked for, {len(trials)} are there; max_evals says how many"
for trial in trials:
    assert set(trial.vals) == {"alpha", "gamma"} and trial.loss is not None, "each trial should have alpha, gamma and a loss"
    loss = kernel_rmse(trial.vals, teach, judge)
    assert abs(trial.loss - loss) < 1e-6 * loss, (
        f"trial {trial.tid} has the loss {trial.loss:.3f}; kernel_rmse gives {loss:.3f} at its alpha and gamma on judge"
    )
print(f"best RMSE of 12 trials: {best_trial(trials).loss:.1f}")

# %% test="search-can-be-repeated" points=1 hidden=true
# Drawn rows, number and seed: as many trials as asked for, inside the space, with true losses
from course import drawn, is_trials, trials_of

rng = drawn("search")
rows = patients.sample(240, random_state=int(rng.integers(10**6)))[[*rng.permutation(patients.columns[:10])[:5], "y"]]
teach, judge, n = rows[:120], rows[120:], int(rng.integers(6, 15))
found = search(teach, judge, n, int(rng.integers(10**6)))
assert is_trials(found), f"search returned {type(found).__name__}; it should return the Trials object"
trials = trials_of(found)
assert len(trials) == n, f"{n} trials were asked for, and another number is there"
for trial in trials:
    assert set(trial.vals) == {"alpha", "gamma"} and trial.loss is not None, "a trial has no alpha, no gamma or no loss"
    assert 1e-3 <= trial.vals["alpha"] <= 1e2 and 1e-2 <= trial.vals["gamma"] <= 1e3, "a trial lies outside SPACE"
    loss = kernel_rmse(trial.vals, teach, judge)
    assert abs(trial.loss - loss) < 1e-6 * loss, (
        f"on drawn rows kernel_rmse gives {loss:.3f}, and the trial has another loss; fit on teach, measure on judge"
    )

# %% test="search-can-be-repeated" points=2 hidden=true
# A drawn seed makes the search of this seed, and after twenty trials TPE chooses
from course import drawn, is_trials, trials_of

rng = drawn("again")
rows = patients.sample(120, random_state=int(rng.integers(10**6)))
teach, judge, seed = rows[:60], rows[60:], int(rng.integers(10**6))
found = search(teach, judge, 28, seed)
assert is_trials(found), f"search returned {type(found).__name__}; it should return the Trials object"
expected = {}
for name, algo in {"tpe": tpe.suggest, "rand": rand.suggest}.items():
    own = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=algo, max_evals=28, trials=own, rstate=np.random.default_rng(seed), **QUIET)
    expected[name] = np.array([[trial.vals["alpha"], trial.vals["gamma"]] for trial in trials_of(own)])
points = np.array([[trial.vals.get("alpha", np.nan), trial.vals.get("gamma", np.nan)] for trial in trials_of(found)])
assert points.shape == (28, 2), "28 trials were asked for, and another number is there"
same = np.isclose(points, expected["tpe"], rtol=1e-6).all(axis=1)
assert same[:20].all(), (
    "the first twenty trials are not those of this seed; hand np.random.default_rng(seed) to fmin as rstate: "
    "np.random.seed does not reach it"
)
assert not np.isclose(points[20:], expected["rand"][20:], rtol=1e-6).all(), (
    "after the first twenty, the trials are still random: these are the points of rand.suggest, the task asks for TPE"
)
assert same[20:].all(), "the first twenty trials are those of this seed, the later ones are not what TPE suggests after them"

# %% [markdown] task="winner-is-a-setting"
# ## Task 4 · Two families, and a winner that can be built
#
# **4 points**
#
# Which family of models, *and* which setting of it? One search answers both.
#
# Write `best_family(teach, judge, n, seed)`.
#
# - **Takes** the two frames, `n` trials, and `seed`.
# - Searches for the lowest `family_rmse(setting, teach, judge)` among
#   - `{"family": "tree", "depth": …, "leaf": …}` with a depth from 1 to 10 and a leaf from 1 to 40, both `int`, ends
#     included, and
#   - `{"family": "ridge", "alpha": …}` with a float from 0.001 to 1000, each power of ten as likely as any other.
# - A trial draws the knobs of its **own** family and no others: a ridge has no depth. The labels are yours.
# - **Returns** `(setting, trials)`: the best setting, a dict as above that `family_rmse` takes as it is, and the `Trials`.
#
# Free: the seed's way into `fmin`, the algorithm, how ints are drawn.

# %% [markdown] hint="winner-is-a-setting"
# A list of two dicts, each with knobs of its own, and one node that chooses between them. What `fmin` returns is the
# *position* in that list. The lesson turns it into a setting.

# %% [markdown] hint="winner-is-a-setting"
# `hp.choice("family", [{"family": "tree", "depth": hp.uniformint(…), …}, {"family": "ridge", "alpha": …}])` is the space.
# Every label may be used once. `space_eval(space, point)` makes the setting.

# %% [markdown] hint="winner-is-a-setting"
# Almost the lines: `point = fmin(lambda setting: family_rmse(setting, teach, judge), space, algo=tpe.suggest, …)` and `return
# space_eval(space, point), trials`. With `hp.quniform`, depth and leaf need an `int()`, in the objective and in what you
# return.

# %% answer="winner-is-a-setting"
def best_family(teach, judge, n, seed):
    """Return (setting, trials): the best setting of two families, and the Trials of the search."""
    ### BEGIN SOLUTION
    tree = {"family": "tree", "depth": hp.uniformint("depth", 1, 10), "leaf": hp.uniformint("leaf", 1, 40)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e3))}
    space, trials = hp.choice("family", [tree, ridge]), Trials()
    loss = lambda setting: family_rmse(setting, teach, judge)
    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
    ### END SOLUTION

# %% test="winner-is-a-setting" points=1
# The best of twenty for the patients is a setting of one family
teach, judge = patients[::2], patients[1::2]
answer = best_family(teach, judge, 20, 3)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], dict), (
    f"best_family returned {type(answer).__name__}; it should return (setting, trials), and setting is a dict"
)
setting, trials = answer
knobs = {"tree": {"family", "depth", "leaf"}, "ridge": {"family", "alpha"}}
assert setting.get("family") in knobs, (
    f"family is {setting.get('family')!r}; it should be 'tree' or 'ridge': "
    "fmin returns positions, space_eval makes values of them"
)
assert set(setting) == knobs[setting["family"]], f"the setting of a {setting['family']} has the names {sorted(setting)}"
for name in {"depth", "leaf"} & set(setting):
    assert isinstance(setting[name], (int, np.integer)), f"{name} is a {type(setting[name]).__name__}; a tree wants an int"
print(setting, f"RMSE {family_rmse(setting, teach, judge):.2f}")

# %% test="winner-is-a-setting" points=1 hidden=true
# Drawn rows of two kinds: the setting gives the lowest loss of all trials when it is measured again
from course import best_trial, drawn, trials_of

rng = drawn("kinds")
for kind in (str(word) for word in rng.permutation(["steps", "line"])):
    x = pd.DataFrame(rng.uniform(-1, 1, (160, 4)), columns=[f"x{k}" for k in rng.permutation(30)[:4]])
    signs = np.sign(x.iloc[:, 0]) * np.sign(x.iloc[:, 1])
    rows = x.assign(y=(9 * signs if kind == "steps" else 9 * x.sum(axis=1)) + rng.normal(0, 0.5, 160))
    teach, judge = rows[:100], rows[100:]
    answer = best_family(teach, judge, 24, int(rng.integers(10**6)))
    assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], dict), (
        "best_family did not return (setting, trials)"
    )
    setting, trials = answer[0], trials_of(answer[1])
    assert setting.get("family") in ("tree", "ridge"), "the family of the setting is neither 'tree' nor 'ridge'"
    best = best_trial(trials)
    assert best is not None, "no trial went well"
    assert all(isinstance(setting.get(name, 1), (int, np.integer)) for name in ("depth", "leaf")), (
        "depth and leaf of the setting are no ints; a tree takes no depth of 5.0"
    )
    loss = family_rmse(setting, teach, judge)
    assert abs(loss - best.loss) < 1e-6 * loss, (
        f"the best trial has a loss of {best.loss:.3f}, but family_rmse gives {loss:.3f} for the setting that came back; "
        "it should be the setting of the best trial"
    )

# %% test="winner-is-a-setting" points=2 hidden=true
# On drawn rows both families are tried, and each trial draws only the knobs of its own, over their whole range
from course import drawn, trials_of

rng = drawn("branches")
rows = patients.sample(200, random_state=int(rng.integers(10**6)))
n = int(rng.integers(26, 34))
answer = best_family(rows[:100], rows[100:], n, int(rng.integers(10**6)))
assert isinstance(answer, (tuple, list)) and len(answer) == 2, "best_family did not return (setting, trials)"
trials = trials_of(answer[1])
assert len(trials) == n, f"{n} trials were asked for, and another number is there"
kinds = {frozenset(trial.vals) for trial in trials}
assert len(kinds) > 1, (
    "every trial has drawn the same labels, so a ridge has drawn a depth; put the knobs of a family inside its entry of hp.choice"
)
sizes = sorted(len(kind) for kind in kinds)
assert sizes == [2, 3], (
    "a trial should draw the family and one knob (ridge), or the family and two knobs (tree), and there are other combinations"
)
assert len({trial.loss for trial in trials}) > n // 3, "most trials have the same loss; are the knobs used?"
own = frozenset.difference(*sorted(kinds, key=len))  # the label that only a ridge has
assert len(own) == 1, "a ridge and a tree should share the label of the family, and no other"
knob = [trial.vals[label] for trial in trials for label in own if label in trial.vals]
assert len(set(knob)) > 1, "all ridges have the same alpha"
x = pd.DataFrame(rng.uniform(-1, 1, (160, 2)), columns=list("ab"))
teach, tries = x.assign(y=9 * x.sum(axis=1))[:100], []
# without noise each smaller alpha is better, and each larger one where judge has the opposite labels
for side, alpha, sign in (("below", 0.0065, 9), ("above", 150, -9)):
    judge = x[100:].assign(y=sign * x.sum(axis=1))
    # a right search may have no alpha near an end by bad luck, but not three times
    found = [best_family(teach, judge, 60, int(rng.integers(10**6))) for _ in range(3)]
    lowest = min(trial.loss for _, trials in found for trial in trials_of(trials) if trial.loss is not None)
    assert lowest < family_rmse({"family": "ridge", "alpha": alpha}, teach, judge), (
        f"in three searches of 60 trials none has an alpha {side} {alpha}, where a seventh of its powers of ten lies; look at "
        "the limits: hp.uniform is even in the value, and hp.loguniform takes natural logarithms of the limits, not powers of ten"
    )
    tries += found
height = float(rng.choice([-1, 1]) * rng.uniform(2, 20))
teach = pd.DataFrame({"x": np.arange(100.0), "y": np.repeat([0.0, height], [99, 1])})
judge = pd.DataFrame({"x": [1e4], "y": [0.0]})  # a larger leaf mixes more zeros into the one high row; a ridge is far off
found = [best_family(teach, judge, 120, int(rng.integers(10**6))) for _ in range(3)]
assert any(setting.get("leaf", 0) >= 35 for setting, _ in found), (
    "on drawn rows the largest leaf has the smallest error, and in three searches of 120 trials no tree with a leaf of 35 or "
    "more won; a leaf goes up to 40"
)
tries += found
limits = {"depth": (1, 10), "leaf": (1, 40), "alpha": (0.000999, 1001)}
values = [(name, value) for setting, _ in tries for name, value in setting.items() if name in limits]
outside = {name for name, value in values if not limits[name][0] <= value <= limits[name][1]}
assert not outside, f"a setting that came back lies outside of the limits of {', '.join(sorted(outside))}"
step = np.repeat(np.arange(11), 90)
rows = pd.DataFrame({"x": step + rng.uniform(-0.4, 0.4, 990), "y": rng.choice([-1, 1]) * 3.0**step})  # ten splits: no error
# a right search may miss one depth by bad luck, but not six times
deep = any(best_family(rows[::2], rows[1::2], 120, int(rng.integers(10**6)))[0].get("depth") == 10 for _ in range(6))
assert deep, (
    "on drawn rows only a depth of 10 leaves no error, and in six searches of 120 trials no such tree won; a depth of 10 belongs "
    "to the space, and hp.randint leaves its upper limit out"
)

# %% [markdown] task="search-goes-on"
# ## Task 5 · A search that goes on the next night
#
# **3 points**
#
# Tonight there is time for some trials, tomorrow for more. What was tried tonight must not be tried again.
#
# Write `two_nights(teach, judge, first, total, seed)`.
#
# - The first night: a search over `SPACE` with `kernel_rmse`, TPE, `first` trials and the generator
#   `np.random.default_rng(seed)`.
# - The second night: the **same** `Trials` go on, again with TPE, until it holds `total` trials, old ones included. All
#   settings are different.
# - **Returns** `(losses, trials)`: the list of the losses at the end of the first night, and the `Trials` at the end of the
#   second.

# %% [markdown] hint="search-goes-on"
# Call `fmin` twice with the same `Trials`. Two questions: what does `max_evals` count, and which generator does the second
# call get?

# %% [markdown] hint="search-goes-on"
# `max_evals` counts all trials of the object. A new generator with the same seed would draw the first settings once more: go
# on with the generator of the first night, or take another seed. Copy the losses before the second call.

# %% [markdown] hint="search-goes-on"
# Almost the lines: `generator = np.random.default_rng(seed)` once, then `for n in (first, total): fmin(…, max_evals=n,
# trials=trials, rstate=generator, **QUIET)`, and `losses = list(trials.losses())` between the two.

# %% answer="search-goes-on"
def two_nights(teach, judge, first, total, seed):
    """Return (losses, trials): the losses after the first night, and the Trials after the second."""
    ### BEGIN SOLUTION
    trials, generator = Trials(), np.random.default_rng(seed)
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    nights = []
    for n in (first, total):
        fmin(loss, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, rstate=generator, **QUIET)
        nights.append(list(trials.losses()))
    return nights[0], trials
    ### END SOLUTION

# %% test="search-goes-on" points=1
# Five trials tonight, nine tomorrow, none of them twice
from course import trials_of

answer = two_nights(patients[::2], patients[1::2], 5, 9, 4)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], list), (
    f"two_nights returned {type(answer).__name__}; it should return (losses, trials), and losses is a list"
)
losses, trials = answer[0], trials_of(answer[1])
assert len(losses) == 5, f"there are {len(losses)} losses after the first night; five were asked for"
assert len(trials) == 9, (
    f"there are {len(trials)} trials after the second night; nine were asked for, old ones included: max_evals counts all of them"
)
assert np.allclose(losses, [trial.loss for trial in trials[:5]]), "the first five trials do not have the losses of that night"
different = len({trial.vals["alpha"] for trial in trials})
assert different == 9, f"nine trials, but {different} settings; a generator with the same seed draws the first settings once more"

# %% test="search-goes-on" points=2 hidden=true
# Drawn nights and seeds: the first night is that of the seed, and the second brings only new settings, chosen by TPE
from course import drawn, trials_of

rng = drawn("nights")
rows = patients.sample(120, random_state=int(rng.integers(10**6)))
teach, judge, seed = rows[:60], rows[60:], int(rng.integers(10**6))
for first, more in ((int(rng.integers(4, 8)), int(rng.integers(8, 12))), (int(rng.integers(22, 26)), int(rng.integers(3, 6)))):
    answer = two_nights(teach, judge, first, first + more, seed)
    assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], list), (
        "two_nights did not return (losses, trials)"
    )
    losses, trials = answer[0], trials_of(answer[1])
    assert len(trials) == first + more, (
        f"{first} trials and then {more} more were asked for, {len(trials)} are there; max_evals counts all trials of the object"
    )
    own = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=first, trials=own, rstate=np.random.default_rng(seed), **QUIET)
    assert len(losses) == first and np.allclose(losses, own.losses(), rtol=1e-6), (
        "the losses after the first night are not those of a search with this seed"
    )
    assert np.allclose([trial.loss for trial in trials[:first]], losses, rtol=1e-6), (
        "the trials of the first night are not the first ones of the object any more; hand the same Trials to both calls"
    )
    repeated = first + more - len({trial.vals["alpha"] for trial in trials})
    assert repeated == 0, (
        f"{repeated} of {more} trials of the second night repeat a setting; a generator with the same seed draws the same"
    )
    for trial in trials[first:]:
        expected = kernel_rmse(trial.vals, teach, judge)
        assert abs(trial.loss - expected) < 1e-6 * expected, "a loss of the second night does not hold when it is measured again"
other = judge.assign(y=2 * teach["y"].mean() - judge["y"])  # what was best is now among the worst
again = trials_of(two_nights(teach, other, first, first + more, seed)[1])
night, other_night = ([trial.vals["alpha"] for trial in those[first:]] for those in (trials, again))
assert not np.allclose(night, other_night, rtol=1e-9), (
    f"after {first} trials with other losses, the second night tries the same settings; TPE looks at the losses of all trials "
    "that are there, rand.suggest at none: hand tpe.suggest to both calls"
)
good = 0.0
for _ in range(3):  # TPE: 0.6 or so, at random: 0.2; TPE may have bad luck, but not three times
    x = rng.uniform(-1, 1, 80)
    teach, judge = (pd.DataFrame({"x": part, "y": sign * np.sin(6 * part)}) for part, sign in ((x[:40], 9), (x[40:], -9)))
    limit = np.quantile([kernel_rmse(sample(SPACE, rng=rng), teach, judge) for _ in range(400)], 0.2)
    trials = trials_of(two_nights(teach, judge, 24, 144, int(rng.integers(10**6)))[1])
    good = max(good, float(np.mean([kernel_rmse(trial.vals, teach, judge) <= limit for trial in trials[24:]])))
    if good > 0.36:
        break
assert good > 0.36, (
    f"{good:.0%} of the settings of a long second night are among the best fifth of SPACE, hardly more than by chance; "
    "TPE looks at the losses of all trials that are there, rand.suggest at none: hand tpe.suggest to both calls"
)

# %% [markdown] task="curve-knows-failures"
# ## Task 6 · The best so far
#
# **2 points**
#
# The curve of every search: the best loss after each trial. Real searches have failed trials among them.
#
# Write `best_so_far(results)`.
#
# - **Takes** a list as `trials.results` gives it: dicts with `status`, and, when the status is `"ok"`, a `loss`. A failed
#   trial has the status `"fail"`; it may have a loss or none, and never counts. The loss of an `"ok"` trial may be `NaN`; it
#   does not count either.
# - **Returns** a list of the same length: the lowest loss so far after each trial, a float, or `None` as long as nothing
#   counts.

# %% [markdown] hint="curve-knows-failures"
# Go through the list with one variable, the best so far. Three kinds of trials leave it as it is: failed ones, `NaN`, and
# those that are not better.

# %% [markdown] hint="curve-knows-failures"
# `result.get("loss")` reads a key that may be missing. `NaN` is not equal to itself; `np.isnan` knows it, too. `min(1.0, NaN)`
# is 1.0, but `min(NaN, 1.0)` is `NaN`: test before you compare.

# %% [markdown] hint="curve-knows-failures"
# Almost the lines: `if result["status"] == STATUS_OK and not np.isnan(result["loss"]):`, then
# `best = result["loss"] if best is None else min(best, result["loss"])`, and in any case `curve.append(best)`.

# %% answer="curve-knows-failures"
def best_so_far(results):
    """Return the lowest loss so far after each trial, or None."""
    ### BEGIN SOLUTION
    curve, best = [], None
    for result in results:
        if result["status"] == STATUS_OK and not np.isnan(result["loss"]):
            best = result["loss"] if best is None else min(best, result["loss"])
        curve.append(best)
    return curve
    ### END SOLUTION

# %% test="curve-knows-failures" points=1
# Six trials, two of them failed
six = [{"status": "fail"}, *({"status": "ok", "loss": loss} for loss in (5.0, 7.0)), {"status": "fail", "why": "no fit"}]
six += [{"status": "ok", "loss": 4.0}, {"status": "ok", "loss": 6.0}]
curve = best_so_far(six)
assert isinstance(curve, list) and len(curve) == 6, (
    f"best_so_far returned {curve!r}; it should return a list of six, one for each trial"
)
assert curve == [None, 5.0, 5.0, 5.0, 4.0, 4.0], (
    f"the curve is {curve}; before the first success it is None, and a failed trial leaves it as it is: [None, 5, 5, 5, 4, 4]"
)

# %% test="curve-knows-failures" points=1 hidden=true
# Drawn results: failed trials with a loss, and losses that are NaN
from course import drawn

rng = drawn("results")
kinds = ["fail", "nan", *rng.choice(["ok", "ok", "fail", "lost", "nan"], 40)]
results, expected, best = [], [], None
for kind in kinds:
    loss = round(float(rng.normal(0, 5)), 3)
    if kind == "ok":
        best = loss if best is None else min(best, loss)
        results.append({"status": "ok", "loss": loss})
    elif kind == "nan":
        results.append({"status": "ok", "loss": float("nan")})
    else:
        results.append({"status": "fail", "loss": loss - 20} if kind == "lost" else {"status": "fail"})
    expected.append(best)
curve = best_so_far(results)
assert isinstance(curve, list) and len(curve) == len(expected), "the list should have one entry for each trial"
none = sum(value is None for value in expected)
assert [value is None for value in curve] == [value is None for value in expected], (
    f"nothing counts in the first {none} drawn trials, failed ones and NaN; there, and only there, the curve is None"
)
off = sum(value is not None and not abs(value - true) < 1e-9 for value, true in zip(curve, expected, strict=True))
assert off == 0, (
    f"{off} of {len(expected)} entries are not the lowest loss so far; a failed trial and a NaN never count, whatever their loss"
)
