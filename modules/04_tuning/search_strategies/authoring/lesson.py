# %% [markdown]
# # Grid, random or Bayesian: which search fits my budget?
#
# You can pay for 36 trainings, and no more. Where should they go? On a grid, anywhere at random, or where the earlier ones
# looked good? And must each of them be paid in full?
#
# **Objective** MD-33 grid, random and Bayesian search: what each is good at, coarse to fine, early stopping, metric against time.
# **Left out** how a fold is counted and how far a score can be trusted (unit *validation*), `fmin`, spaces and how TPE works
# (unit *hyperopt*), trials on many machines (unit *parallel_tuning*).
# **Time** 35 minutes to read and run.
#
# The price of a search is counted in trainings, trees or leaves here, never in seconds: the next machine has other seconds.
# Ten times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the hours to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sklearn.kernel_ridge import KernelRidge
from threadpoolctl import threadpool_limits

from course import dataset

threadpool_limits(1)  # the matrices are small: sharing one among threads takes longer than computing it
spark = SparkSession.builder.getOrCreate()
bikes = spark.read.parquet(dataset("bikes")).withColumn("workday", (F.col("workingday") == "Yes").cast("double"))
names = ["hr", "workday", "temp", "hum", "windspeed"]
mixed = bikes.orderBy(F.xxhash64(F.lit(seed), "dteday", "hr")).select(*names, F.log1p("cnt").alias("label"))
hours = mixed.limit(int(1600 * fraction)).coalesce(1).cache()  # (hours, 5 features + 1 label)
hours.show(5)

# %% [markdown]
# ## One model, two numbers, one loss
#
# `label` is the logarithm of the bikes rented in that hour, plus one. The model is a *kernel ridge regression*: a ridge
# regression that draws curves. It has two numbers that training does not find. `gamma`: how near must another hour be to count
# (large: very near). `alpha`: how much is the curve held back. Nobody can say beforehand whether they should be 0.001 or 100.
#
# The hours stand in a random order. A first part teaches, a second one judges the settings, and a third one is kept for the end.

# %%
table = hours.toPandas()
part = len(table) * 3 // 16
teach, judge, kept = slice(0, part), slice(part, 2 * part), slice(2 * part, None)
X, y = table[names].to_numpy(), table["label"].to_numpy()
X, y = (X - X[teach].mean(axis=0)) / X[teach].std(axis=0), y - y[teach].mean()
print(f"{part} hours teach, {part} judge, {len(y) - 2 * part} are kept for the end")


def loss(alpha, gamma, **ignored):
    model = KernelRidge(kernel="rbf", alpha=alpha, gamma=gamma).fit(X[teach], y[teach])
    return float(np.sqrt(np.mean((model.predict(X[judge]) - y[judge]) ** 2)))  # RMSE of log(bikes + 1)


print(f"alpha 1, gamma 0.1: {loss(1, 0.1):.3f} · alpha 1, gamma 100: {loss(1, 100):.3f} · always the mean: {y[judge].std():.3f}")

# %% [markdown]
# ## 36 points, three ways
#
# `alpha` may be anything from 0.00001 to 1000, `gamma` from 0.0001 to 100. The next cell spends 36 trainings on a grid of
# 6 × 6, 36 on random points, and 36 on TPE, the Bayesian search of Hyperopt. In the background lies the map of the loss. You
# never have such a map: it costs 289 trainings.
#
# **Predict before you run:** where does TPE put its points, and from which evaluation on?

# %%
from hyperopt import Trials, fmin, hp, rand, tpe

low, high = {"alpha": -5, "gamma": -4}, {"alpha": 3, "gamma": 2}  # exponents of ten
space = {name: hp.loguniform(name, low[name] * np.log(10), high[name] * np.log(10)) for name in low}
budget = 36


def search(algo, number, **more):
    trials = Trials()
    generator = np.random.default_rng(number)
    fmin(lambda p: loss(**p), space, algo, budget, trials=trials, rstate=generator, show_progressbar=False, verbose=False, **more)
    return pd.DataFrame({name: trials.vals[name] for name in low}).assign(loss=trials.losses())


steps = {name: np.logspace(low[name], high[name], 6) for name in low}
grid = pd.DataFrame([(a, g, loss(a, g)) for a in steps["alpha"] for g in steps["gamma"]], columns=["alpha", "gamma", "loss"])
found = {"grid": grid, "random": search(rand.suggest, seed), "Bayesian (TPE)": search(tpe.suggest, seed)}

# %%
a, g = np.logspace(-5, 3, 17), np.logspace(-4, 2, 17)
surface = np.array([[loss(alpha, gamma) for alpha in a] for gamma in g])  # (gammas, alphas)
figure, axes = plt.subplots(1, 3, figsize=(12, 4), sharey=True, layout="tight")
for axis, (name, trials) in zip(axes, found.items()):
    axis.contourf(a, g, np.minimum(surface, 1.4), levels=20, cmap="viridis_r")
    late = trials.index >= 20
    axis.scatter(trials["alpha"][~late], trials["gamma"][~late], color="white", edgecolor="black", s=30)
    axis.scatter(trials["alpha"][late], trials["gamma"][late], color="orange", edgecolor="black", s=30)
    best = trials.loc[trials["loss"].idxmin()]
    axis.scatter(best["alpha"], best["gamma"], marker="*", color="red", edgecolor="white", s=220)
    axis.set(xscale="log", yscale="log", xlabel="alpha", title=f"{name}: best {best['loss']:.3f}")
axes[0].set_ylabel("gamma")
plt.show()
print(f"the best of all {surface.size} points of the map: {surface.min():.3f}")

# %% [markdown]
# Yellow is a low loss. White points came first, the orange ones are number 21 to 36, the star is the best of each.
# The grid looks everywhere, in six values of each number. The random points have 36 values of each. TPE begins like the random
# search, with 20 points, and then stays where the loss is low.
#
# One run of a random search is luck, so we repeat both with ten seeds, and draw the best loss *so far*. (A grid has no seed. Its
# curve depends on the order in which somebody wrote down the loops.)
#
# **Predict before you run:** how large is the lead of TPE after 20 evaluations? After 36?

# %%
so_far = {
    name: np.array([np.minimum.accumulate(search(algo, number)["loss"]) for number in range(10)])  # (seeds, evaluations)
    for name, algo in {"random": rand.suggest, "Bayesian (TPE)": tpe.suggest}.items()
}
figure, axis = plt.subplots(figsize=(8, 3.8))
axis.plot(range(1, 37), np.minimum.accumulate(grid["loss"]), color="gray", label="grid, row by row")
for (name, curves), color in zip(so_far.items(), ("steelblue", "darkorange")):
    axis.plot(range(1, 37), np.median(curves, axis=0), color=color, label=f"{name}: median of ten seeds, half of them in the band")
    axis.fill_between(range(1, 37), *np.quantile(curves, [0.25, 0.75], axis=0), color=color, alpha=0.25)
axis.axvline(20, color="black", linestyle=":")
axis.set(xlabel="trainings", ylabel="lowest loss so far", ylim=(surface.min() - 0.005, surface.min() + 0.12))
axis.legend(loc="upper right")
plt.show()
assert (so_far["random"][:, :20] == so_far["Bayesian (TPE)"][:, :20]).all()
print("after 20 and 36:", {name: np.median(curves[:, [19, 35]], axis=0).round(4).tolist() for name, curves in so_far.items()})

# %% [markdown]
# Up to number 20 the two are **the same points**: TPE starts with 20 random ones (`n_startup_jobs=20`). A budget below that buys
# a random search under another name. After that, TPE learns from each result, so it wants them one after another.
# The difference is small here: with two numbers and a smooth valley, any of the three does the work.
#
# ## A number that does not matter
#
# Most models have more numbers, and only a few matter. `KernelRidge` has a third one, `coef0`. With this kernel it does
# nothing. Suppose that you do not know that, and search three numbers with 36 trainings: a grid of 3 × 3 × 4, or 36 random
# points.
#
# **Predict before you run:** how many *different* models does each of them train?

# %%
rng = np.random.default_rng(seed)
three = pd.DataFrame(
    [(a, g, c) for a in np.logspace(-5, 3, 3) for g in np.logspace(-4, 2, 3) for c in range(4)], columns=["alpha", "gamma", "coef0"]
)
anywhere = {"alpha": 10 ** rng.uniform(-5, 3, 36), "gamma": 10 ** rng.uniform(-4, 2, 36), "coef0": rng.uniform(0, 3, 36)}
figure, axes = plt.subplots(1, 2, figsize=(11, 3), sharey=True, layout="tight")
for axis, (name, trials) in zip(axes, {"grid 3 × 3 × 4": three, "random": pd.DataFrame(anywhere)}.items()):
    losses = [loss(**row) for row in trials.to_dict("records")]
    axis.scatter(trials["gamma"], losses, s=30, color="steelblue", alpha=0.5)
    axis.set(xscale="log", xlabel=f"gamma: {trials['gamma'].nunique()} values", ylabel="loss", ylim=(0.6, 2), title=name)
    print(f"{name:<15} {len(trials)} trainings, {len(set(losses)):>2} different models, the best {min(losses):.3f}")
    assert len(set(losses)) == (9 if name.startswith("grid") else 36)
plt.show()
print("a grid with 6 values of each of d names:", *[f"d={d}: {6**d:,}" for d in range(1, 7)], sep="  ")

# %% [markdown]
# The grid trained each model four times. Each random point is new in **every** number, so a name that does not matter costs
# nothing. And each further name multiplies a grid: with six names, 46,656 trainings. A random search takes any budget.
#
# ## The same in Spark
#
# `ParamGridBuilder` builds a grid and nothing else: a *list of dicts* from a parameter to a value. `TrainValidationSplit` and
# `CrossValidator` take any such list. So a random search in Spark is a list that you draw yourself.
#
# **Predict before you run:** `regParam` says how strongly a regression is held back, `elasticNetParam` in which manner (0 ridge,
# 1 lasso). The grid of 2 × 3 has six settings. How many different scores?

# %%
from pyspark.ml.evaluation import RegressionEvaluator
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.ml.tuning import ParamGridBuilder, TrainValidationSplit

linear = LinearRegression()
maps = ParamGridBuilder().addGrid(linear.regParam, [0.0, 0.3]).addGrid(linear.elasticNetParam, [0.0, 0.5, 1.0]).build()
rng = np.random.default_rng(seed)
drawn = [{linear.regParam: float(10 ** rng.uniform(-3, 0)), linear.elasticNetParam: float(rng.uniform())} for _ in range(4)]
vectors = VectorAssembler(inputCols=names, outputCol="features").transform(hours).select("features", "label").cache()
for kind, settings in {"grid": maps, "random": drawn}.items():
    tuning = TrainValidationSplit(estimator=linear, estimatorParamMaps=settings, evaluator=RegressionEvaluator(), seed=seed)
    scores = tuning.fit(vectors).validationMetrics  # one RMSE for each setting
    for setting, score in zip(settings, scores):
        print(f"{kind:<7}", *[f"{param.name} {value:.3f}" for param, value in setting.items()], f"RMSE {score:.4f}")
    print(f"{len(settings)} settings, {len(set(np.round(scores, 8)))} different scores, {len(settings) + 1} fits with the last one on all")

# %% [markdown]
# Where `regParam` is 0, nothing is held back, and the manner does not matter: three trainings for one model. Leave such
# combinations out of the list, or draw.
#
# ## The scale, and from coarse to fine
#
# A number that may be 0.0001 or 100 wants steps that *multiply*. **Predict before you run:** of random draws between 0.0001 and
# 100, which share lies below 1 if the draw is even in the value? Even in the exponent?
#
# Then the cell keeps `alpha` at 0.1 and searches `gamma` in rounds of three trainings. The first round is coarse: 0.0001,
# 0.001, 0.01. The best of the three stands at the *end* of that list. **Predict:** should the next round go finer, or further?

# %%
rng = np.random.default_rng(seed)
draws = {"uniform": rng.uniform(1e-4, 1e2, 10_000), "loguniform": 10 ** rng.uniform(-4, 2, 10_000)}
for name, values in draws.items():
    shares = np.histogram(values, np.logspace(-4, 2, 7))[0] / 10_000
    print(f"{name:<10} below 1: {(values < 1).mean():.1%}; the six decades:", *[f"{share:.1%}" for share in shares])


def best_of(gammas):
    losses = {float(gamma): loss(0.1, gamma) for gamma in gammas}
    print(*[f"gamma {gamma:.4f}: {value:.4f}" for gamma, value in losses.items()], sep=" · ")
    return min(losses.items(), key=lambda item: item[1])


end, coarse = best_of([0.0001, 0.001, 0.01])
_, finer = best_of([0.01 / 10**0.5, 0.01 / 10**0.25, 0.01])  # between the best and its only neighbour
inside, wider = best_of([0.1, 1.0, 10.0])  # beyond the best
_, then_finer = best_of([inside / 10**0.5, inside, inside * 10**0.5])
assert fraction < 1 or (end == 0.01 and finer == coarse > wider >= then_finer)

# %% [markdown]
# Even in the value, 99 of 100 draws are above 1: four of the six decades are hardly looked at.
#
# Finer at the end of the list found nothing new. At the end of a list the best may lie beyond, so **widen** first, and refine
# when the best stands inside. From coarse to fine is a search in rounds: few values, and each round learns from the last one.
#
# ## How many random trials are enough?
#
# Call the best 5 % of all settings "good". One random trial is good with a chance of 0.05. All of n trials miss with a chance
# of 0.95ⁿ. **Predict before you run:** after how many trials have you met a good one with 95 % certainty? And with ten numbers
# instead of two?

# %%
n = np.arange(1, 200)
enough = int(n[1 - 0.95**n >= 0.95][0])
good = np.sort(surface.ravel())[int(0.05 * surface.size) - 1]  # the 14 best of 289 points of the map
rng = np.random.default_rng(seed)
points = surface.ravel()[rng.integers(surface.size, size=(4000, 60))] <= good  # (searches, trials)
for trials in (5, 10, 20, 36, enough):
    hit = points[:, :trials].any(axis=1).mean()
    print(f"{trials:>3} trials: 1 - 0.95^n = {1 - 0.95**trials:.3f}; on our map {hit:.3f} of 4,000 searches met a good one")
assert enough == 59
print(f"a loss of {good:.3f} is good here; the lowest is {surface.min():.3f}, the middle one {np.median(surface):.3f}")

# %% [markdown]
# 59, for any number of names. But "among the best 5 % of the space" is not "within 5 % of the best loss": in a space that is
# far too wide, even the best 5 % may be poor.
#
# ## Stop early: the search, and the model
#
# Three things can be stopped. A **search**, when nothing new has been found for some time: Hyperopt's
# `early_stop_fn=no_progress_loss(10)`. A **model**, when more trees do not help: `n_iter_no_change=5` in scikit-learn,
# `validationIndicatorCol` in Spark's `GBTRegressor`. A **setting**, when others of the same age are better: *successive halving*.
#
# **Predict before you run:** what does the first one save on our 36 trainings, and what does it miss?

# %%
from hyperopt.early_stop import no_progress_loss

used, missed = [], []
for number in range(10):
    stopped = search(tpe.suggest, number, early_stop_fn=no_progress_loss(10))
    used.append(len(stopped))
    missed.append(stopped["loss"].min() - so_far["Bayesian (TPE)"][number, -1])
print("trainings until it stopped:", *used)
print("the loss is higher by:", *[f"{gap:.3f}" for gap in missed])
print(f"in the median {np.median(used):.0f} of 36 trainings and {np.median(missed):.3f}; the unluckiest seed loses {max(missed):.3f}")
assert min(missed) >= 0 and max(used) <= budget

# %% [markdown]
# Ten trainings without progress are ordinary luck while the points are still random. Give such a rule more patience than the 20
# random ones, or you pay for the start and leave before TPE learns.
#
# Now the settings. Boosted trees are made one after another, so a model with 81 trees has been a model with 3, 9 and 27 before.
# The first cell draws 27 settings and writes down the loss after each tree. The second one acts as if it did not know the end: at
# 3 trees it keeps the best third, at 9 again, at 27 again. One model gets 81. Each of these stops is called a *rung*.
#
# **Predict before you run:** which share of the 27 × 81 trees does that take? And which settings lose at the first rung, although
# they would have won?

# %%
from sklearn.ensemble import GradientBoostingRegressor

rng = np.random.default_rng(seed)
settings = pd.DataFrame({
    "rate": 10 ** rng.uniform(-2, 0, 27), "depth": rng.integers(1, 7, 27), "leaf": (10 ** rng.uniform(0, 1.3, 27)).astype(int),
})
says = {"judge": [], "kept": []}
for rate, depth, leaf in settings.itertuples(index=False):
    model = GradientBoostingRegressor(
        learning_rate=rate, max_depth=depth, min_samples_leaf=leaf, n_estimators=81, random_state=seed
    ).fit(X[teach], y[teach])
    for name, rows in (("judge", judge), ("kept", kept)):
        says[name].append([(said - y[rows]) ** 2 for said in model.staged_predict(X[rows])])
squares = {name: np.array(values) for name, values in says.items()}  # (settings, trees, rows)
stages = np.sqrt(squares["judge"].mean(axis=2))  # (settings, trees): RMSE on the judging hours

# %%
def halving(rungs):
    survivors, cost = [np.arange(27)], 0
    for before, rung in zip([0, *rungs], rungs):
        cost += len(survivors[-1]) * (rung - before)  # only the new trees are paid
        ranked = survivors[-1][np.argsort(stages[survivors[-1], rung - 1])]
        survivors.append(ranked[: max(1, len(ranked) // 3)])
    return survivors[:-1], ranked[0], cost


survivors, winner, cost = halving([3, 9, 27, 81])
figure, axis = plt.subplots(figsize=(8, 4))
axis.plot(range(1, 82), stages.T, color="lightgray", linewidth=0.8)
for alive, start, end in zip(survivors, (1, 3, 9, 27), (3, 9, 27, 81)):
    axis.plot(range(start, end + 1), stages[alive, start - 1 : end].T, color="steelblue", linewidth=1.5)
axis.plot(range(1, 82), stages[stages[:, 80].argmin()], color="darkorange", linestyle="--")
axis.set(xscale="log", xlabel="trees", ylabel="loss", title=f"27, 9, 3, 1 settings: {cost} trees (dashed: the best after 81)")
plt.show()

# %%
place = stages[:, 80].argsort().argsort() + 1
for rungs in ([1, 3, 9, 27, 81], [3, 9, 27, 81], [9, 27, 81], [27, 81]):
    _, winner, cost = halving(rungs)
    agree = pd.Series(stages[:, rungs[0] - 1]).corr(pd.Series(stages[:, 80]), method="spearman")
    print(
        f"first rung {rungs[0]:>2}: {cost:>4} trees, agrees with the end {agree:.2f}; the winner has rate "
        f"{settings['rate'][winner]:.3f}, loss {stages[winner, 80]:.3f}, place {place[winner]} of 27"
    )
best_so_far = np.minimum.accumulate(stages, axis=1)
since = np.arange(81) - np.array([[row[: t + 1].argmin() for t in range(81)] for row in stages])
last = np.where((since >= 5).any(axis=1), (since >= 5).argmax(axis=1), 80)
print(f"each model stops after 5 trees without progress: {(last + 1).sum()} trees, the best {best_so_far[range(27), last].min():.3f}")
print(f"all 27 in full: 2187 trees, the best {stages[:, 80].min():.3f} with rate {settings['rate'][stages[:, 80].argmin()]:.3f}")

# %% [markdown]
# A ninth of the trees. But the first rung favours a high learning rate: a slow starter looks bad at 3 trees, whatever it becomes
# later. **A cheap rung may be trusted as far as its order agrees with the order at the end.** Begin later, or compare slow
# ones with slow ones. Stopping each model for itself is no help against slow starters: they make progress at every tree, so
# they run, and pay, to the end.
#
# scikit-learn has the loop ready: `HalvingRandomSearchCV`, with `resource="n_estimators"` or, by default, the number of *rows*. It
# is experimental: import `enable_halving_search_cv` from `sklearn.experimental` first.
#
# ## What is a better metric worth?
#
# A model also costs something later, at each prediction. Count the leaves: at most trees × 2^depth. **Predict before you run:**
# the best model is uncertain by one standard error of its mean squared error. How much cheaper is the cheapest model within that
# error? And in the last cell: how much of the winner's lead is left on hours that no search has seen?

# %%
points = pd.DataFrame([
    (s, t, t * 2 ** settings["depth"][s], squares["judge"][s, t - 1].mean(), squares["judge"][s, t - 1].std() / part**0.5)
    for s in range(27) for t in (3, 9, 27, 81)
], columns=["setting", "trees", "leaves", "mse", "error"]).sort_values(["leaves", "mse"], ignore_index=True)
front = points[points["mse"] < points["mse"].cummin().shift(fill_value=np.inf)]
best = points.loc[points["mse"].idxmin()]
choice = points[points["mse"] <= best["mse"] + best["error"]].iloc[0]
figure, axis = plt.subplots(figsize=(8, 3.8))
axis.scatter(points["leaves"], points["mse"], s=18, color="lightgray")
axis.step(front["leaves"], front["mse"], where="post", marker="o", color="steelblue", label="Pareto front: no model beats these")
axis.axhline(best["mse"] + best["error"], color="darkorange", linestyle="--", label="the best plus one standard error")
axis.scatter(choice["leaves"], choice["mse"], marker="*", s=250, color="red", zorder=3)
axis.set(xscale="log", xlabel="leaves, at most", ylabel="mean squared error", ylim=(0.2, 2.6))
axis.legend(loc="upper right")
plt.show()

# %%
for name, one in {"best": best, "cheapest within one error": choice}.items():
    test = squares["kept"][int(one["setting"]), int(one["trees"]) - 1].mean()
    print(f"{name:<26} {one['leaves']:>5.0f} leaves, judged {one['mse']:.3f}, on kept hours {test:.3f}")
rng = np.random.default_rng(seed)
finals = {name: values[:, 80] for name, values in squares.items()}  # (settings, rows)
for rows in (10, 30, part):
    gaps = []
    for _ in range(300):
        few = rng.choice(part, rows, replace=True)
        winner = finals["judge"][:, few].mean(axis=1).argmin()
        gaps.append((finals["judge"][winner, few].mean(), finals["judge"][winner].mean()))
    judged, truth = np.mean(gaps, axis=0)
    print(f"27 settings judged by {rows:>3} hours: the winner scores {judged:.3f} there, and {truth:.3f} on all judging hours")
assert choice["leaves"] <= best["leaves"]

# %% [markdown]
# Many times fewer leaves, and on the kept hours a loss that is somewhat higher: within one error is a rule of thrift. It does not
# prove that two models are equal.
#
# The winner of a search has been good *and lucky*. Its score is the lowest of many, so it is too low, and the more so the fewer
# rows judge. Choose with the judging rows, then report the score on rows that the search has never seen.
#
# | your situation | take |
# |---|---|
# | one or two numbers, few values, all of them to be shown to somebody | a grid, coarse to fine |
# | many numbers, you do not know which matter; many machines | random: 59 trials for the best 5 % |
# | each training is expensive, 30 to some hundreds, one after another or few at a time | Bayesian |
# | the order after a tenth of the training is nearly the order at the end | random with successive halving |
# | fewer than 20 trainings | random, or a coarse grid; TPE would be random as well |
#
# ## What to remember
#
# - A grid multiplies with each name, and repeats itself where a name does not matter. A random search takes any budget.
# - Numbers of unknown size: steps that multiply. A best at the end of its list: widen before you refine.
# - TPE is random for its first 20 evaluations. Then it learns, and learns best from results that come one after another.
# - Halving paid a ninth here. It is honest if the cheap rungs order the settings as the end does.
# - Compare searches on one budget, with several seeds. Judge the winner on other rows, and ask what a better metric costs.
#
# ## On Databricks (November 2026)
#
# - The exam says Hyperopt, and grid, random and Bayesian search. In Spark, a grid is `ParamGridBuilder` with `CrossValidator`; in
#   Hyperopt, `rand.suggest` is random and `tpe.suggest` Bayesian.
# - Hyperopt left the ML runtime after 16.4 LTS. Today's word there is Optuna: `optuna.create_study(sampler=…)` with `GridSampler`,
#   `RandomSampler` or `TPESampler` (random for its first 10 trials), and *pruners*, such as `SuccessiveHalvingPruner`, which stop
#   a trial at a rung.
# - On a cluster, parallel trials and learning from earlier trials pull in two directions: unit *parallel_tuning*.
