# %% [markdown]
# # Exercise · Grid, random or Bayesian: which search fits my budget?
#
# The lesson compared searches on one budget. You now write their parts: a grid with log steps, random draws, a second grid
# around the best point, successive halving with its bill, the curve by which searches are compared, and the choice when
# quality has a price.
#
# **Six tasks, 20 points, about 40 minutes.** Objective: MD-33, grid, random and Bayesian search.
#
# Names, units and rules are fixed, the way is free. Some tests are here to read. The others show only their title: they
# check the same promise on spaces and tables that are drawn when your work is graded. The tasks do not need each other.

# %% given="setup"
from itertools import product
from numbers import Integral, Real

import numpy as np
import pandas as pd
from scipy.stats import chisquare, kstest, loguniform, randint, spearmanr, uniform
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.model_selection import ParameterGrid, ParameterSampler

from course import dataset

bikes = pd.read_parquet(dataset("bikes")).sample(600, random_state=0)  # hours of 2011 and 2012
features, target = bikes[["hr", "temp", "hum"]], np.log1p(bikes["cnt"])
rows, losses = slice(0, 300), {}
for rate, depth in product([0.02, 0.1, 0.5], [1, 3]):
    model = GradientBoostingRegressor(learning_rate=rate, max_depth=depth, n_estimators=27, random_state=0)
    model.fit(features[rows], target[rows])
    stages = np.array(list(model.staged_predict(features[300:])))  # (trees, rows): the prediction after each tree
    losses[f"rate {rate}, depth {depth}"] = np.sqrt(((stages - target[300:].to_numpy()) ** 2).mean(axis=1))[[0, 2, 8, 26]]
real = pd.DataFrame(losses, index=["1 tree", "3 trees", "9 trees", "27 trees"]).T.rename_axis("setting")  # RMSE on 300 hours
real.round(3)

# %% [markdown] task="grid-holds-every-combination"
# ## Task 1 · A grid with steps that multiply
#
# **3 points**
#
# Write two functions in the same cell.
#
# `log_steps(low, high, steps)`:
#
# - **Takes** two numbers, 0 < `low` < `high`, and how many values to make (2 or more).
# - **Returns** a list of `steps` floats from `low` to `high`, both included, in rising order. Each is the one before it times
#   the same factor (tolerance: one part in a million). From 0.01 to 100 in 5 steps: 0.01, 0.1, 1, 10, 100.
#
# `grid(space)`:
#
# - **Takes** a dict from a name to a list of values: numbers, texts, `True`, `False` or `None`. There may be any number of names.
# - **Returns** a list of dicts, one for each combination of the values, each exactly once, in any order.

# %% [markdown] hint="grid-holds-every-combination"
# For the steps: equal steps of the *exponent* are equal factors of the value. For the grid: how many combinations do lists of
# 2, 3 and 4 values have?

# %% [markdown] hint="grid-holds-every-combination"
# NumPy has `linspace` for steps that add, and `geomspace` for steps that multiply. `logspace` wants exponents, not values. For
# the combinations use `itertools.product` (it is imported), nested loops, or `ParameterGrid`.

# %% [markdown] hint="grid-holds-every-combination"
# Almost the lines: `np.geomspace(low, high, steps).tolist()`, and
# `[dict(zip(space, values)) for values in product(*space.values())]`.

# %% answer="grid-holds-every-combination"
def log_steps(low, high, steps):
    """Return steps values from low to high, both included, each the one before times one factor."""
    ### BEGIN SOLUTION
    return np.geomspace(low, high, steps).tolist()
    ### END SOLUTION


def grid(space):
    """Return one dict for each combination of the values in space, a dict of lists."""
    ### BEGIN SOLUTION
    return [dict(zip(space, values, strict=True)) for values in product(*space.values())]
    ### END SOLUTION

# %% test="grid-holds-every-combination" points=1
# Five steps over four decades, and six settings of two lists
found = log_steps(0.01, 100, 5)
assert isinstance(found, list) and len(found) == 5, (
    f"log_steps(0.01, 100, 5) returned {type(found).__name__} {found!r}; it should return a list of 5 floats"
)
assert np.allclose(found, [0.01, 0.1, 1, 10, 100], rtol=1e-6), (
    f"log_steps(0.01, 100, 5) gives {[round(float(value), 4) for value in found]}; each value should be ten times the one before, "
    "from 0.01 to 100. Steps that add and steps that multiply are two things"
)
found = grid({"kernel": ["rbf", "poly"], "alpha": [0.1, 1.0, 10.0]})
assert isinstance(found, list) and all(isinstance(setting, dict) for setting in found), (
    f"grid returned {type(found).__name__}; it should return a list of dicts"
)
seen = {(setting.get("kernel"), setting.get("alpha")) for setting in found}
assert len(found) == len(seen) == 6, (
    f"two kernels and three alphas gave {len(found)} settings, {len(seen)} of them different; "
    "each kernel meets each alpha once, which makes 6"
)
assert seen == set(product(["rbf", "poly"], [0.1, 1.0, 10.0])), (
    f"one of the settings is {found[0]}; its values should be those of the lists: a text is a text, and a number stays a number"
)

# %% test="grid-holds-every-combination" points=2 hidden=true
# Drawn ranges, and drawn spaces with one to four names
from course import drawn

rng = drawn("grids")
for _ in range(6):
    low, steps = float(10 ** rng.uniform(-6, 1)), int(rng.integers(2, 12))
    high = low * float(10 ** rng.uniform(1, 5))
    found = log_steps(low, high, steps)
    assert isinstance(found, list) and len(found) == steps, f"log_steps should return a list of {steps} values here"
    assert np.allclose(found, [low * (high / low) ** (i / (steps - 1)) for i in range(steps)], rtol=1e-6), (
        f"on a drawn range with {steps} steps the values do not multiply by one factor from low to high; "
        "both ends belong to the list, and low and high are values, not exponents"
    )


def kind_and_value(value):
    """Equal for equal values of one kind: 2 and 2.0 are the same number, the text "2" is not, and True is not 1."""
    if isinstance(value, bool | np.bool_):
        return f"bool {value}"
    if isinstance(value, Real):
        return f"number {float(value)}"
    return "None" if value is None else f"text {value}"


def frozen(setting):
    """A key by which two settings can be compared."""
    return tuple(sorted((name, kind_and_value(value)) for name, value in setting.items()))


choices = {"alpha": [0.001, 0.01, 0.1, 1.0, 10.0], "kernel": ["rbf", "poly", "linear"], "shift": [True, False, None]}
choices |= {"depth": [2, 3, 5, 8], "loss": ["squared", "absolute"]}
several = [[str(name) for name in rng.choice(sorted(choices), size, replace=False)] for size in (1, 2, 3, 4)]
for names in [*several, ["depth", "loss"]]:  # the last one has numbers and texts
    space = {name: choices[name][: int(rng.integers(2, len(choices[name]) + 1))] for name in names}
    expected = {frozen(dict(zip(names, values))) for values in product(*space.values())}
    found = grid(space)
    assert isinstance(found, list) and all(isinstance(setting, dict) for setting in found), "grid should return a list of dicts"
    seen = {frozen(setting) for setting in found}
    assert seen == expected and len(found) == len(expected), (
        f"lists of {' × '.join(str(len(values)) for values in space.values())} values make {len(expected)} combinations; "
        f"{len(seen & expected)} of them came back, in {len(found)} settings. "
        "Each value of a list meets each value of the others, once, and stays what it is: a number, a text, True, False or None"
    )

# %% [markdown] task="draws-follow-the-space"
# ## Task 2 · Random draws that follow the space
#
# **4 points**
#
# Write `draws(space, n, seed)`, the settings of a random search.
#
# - **Takes** `space`, a dict from a name to one of four descriptions; how many settings to draw; and a seed, an `int`.
#   - `("uniform", low, high)`: a float between the two, each part of the range as likely as another.
#   - `("loguniform", low, high)`: a float between the two, each *decade* as likely as another. `low` and `high` are the values.
#   - `("randint", low, high)`: a whole number, **both** ends included, each as likely as another.
#   - a list: one of its values, each as likely as another.
# - **Returns** a list of `n` dicts. The names do not depend on each other: a large `alpha` says nothing about `gamma`.
# - The same call returns the same list, another seed returns another list.

# %% [markdown] hint="draws-follow-the-space"
# Make one generator from the seed, and let it go on drawing for all settings and all names. What happens when every name gets a
# fresh generator with the same seed?

# %% [markdown] hint="draws-follow-the-space"
# `rng = np.random.default_rng(seed)` has `uniform`, `integers` (look for `endpoint`) and `choice`. Log-uniform: draw the
# exponent. (Or translate the space for scikit-learn's `ParameterSampler`: `loguniform`, `randint` and `uniform` of SciPy are
# imported; look up how each reads its two numbers.)

# %% [markdown] hint="draws-follow-the-space"
# Almost the lines: `float(np.exp(rng.uniform(np.log(low), np.log(high))))`, `int(rng.integers(low, high, endpoint=True))`, and
# `values[rng.integers(len(values))]` for a list.

# %% answer="draws-follow-the-space"
def draws(space, n, seed):
    """Return n settings drawn from space, a dict of ("uniform" | "loguniform" | "randint", low, high) or lists."""
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)

    def draw(description):
        if isinstance(description, list):
            return description[rng.integers(len(description))]
        kind, low, high = description
        if kind == "uniform":
            return float(rng.uniform(low, high))
        if kind == "loguniform":
            return float(np.exp(rng.uniform(np.log(low), np.log(high))))
        return int(rng.integers(low, high, endpoint=True))

    return [{name: draw(description) for name, description in space.items()} for _ in range(n)]
    ### END SOLUTION

# %% test="draws-follow-the-space" points=1
# Forty settings lie in their ranges, and come back with the same seed
space = {"alpha": ("loguniform", 1e-4, 1e2), "shift": ("uniform", -1.0, 3.0), "depth": ("randint", 2, 4), "kernel": ["rbf", "poly"]}
found = draws(space, 40, 7)
assert isinstance(found, list) and len(found) == 40 and all(isinstance(one, dict) and set(one) == set(space) for one in found), (
    f"draws returned {type(found).__name__}; it should return a list of 40 dicts with the names of the space"
)
for one in found:
    assert 1e-4 <= one["alpha"] <= 1e2 and -1 <= one["shift"] <= 3 and one["kernel"] in ("rbf", "poly"), (
        f"the setting {one} lies outside of the space; low and high are the smallest and the largest value, not exponents"
    )
    assert isinstance(one["depth"], Integral) and one["depth"] in (2, 3, 4), (
        f"depth is {one['depth']!r}; (\"randint\", 2, 4) allows the whole numbers 2, 3 and 4"
    )
assert draws(space, 40, 7) == found, "the same call gave another list; every draw has to come from a generator made from the seed"
assert draws(space, 40, 8) != found, "the seeds 7 and 8 gave the same list; does the generator get the seed of the call?"

# %% test="draws-follow-the-space" points=2 hidden=true
# Three thousand draws have the right shape: each decade, each whole number and each choice is as likely as another
from course import drawn

rng = drawn("shapes")
low, exponent = float(10 ** rng.uniform(-5, -2)), float(rng.uniform(3, 5))
first, last = int(rng.integers(1, 5)), int(rng.integers(8, 11))
left, words = float(rng.uniform(-9, 0)), [f"kernel {n}" for n in range(int(rng.integers(3, 6)))]
space = {
    "a": ("loguniform", low, low * 10**exponent), "b": ("uniform", left, left + 10),
    "c": ("randint", first, last), "d": words,
}
found = pd.DataFrame(draws(space, 3000, int(rng.integers(1, 10**6))))
assert set(found.columns) == set(space) and len(found) == 3000, "draws should return 3,000 dicts with the names of the space"
for name, values in {"uniform": (found["b"] - left) / 10, "loguniform": np.log10(found["a"].astype(float) / low) / exponent}.items():
    inside = float(((values >= -1e-9) & (values <= 1 + 1e-9)).mean())
    assert inside == 1, f"{1 - inside:.0%} of 3,000 {name} draws lie outside of the range"
    assert kstest(values, "uniform").pvalue > 1e-7, (
        f"3,000 {name} draws do not fill the range evenly: {(values > 0.5).mean():.0%} lie in its upper half"
        f"{', measured in decades; draw the exponent evenly' if name == 'loguniform' else ''}"
    )
for name, values in {"randint": range(first, last + 1), "list": words}.items():
    count = found["c" if name == "randint" else "d"].value_counts().reindex(list(values), fill_value=0)
    assert count.sum() == 3000, f"{3000 - count.sum()} of 3,000 {name} draws are not among the {len(count)} allowed values"
    assert count.min() > 0, (
        f"{(count == 0).sum()} of {len(count)} values of a {name} never came in 3,000 draws; both ends belong to it"
    )
    assert chisquare(count).pvalue > 1e-7, (
        f"the {len(count)} values of a {name} should come about equally often; the most frequent came {count.max()} times, the "
        f"rarest {count.min()} times{': does each end get as many draws as a number between?' if name == 'randint' else ''}"
    )

# %% test="draws-follow-the-space" points=1 hidden=true
# The names do not depend on each other, and no setting comes twice
from course import drawn

rng = drawn("dependence")
names = [str(name) for name in rng.permutation(["alpha", "gamma", "rate", "shift"])]
space = {name: ("loguniform", 1e-3, 1e3) if i % 2 else ("uniform", 0.0, 1.0) for i, name in enumerate(names)}
found = pd.DataFrame(draws(space, 800, int(rng.integers(1, 10**6))))[names]
strongest = max(abs(float(spearmanr(found[a], found[b]).statistic)) for a in names for b in names if a < b)
assert strongest < 0.2, (
    f"two names of the space go together with a rank correlation of {strongest:.2f}: their points lie near a line, not all over the "
    "square. One generator should go on drawing for all names"
)
repeated = int(found.duplicated().sum())
assert repeated == 0, f"{repeated} of 800 settings with continuous ranges came twice; does each setting get draws of its own?"

# %% [markdown] task="second-grid-follows-the-best"
# ## Task 3 · The second grid: finer, or wider
#
# **4 points**
#
# From coarse to fine. But when the best value stands at the end of its list, the best of all may lie beyond.
#
# Write `refine(space, best)`.
#
# - **Takes** `space`, a dict from a name to a list of three or more positive numbers, in rising order, each the one before times
#   one factor (the *step*; it may differ from name to name); and `best`, a dict with one value of each list.
# - **Returns** a dict from each name to a list of **five** floats (tolerance: one part in a million), in any order:
#   - *finer*, if the best has a neighbour on both sides: from the left neighbour to the right one, both included, in equal
#     factors. From 0.01, **0.1**, 1 come 0.01, 0.0316, 0.1, 0.316, 1.
#   - *wider*, if the best is the last value: its neighbour, the best, and three more values beyond it, with the step of the
#     list. From 0.01, 0.1, **1** come 0.1, 1, 10, 100, 1000. If the best is the first value, the same downwards.
# - Each name is decided for itself.

# %% [markdown] hint="second-grid-follows-the-best"
# Where in its list does the best stand? There are three cases. Write down the five numbers for `[1, 10, 100]` in each of them.

# %% [markdown] hint="second-grid-follows-the-best"
# `values.index(best[name])` is the place. The step is `values[1] / values[0]`. All five numbers of each case are the best value
# times a power of the step.

# %% [markdown] hint="second-grid-follows-the-best"
# Almost the lines: exponents `[-1, -0.5, 0, 0.5, 1]` inside, `[-1, 0, 1, 2, 3]` at the last value, `[1, 0, -1, -2, -3]` at the
# first; then `[best[name] * step**e for e in exponents]`.

# %% answer="second-grid-follows-the-best"
def refine(space, best):
    """Return five values for each name: around the best, or beyond it when it stands at an end of its list."""
    ### BEGIN SOLUTION
    finer = {}
    for name, values in space.items():
        place, step = values.index(best[name]), values[1] / values[0]
        exponents = [-1, -0.5, 0, 0.5, 1]
        if place == len(values) - 1:
            exponents = [-1, 0, 1, 2, 3]
        elif place == 0:
            exponents = [1, 0, -1, -2, -3]
        finer[name] = [float(best[name] * step**e) for e in exponents]
    return finer
    ### END SOLUTION

# %% test="second-grid-follows-the-best" points=1
# A best value inside, and one at the end
found = refine({"alpha": [0.01, 0.1, 1.0], "gamma": [0.01, 0.1, 1.0]}, {"alpha": 0.1, "gamma": 1.0})
assert isinstance(found, dict) and set(found) == {"alpha", "gamma"}, (
    f"refine returned {type(found).__name__}; it should return a dict with the names of the space"
)
for name, expected in {"alpha": [0.01, 0.1**1.5, 0.1, 0.1**0.5, 1.0], "gamma": [0.1, 1.0, 10.0, 100.0, 1000.0]}.items():
    seen = sorted(float(value) for value in found[name])
    assert len(seen) == 5 and np.allclose(seen, expected, rtol=1e-6), (
        f"the second grid of {name} is {[round(value, 4) for value in seen]}, and should be {[round(value, 4) for value in expected]}: "
        f"{'finer between the neighbours, in equal factors' if name == 'alpha' else 'the best was the last value, so look beyond it'}"
    )

# %% test="second-grid-follows-the-best" points=3 hidden=true
# Drawn grids: bests inside, at the upper end and at the lower end, with steps of their own
from course import drawn

rng = drawn("second-grids")
places = ["inside", "inside", "last", "first"]
for _ in range(4):
    space, best, expected, where = {}, {}, {}, {}
    for name, place in zip(rng.permutation(["alpha", "gamma", "rate", "leaf"]).tolist(), places, strict=True):
        size, step, low = int(rng.integers(4, 9)), float(rng.choice([2.0, 3.0, 5.0, 10.0])), float(10 ** rng.uniform(-4, 0))
        space[name] = [low * step**i for i in range(size)]
        number = {"inside": int(rng.integers(1, size - 1)), "last": size - 1, "first": 0}[place]
        best[name], where[name] = space[name][number], place
        powers = {"inside": [-1, -0.5, 0, 0.5, 1], "last": [-1, 0, 1, 2, 3], "first": [-3, -2, -1, 0, 1]}[place]
        expected[name] = [best[name] * step**power for power in powers]
    found = refine(space, best)
    assert isinstance(found, dict) and set(found) == set(space), "refine should return a dict with the names of the space"
    for name, values in expected.items():
        assert isinstance(found[name], list | tuple | np.ndarray), "each name of the result should have a list of five floats"
        seen = sorted(float(value) for value in found[name])
        assert len(seen) == 5, f"a best value that is {where[name]} gave {len(seen)} values; five are asked for"
        advice = {
            "inside": "go from the left neighbour to the right one, in equal factors",
            "last": "keep the step, and put three values above the best",
            "first": "keep the step, and put three values below the best; they stay above zero",
        }[where[name]]
        assert np.allclose(seen, values, rtol=1e-6), (
            f"when the best of a drawn list is {where[name]}, the second grid is not the one asked for: {advice}"
        )

# %% [markdown] task="halving-pays-for-what-it-trains"
# ## Task 4 · Successive halving, and its bill
#
# **4 points**
#
# Start many settings with few trees, keep the best third, give them three times as many trees, and so on.
#
# Write `halve(table, rungs, eta)`.
#
# - **Takes** `table`, a pandas DataFrame with one row for each setting (its name is in the index) and one column for each
#   *rung*; `rungs`, the list of how many trees a setting has at each of them, in rising order; and `eta`, 2 or more. A value is
#   the validation loss of the setting **after that many trees**. A missing value means that the training failed there.
# - At the first rung all settings are trained. After each rung, of the `n` settings trained there the `n // eta` with the
#   **lowest loss at this rung** go on, at least one. A failed setting goes on only if too few others are left. In the tests no
#   two losses are equal, and at least one setting never fails.
# - A setting that goes on is **not** trained from the beginning: from 9 to 27 trees it costs 18. A failed training costs its trees,
#   too.
# - **Returns** a dict: `"trained"`, a list with one list of names for each rung (in any order within a rung); `"winner"`, the
#   name with the lowest loss among those trained at the last rung; `"cost"`, the number of trees in all (`int`); and `"full"`,
#   the number of trees when all settings are trained to the last rung.

# %% [markdown] hint="halving-pays-for-what-it-trains"
# A loop over the columns with two things to carry along: who is still in, and what has been paid. What does the search know at
# the first rung? It must not look at the columns on the right.

# %% [markdown] hint="halving-pays-for-what-it-trains"
# `zip(table.columns, rungs)` gives each column with its trees. `table.loc[alive, column].sort_values()` puts missing values last, and
# `.index[:max(1, len(alive) // eta)]` are those who go on. The bill of a rung is the number alive times the trees that are new.

# %% [markdown] hint="halving-pays-for-what-it-trains"
# Almost the lines: `cost += len(alive) * (trees - before)`, `before = trees`, then
# `alive = list(table.loc[alive, column].sort_values().index[: max(1, len(alive) // eta)])`.

# %% answer="halving-pays-for-what-it-trains"
def halve(table, rungs, eta):
    """Return trained (names per rung), winner, cost and full (trees) of a successive halving over a table of losses."""
    ### BEGIN SOLUTION
    alive, trained, cost, before = list(table.index), [], 0, 0
    for column, trees in zip(table.columns, rungs, strict=True):
        trained.append(alive)
        cost += len(alive) * (trees - before)
        before = trees
        ranked = list(table.loc[alive, column].sort_values().index)
        alive = ranked[: max(1, len(alive) // eta)]
    return {"trained": trained, "winner": ranked[0], "cost": int(cost), "full": int(len(table) * before)}
    ### END SOLUTION

# %% test="halving-pays-for-what-it-trains" points=1
# Six real settings over four rungs
found = halve(real, [1, 3, 9, 27], 2)
assert isinstance(found, dict) and {"trained", "winner", "cost", "full"} <= set(found), (
    f"halve returned {type(found).__name__}; it should return a dict with trained, winner, cost and full"
)
sizes = [len(names) for names in found["trained"]]
assert sizes == [6, 3, 1, 1], f"{sizes} settings were trained at the rungs; of 6, 3 go on, then 3 // 2 = 1, and one is the least"
assert set(found["trained"][1]) == set(real["1 tree"].nsmallest(3).index), (
    f"{sorted(found['trained'][1])} went on after the first tree; the three with the lowest loss at that rung should"
)
best = real.loc[found["trained"][1], "3 trees"].idxmin()
assert found["trained"][2] == [best], (
    f"{found['trained'][2]} went on after 3 trees; at that rung {best!r} had the lowest loss. The columns on the right are not known yet"
)
assert found["winner"] == found["trained"][3][0], f"the winner is {found['winner']!r}, who was not trained at the last rung"
assert found["full"] == 6 * 27, f"full is {found['full']}; six settings with 27 trees each are 162 trees"
assert found["cost"] == 6 * 1 + 3 * 2 + 1 * 6 + 1 * 18, (
    f"the cost is {found['cost']}; 6 settings pay 1 tree, 3 pay 2 more, 1 pays 6 more and then 18 more: 36 trees"
)

# %% test="halving-pays-for-what-it-trains" points=2 hidden=true
# Drawn losses, in which slow starters would win if they were let
from course import drawn

rng = drawn("rungs")
for eta in (2, 3, 4):
    count, first = int(rng.integers(16, 40)), int(rng.integers(1, 5))
    rungs = [first * eta**i for i in range(4)]
    names = [f"setting {number}" for number in rng.permutation(count)]
    end, speed = rng.uniform(0.3, 0.9, count), rng.uniform(0.02, 0.9, count)
    end[:3], speed[:3] = rng.uniform(0.05, 0.2, 3), 0.01
    values = {f"{rung} trees": end + 2 * np.exp(-speed * rung) + rng.uniform(0, 0.02, count) for rung in rungs}
    table = pd.DataFrame(values, index=names)
    if eta == 2:  # two or more are left, and who leads before the last rung is overtaken there
        left = names
        for column in table.columns[:3]:
            left = list(table.loc[left].nsmallest(max(1, len(left) // eta), column).index)
        table.loc[left[0], table.columns[3]] = table.loc[left, table.columns[3]].max() + 0.001
    found = halve(table, rungs, eta)
    assert isinstance(found, dict) and {"trained", "winner", "cost", "full"} <= set(found), "halve should return a dict with four keys"
    assert len(found["trained"]) == 4, f"trained has {len(found['trained'])} lists; there are four rungs, and each has one"
    alive, cost, last = list(names), 0, 0
    for number, (column, rung) in enumerate(zip(table.columns, rungs)):
        cost, last = cost + len(alive) * (rung - last), rung
        same = sorted(found["trained"][number]) == sorted(alive)
        assert same, (
            f"eta {eta}, rung {number + 1} of 4: {len(alive)} settings should be trained here, "
            f"{len(set(found['trained'][number]) & set(alive))} of them are among the {len(found['trained'][number])} that were. "
            "The losses of one rung alone decide who goes on to the next, n // eta of the n trained there"
        )
        alive = list(table.loc[alive].nsmallest(max(1, len(alive) // eta), column).index)
    survivors = table.loc[found["trained"][3], table.columns[-1]]
    assert found["winner"] == survivors.idxmin(), "the winner is not the one with the lowest loss among those trained at the last rung"
    assert found["full"] == count * rungs[-1], f"full is not {count} settings times {rungs[-1]} trees"
    assert found["cost"] == cost, (
        f"eta {eta}: the bill should be {cost / found['full']:.0%} of the full search; a setting that goes on pays only for its new trees"
    )

# %% test="halving-pays-for-what-it-trains" points=1 hidden=true
# A training that failed is no low loss, and still costs its trees
from course import drawn

rng = drawn("failed-rungs")
count = int(rng.integers(13, 20))
values = {f"{trees} trees": rng.permutation(count) / count + 9 / trees for trees in (4, 12, 36)}
table = pd.DataFrame(values, index=[f"s{n}" for n in range(count)])
broken = [str(name) for name in rng.choice(table.index[1:], count - 3, replace=False)]
table.loc[broken] = np.nan
found = halve(table, [4, 12, 36], 3)
assert isinstance(found, dict) and {"trained", "winner", "cost", "full"} <= set(found), "halve should return a dict with four keys"
sizes = [count, count // 3, max(1, count // 3 // 3)]
assert [len(names) for names in found["trained"]] == sizes, (
    f"when most trainings fail, {sizes} settings should still be trained at the rungs"
)
good = set(table.index) - set(broken)
assert good <= set(found["trained"][1]), "a setting that failed went on, and one that did not was dropped; a missing loss ranks last"
assert found["winner"] in good, "a setting that failed has won; a missing loss ranks last"
assert found["cost"] == sizes[0] * 4 + sizes[1] * 8 + sizes[2] * 24, "a failed training costs its trees as well"

# %% [markdown] task="curve-shows-the-best-so-far"
# ## Task 5 · The curve by which searches are compared
#
# **3 points**
#
# One run of a random search is luck. Repeat each search with several seeds, and compare what it has found *so far*.
#
# Write `curves(trials)`.
#
# - **Takes** `trials`, a pandas DataFrame with one row for each evaluation, the rows in **any** order: `search` (`str`), `seed`
#   (`int`), `trial` (1, 2, 3, … within a search and seed) and `loss` (`float`). A missing loss means that the evaluation failed.
#   Trial 1 never fails. All seeds of a search have the same number of trials; another search may have another number.
# - The *best so far* of one seed at trial t is the lowest loss among its trials 1 to t.
# - **Returns** a pandas DataFrame with one row for each search and trial, in any order: `search`, `trial`, and over the seeds
#   the `median`, the `low` (quantile 0.25) and the `high` (quantile 0.75) of the best so far. Quantiles as pandas gives them.

# %% [markdown] hint="curve-shows-the-best-so-far"
# Two steps in an order that matters: first a curve for each seed, then the middle of the curves. Can a curve of a best so far
# ever rise?

# %% [markdown] hint="curve-shows-the-best-so-far"
# Sort by trial. `groupby(["search", "seed"])["loss"].cummin()` gives the curves, but it leaves a gap where the loss is missing:
# fill it before, or carry the last value forward. Then `groupby(["search", "trial"])` and `quantile`.

# %% [markdown] hint="curve-shows-the-best-so-far"
# Almost the lines: `ordered = trials.sort_values("trial").fillna({"loss": np.inf})`, then
# `ordered["best"] = ordered.groupby(["search", "seed"])["loss"].cummin()`, then
# `ordered.groupby(["search", "trial"])["best"].quantile([0.25, 0.5, 0.75]).unstack()`.

# %% answer="curve-shows-the-best-so-far"
def curves(trials):
    """Return search, trial, median, low and high of the best loss so far over the seeds."""
    ### BEGIN SOLUTION
    ordered = trials.sort_values("trial").fillna({"loss": np.inf})
    ordered["best"] = ordered.groupby(["search", "seed"])["loss"].cummin()
    table = ordered.groupby(["search", "trial"])["best"].quantile([0.25, 0.5, 0.75]).unstack()
    return table.set_axis(["low", "median", "high"], axis=1).reset_index()
    ### END SOLUTION

# %% test="curve-shows-the-best-so-far" points=1
# Three seeds, four trials, one of them failed
losses = {1: [9.0, 5.0, 7.0, 4.0], 2: [2.0, np.nan, 3.0, 8.0], 3: [8.0, 7.0, 6.0, 5.0]}
table = [("random", seed, trial, loss) for seed, one in losses.items() for trial, loss in enumerate(one, 1)]
trials = pd.DataFrame(table[::-1], columns=["search", "seed", "trial", "loss"])
found = curves(trials)
assert isinstance(found, pd.DataFrame) and {"search", "trial", "median", "low", "high"} <= set(found.columns), (
    f"curves returned {type(found).__name__}; it should return a DataFrame with search, trial, median, low and high"
)
assert len(found) == 4, f"one search of four trials gave {len(found)} rows; it should be one for each search and trial"
seen = found.reset_index(drop=True).sort_values("trial")
assert seen["median"].tolist() == [8, 5, 5, 4], (
    f"the median is {seen['median'].tolist()}; the curves of the seeds are 9 5 5 4, 2 2 2 2 and 8 7 6 5, so it should be 8 5 5 4. "
    "The rows come in any order, and a failed evaluation leaves the best as it was"
)
assert seen["low"].tolist() == [5, 3.5, 3.5, 3] and seen["high"].tolist() == [8.5, 6, 5.5, 4.5], (
    f"low is {seen['low'].tolist()} and high {seen['high'].tolist()}; they are the quantiles 0.25 and 0.75 of the three curves"
)

# %% test="curve-shows-the-best-so-far" points=2 hidden=true
# Drawn searches of different lengths, with failed evaluations and rows in any order
from course import drawn

rng = drawn("curves")
parts, expected = [], {}
for search, failing in zip(rng.permutation(["grid", "random", "bayesian"]).tolist(), (0.0, 0.15, 0.3), strict=True):
    seeds, length = int(rng.integers(4, 9)), int(rng.integers(8, 20))
    loss = rng.lognormal(0, 0.6, (seeds, length))
    loss[:, 1:][rng.uniform(size=(seeds, length - 1)) < failing] = np.nan
    best = np.fmin.accumulate(loss, axis=1)
    expected |= {(search, t + 1): np.quantile(best[:, t], [0.5, 0.25, 0.75]) for t in range(length)}
    parts += [(search, int(s) + 1, t + 1, loss[s, t]) for s in range(seeds) for t in range(length)]
trials = pd.DataFrame([parts[i] for i in rng.permutation(len(parts))], columns=["search", "seed", "trial", "loss"])
found = curves(trials)
assert isinstance(found, pd.DataFrame) and {"search", "trial", "median", "low", "high"} <= set(found.columns), (
    "curves should return a DataFrame with search, trial, median, low and high"
)
table = found[["search", "trial", "median", "low", "high"]]
rows_found = {(row.search, int(row.trial)): (row.median, row.low, row.high) for row in table.itertuples()}
assert len(found) == len(expected) and set(rows_found) == set(expected), (
    f"three searches have {len(expected)} pairs of search and trial; {len(found)} rows came back"
)
for number, name in enumerate(("median", "low", "high")):
    off = sum(not np.isclose(rows_found[key][number], expected[key][number], rtol=1e-9) for key in expected)
    assert off == 0, (
        f"{name} differs at {off} of {len(expected)} trials; take the best so far of each seed first, in the order of the trials, "
        "keep it where an evaluation failed, and only then the quantile over the seeds"
    )

# %% [markdown] task="cheap-model-within-one-error"
# ## Task 6 · What is a better loss worth?
#
# **2 points**
#
# Write `trade(table)`.
#
# - **Takes** `table`, a pandas DataFrame with one row for each model: `name`, `cost` (trees, an `int`), `loss` (the mean of the
#   squared errors on the validation rows) and `error` (the standard error of that mean).
# - One model *beats* another if it is no worse in cost **and** no worse in loss, and better in at least one of them.
# - **Returns** `(front, choice)`. `front` is the list of the names that no model beats, in any order. `choice` is the name of the
#   cheapest model whose loss is at most the lowest loss of all plus the standard error **of the model with that loss**; among
#   equally cheap ones, the one with the lower loss.
# - No two models in the tests have the same cost and the same loss, and no two have the lowest loss.

# %% [markdown] hint="cheap-model-within-one-error"
# For the front, take one model and ask of each other: not more expensive, not worse, and not the same? For the choice, first
# find the limit, one number.

# %% [markdown] hint="cheap-model-within-one-error"
# Sorted by cost and then by loss, a model is on the front exactly if its loss is below all losses before it. The limit is
# `best["loss"] + best["error"]`, where `best` is one row of the table.

# %% [markdown] hint="cheap-model-within-one-error"
# Almost the lines: `best = table.loc[table["loss"].idxmin()]`, `near = table[table["loss"] <= best["loss"] + best["error"]]`,
# and `near.sort_values(["cost", "loss"])["name"].iloc[0]`.

# %% answer="cheap-model-within-one-error"
def trade(table):
    """Return (front, choice): the names that no model beats, and the cheapest within one standard error of the best."""
    ### BEGIN SOLUTION
    front, lowest = [], np.inf
    for row in table.sort_values(["cost", "loss"]).itertuples():
        if row.loss < lowest:
            front.append(row.name)
            lowest = row.loss
    best = table.loc[table["loss"].idxmin()]
    near = table[table["loss"] <= best["loss"] + best["error"]]
    return front, near.sort_values(["cost", "loss"])["name"].iloc[0]
    ### END SOLUTION

# %% test="cheap-model-within-one-error" points=1
# Five models: three on the front, and one that is cheap and good enough
columns = ["name", "cost", "loss", "error"]
models = [("a", 10, 0.90, 0.50), ("b", 30, 0.54, 0.01), ("c", 30, 0.60, 0.05), ("d", 90, 0.50, 0.05), ("e", 99, 0.52, 0.04)]
table = pd.DataFrame(models, columns=columns)
answer = trade(table)
assert isinstance(answer, tuple | list) and len(answer) == 2, f"trade returned {type(answer).__name__}; it should return (front, choice)"
assert sorted(answer[0]) == ["a", "b", "d"], (
    f"the front is {sorted(answer[0])}; b beats c (as cheap, and better), d beats e, and nobody beats a, b or d"
)
assert answer[1] == "b", (
    f"the choice is {answer[1]!r}; the lowest loss is 0.50 with an error of 0.05, so up to 0.55 is good enough, and b is the cheapest"
)

# %% test="cheap-model-within-one-error" points=1 hidden=true
# Drawn models, some of them equally expensive, some equally good
from course import drawn

rng = drawn("trade-offs")
for _ in range(12):
    count = int(rng.integers(15, 40))
    places = rng.choice(6 * 8, count - 6, replace=False)  # six costs, eight losses, each pair once at most
    # One with the lowest loss of all, and two that no other model beats: equally good, one is cheaper.
    above = np.append(places // 6 + 1, [0, 9, 9]) / 8
    costs = np.append(np.array([10, 20, 40, 80, 160, 320])[places % 6], [rng.choice([20, 80, 320]), 5, 7])
    # And three below the cost of each good one so far: two are good and equally expensive, the cheapest is not good enough.
    errors = rng.uniform(0.05, 0.4, count)
    error = errors[len(places)]  # of the lowest loss
    cheapest = costs[above <= error].min()
    table = pd.DataFrame({
        "name": [f"model {n}" for n in rng.permutation(count)],
        "cost": np.append(costs, cheapest - [1, 1, 2]),
        "loss": np.append(above, error * np.array([0.8, 0.6, 1.2])) + rng.uniform(1, 3),
        "error": errors,
    }).sample(frac=1, random_state=int(rng.integers(1000))).reset_index(drop=True)
    answer = trade(table)
    assert isinstance(answer, tuple | list) and len(answer) == 2, "trade should return (front, choice)"
    assert isinstance(answer[0], list | tuple | set), "the front should be a list of names"
    c, l = table["cost"].to_numpy(), table["loss"].to_numpy()
    beaten = ((c[None] <= c[:, None]) & (l[None] <= l[:, None]) & ((c[None] < c[:, None]) | (l[None] < l[:, None]))).any(axis=1)
    expected = set(table["name"][~beaten])
    assert len(answer[0]) == len(set(answer[0])), "a name stands on the front more than once"
    assert set(answer[0]) == expected, (
        f"the front of {count} drawn models has {len(expected)} names; {len(expected & set(answer[0]))} of them are among the "
        f"{len(set(answer[0]))} that came back. Of two models with the same cost, the one with the lower loss beats the other, "
        "and of two with the same loss the cheaper one"
    )
    limit = l.min() + table["error"][l.argmin()]
    near = table[table["loss"] <= limit].sort_values(["cost", "loss"])
    assert answer[1] in set(near["name"]), "the loss of the choice is above the lowest loss plus the standard error of that model"
    assert answer[1] == near["name"].iloc[0], (
        f"{len(near)} models are within one standard error of the best, and the choice is not the cheapest of them "
        "(or, among equally cheap ones, not the one with the lower loss)"
    )
