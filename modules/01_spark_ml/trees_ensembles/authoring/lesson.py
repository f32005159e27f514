# %% [markdown]
# # When does a bigger model stop helping?
#
# How many bikes will be rented in an hour? A tree with two questions is too simple for that, and one with a thousand
# questions has learned its rows by heart. Where is the best place between them, how would you see it, and what do ten trees
# know that one tree does not?
#
# **Objectives** MD-42 complexity, bias and variance · MD-28 choose an algorithm for a scenario · older outline: how Spark
# scales linear regression and trees; bagging, boosting, stacking.
# **Left out** tuning and cross-validation, trees for more than two classes, boosting libraries other than XGBoost.
# **Time** 35 minutes to read and run.
#
# Ten times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the hours to use

# %%
import logging

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import DecisionTreeRegressor, GBTRegressor, LinearRegression, RandomForestRegressor
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
bikes = spark.read.parquet(dataset("bikes")).where("year(dteday) = 2012").sample(fraction=fraction, seed=seed)
bikes = bikes.withColumn("work", (F.col("workingday") == "Yes").cast("double"))  # Washington, D.C., one row per hour
names = ["hr", "temp", "atemp", "hum", "windspeed", "work"]
bikes.select("dteday", *names, "cnt").orderBy("dteday", "hr").show(4)

# %% [markdown]
# `hr` is the hour, `temp` and `atemp` are the measured and the felt temperature, `work` is 1 on a working day, and `cnt` is
# what we want to know: bikes rented in this hour.
#
# ## A tree is a list of questions
#
# Whole days go to one side of the split, by a hash of the date: neighbouring hours are too much alike. Three tenths of the
# days teach. Another three tenths are **unseen**: they only measure. (The rest stays out, so that this lesson is quick.) Here
# is the smallest interesting tree: two questions deep.

# %%
bikes = VectorAssembler(inputCols=names, outputCol="features").transform(bikes)
bikes = bikes.withColumn("bucket", F.pmod(F.xxhash64(F.lit(seed), "dteday"), F.lit(10)))
train, unseen = (bikes.where(side).coalesce(1).cache() for side in ("bucket < 3", "bucket >= 7"))
label_train, label = (rows.select("cnt").toPandas().to_numpy() for rows in (train, unseen))  # (hours, 1) each

tree = DecisionTreeRegressor(labelCol="cnt", maxDepth=2).fit(train)
questions = "\n".join(tree.toDebugString.splitlines()[1:])
for position, name in enumerate(names):
    questions = questions.replace(f"feature {position} ", f"{name} ")
print(questions)
print(f"{len(label_train):,} hours teach, {len(label):,} measure; their labels deviate from the mean by {label.std():.0f} bikes")

# %% [markdown]
# Each leaf answers with the **mean label of its training rows**. Each question was chosen because, of all questions that
# could be asked there, it leaves the smallest variance in the two halves. Nothing is scaled, nothing one-hot encoded, and a
# question about `hum` may come up only where it is warm.
#
# ## Which questions may Spark ask?
#
# Not every one. Before the first tree grows, Spark sorts a sample of each column into at most **`maxBins`** bins (32 if you
# do not say more) of about equally many rows. Only the borders between the bins are candidates for a question. So a row
# becomes a few small integers, and a split never needs a sort again.
#
# The next trees see nothing but the hour. They may be five questions deep, which is room for 32 leaves.
#
# **Predict before you run:** how many different answers can such a tree give with `maxBins=4`? Will it find the two rush
# hours?

# %%
hours = VectorAssembler(inputCols=["hr"], outputCol="hour_vector")
clock = hours.transform(spark.createDataFrame([(hour,) for hour in range(24)], "hr int"))
work_hours = hours.transform(train.where("work = 1")).cache()
means = work_hours.groupBy("hr").agg(F.avg("cnt").alias("mean")).orderBy("hr").toPandas()
figure, axes = plt.subplots(1, 3, figsize=(10, 2.9), sharey=True, layout="constrained")
for axis, bins in zip(axes, (4, 8, 32)):
    one = DecisionTreeRegressor(featuresCol="hour_vector", labelCol="cnt", maxDepth=5, maxBins=bins).fit(work_hours)
    said = one.transform(clock).orderBy("hr").toPandas()["prediction"]  # (24,)
    axis.plot(means["hr"], means["mean"], "o", color="lightsteelblue")
    axis.step(said.index, said, where="mid", color="firebrick")
    axis.set(title=f"maxBins={bins}: {said.nunique()} answers", xlabel="hour of a working day")
    assert said.nunique() <= min(bins, 24)
axes[0].set_ylabel("bikes; dots: mean of the hour")
plt.show()

# %% [markdown]
# Four bins, four answers: depth cannot help where no question may be asked. With 32 bins each of the 24 hours has a bin of its
# own, so both rush hours are found. Now the depth is the limit, and the tree still gives fewer than 24 answers. More bins give
# finer questions, and cost more memory and more counting. Beyond the number of different values they give nothing.
#
# ### A category needs a bin of its own
#
# `StringIndexer` writes into the column's metadata that its numbers are *names*, and `VectorAssembler` keeps that. For such a
# column the tree asks "is it one of these?" and not "is it below 4.5?". Flights from New York go to some 95 airports.
#
# **Predict before you run:** what will a tree with the default `maxBins` do with the airport? And of some 95 airports, how
# many ways are there to send some left and the others right?

# %%
flights = spark.read.parquet(dataset("flights")).where("month = 1").sample(fraction=0.4 * fraction, seed=seed)
flights = flights.dropna(subset=["arr_delay"])
to_vector = [StringIndexer(inputCol="dest", outputCol="i"), VectorAssembler(inputCols=["i"], outputCol="features")]
flights = Pipeline(stages=to_vector).fit(flights).transform(flights).coalesce(1).cache()
stump = DecisionTreeRegressor(labelCol="arr_delay", maxDepth=1)  # one question
try:
    stump.fit(flights)
except IllegalArgumentException as problem:
    print(str(problem).split(" Consider")[0], "\n")

airports = flights.select("dest").distinct().count()
sides = stump.setMaxBins(airports).fit(flights).transform(flights)  # "prediction" has two values: left and right
sides = sides.groupBy("dest", "prediction").agg(F.avg("arr_delay").alias("mean"), F.count("*").alias("flights"))
sides = sides.toPandas().sort_values(["mean", "dest"], ignore_index=True)
print(f"{airports} airports: {2 ** (airports - 1) - 1:.1e} ways to part them, {airports - 1} of them are tried")

# %%
colours = np.where(sides["prediction"] == sides["prediction"].min(), "seagreen", "firebrick")
figure, axis = plt.subplots(figsize=(10, 2.8))
axis.bar(sides.index, sides["mean"], color=colours)
axis.set(xlabel="airports, sorted by their mean delay (green: sent left, red: sent right)", ylabel="mean delay in minutes")
plt.show()
left, right = (sides["mean"][colours == colour] for colour in ("seagreen", "firebrick"))
assert left.max() <= right.min()
print(sides.tail(3)[["dest", "mean", "flights"]].round(1).to_string(index=False))

# %% [markdown]
# Spark sorts the airports by their mean label and tries only the cuts through this list. For a regression (and for two
# classes) the best of all the ways is among them. That is why one category is one bin, and why the number of categories must
# not be above `maxBins`: raise it, put rare ones together, or leave the column out. One-hot encoding is no cure. It turns one
# good question into many that send a single airport to one side.
#
# Look at the right end, too. There stand airports with few flights, one of them with hardly any, and the tree has believed
# them.
#
# ## How Spark grows trees, and why a forest is no slower
#
# The rows stay where they are, on many machines. For one level of the tree, each partition walks through its rows once and
# adds up, for each node and each bin, how many rows fall there and the sum of their labels. Only these small tables travel.
# The driver chooses the questions, and the next pass starts. (If the tables of a level do not fit into `maxMemoryInMB`, the
# level takes several passes.)
#
# Each pass is a Spark job, so it can be counted. A depth of 3 has up to 7 questions, a depth of 6 up to 63.
#
# **Predict before you run:** how many jobs more does the deeper tree need? And a forest of 10 such trees? And 10 boosted
# ones?

# %%
def count_jobs(estimator, rows=train):
    context = spark.sparkContext
    context.setJobGroup(estimator.uid, "fit")
    model = estimator.fit(rows)
    context._jsc.sc().listenerBus().waitUntilEmpty()  # let Spark finish its own books
    return model, len(context.statusTracker().getJobIdsForGroup(estimator.uid))


jobs = {
    "linear regression": count_jobs(LinearRegression(labelCol="cnt"))[1],
    "tree, depth 3": count_jobs(DecisionTreeRegressor(labelCol="cnt", maxDepth=3))[1],
    "tree, depth 6": count_jobs(DecisionTreeRegressor(labelCol="cnt", maxDepth=6))[1],
    "forest, 10 × depth 6": count_jobs(RandomForestRegressor(labelCol="cnt", maxDepth=6, numTrees=10, seed=seed))[1],
    "boosted, 10 × depth 3": count_jobs(GBTRegressor(labelCol="cnt", maxDepth=3, maxIter=10, seed=seed))[1],
}
print(pd.Series(jobs, name="jobs").to_string())
assert jobs["tree, depth 6"] - jobs["tree, depth 3"] == 3
assert jobs["forest, 10 × depth 6"] - jobs["tree, depth 6"] <= 1 and jobs["boosted, 10 × depth 3"] > 10 * 3

# %% [markdown]
# One job per *level*, not per question. (The few others count the rows and choose the bins.) The trees of a forest do not
# need each other, so the same pass counts for all of them: that is **bagging**, and it is made for many machines. Boosted
# trees stand in a queue, because each corrects the sum of those before it: that is **boosting**, and more machines make only
# its single passes shorter.
#
# Linear regression is cheaper still. With up to 4,096 features one pass adds up products of columns ($X^TX$ and $X^Ty$), and
# the driver solves the rest; with more features, or by `solver="l-bfgs"`, it makes one pass for each step downhill.
#
# ## How deep?
#
# A tree of depth 14 has room for 16,384 leaves, more than we have rows.
#
# **Predict before you run:** draw two curves over the depth: the error on the training hours, and that on unseen hours.

# %%
def predictions(models, rows):
    columns = [f"model_{number}" for number in range(len(models))]
    for column, one in zip(columns, models):
        rows = one.setPredictionCol(column).transform(rows)
    return rows.select(*columns).toPandas().to_numpy()  # (rows, models)


def rmse(predicted, truth):
    return np.sqrt(np.mean((predicted - truth) ** 2, axis=0))  # (models,)


trees = {d: DecisionTreeRegressor(labelCol="cnt", maxDepth=d).fit(train) for d in (1, 3, 5, 8, 10, 14)}
sizes = {"leaves": [1 + one.numNodes // 2 for one in trees.values()]}
errors = {
    "training": rmse(predictions(trees.values(), train), label_train),
    "unseen": rmse(predictions(trees.values(), unseen), label),
}
curve = pd.DataFrame(sizes | errors, index=pd.Index(trees, name="depth"))

# %%
best = int(curve["unseen"].idxmin())
axis = curve[["training", "unseen"]].plot(color=["steelblue", "firebrick"], marker="o", figsize=(8, 3.2), ylim=0)
axis.axvline(best, color="grey", ls=":")
axis.set(xlabel="depth of the tree", ylabel="RMSE in bikes")
plt.show()
print(curve.round(1).T.to_string())
assert curve["training"].is_monotonic_decreasing and 4 <= best <= 10
assert curve["unseen"][14] > curve["unseen"][best] and curve["unseen"][14] > 2 * curve["training"][14]

# %% [markdown]
# The training error falls and falls. It says nothing about where to stop, and it would choose the largest tree there is.
# Unseen hours choose: left of the dotted line the tree is too simple (**underfitting**, both errors are high), right of it
# each new question describes chance (**overfitting**, the curves part).
#
# ## Bias and variance, drawn
#
# Imagine that the tree is fitted again and again, each time on another sample of the hours. What the trees have in common and
# get wrong is **bias**. How much they disagree is **variance**. A random forest does this for us: each of its trees is fitted
# on its own sample, drawn with replacement. (With `featureSubsetStrategy="all"`, the sample is the only difference between
# them. The default hides from each question some of the columns too, so that the trees become less alike.)
#
# **Predict before you run:** ten trees of depth 3, and ten of depth 14, draw the same mild working day. Which lines agree
# with each other? Which agree with the dots, the mean of unseen mild working days?

# %%
def forest(depth, rows=train, **settings):
    return RandomForestRegressor(labelCol="cnt", numTrees=10, maxDepth=depth, seed=seed, **settings).fit(rows)


forests = {depth: forest(depth, featureSubsetStrategy="all") for depth in (3, 9, 14)}
votes = {depth: predictions(one.trees, unseen) for depth, one in forests.items()}  # (unseen hours, 10) each

# %%
mild = pd.DataFrame({"hr": np.arange(24), "temp": 20.0, "atemp": 24.0, "hum": 60.0, "windspeed": 12.0, "work": 1.0})
day = VectorAssembler(inputCols=names, outputCol="features").transform(spark.createDataFrame(mild).coalesce(1))
seen = unseen.where("work = 1 AND temp BETWEEN 16 AND 24").groupBy("hr").agg(F.avg("cnt")).orderBy("hr").toPandas()

figure, axes = plt.subplots(1, 2, figsize=(10, 3.4), sharey=True, layout="constrained")
for axis, depth in zip(axes, (3, 14)):
    lines = predictions(forests[depth].trees, day)  # (24, 10)
    axis.plot(lines, color="grey", lw=0.6, alpha=0.6)
    axis.plot(lines.mean(axis=1), color="firebrick", lw=2)
    axis.plot(seen["hr"], seen["avg(cnt)"], "o", color="steelblue", ms=4)
    axis.set(title=f"depth {depth}: the trees differ by {lines.std(axis=1).mean():.0f} bikes", xlabel="hour")
axes[0].set_ylabel("bikes (red: mean of the 10 trees)")
plt.show()

# %% [markdown]
# Shallow trees agree with each other, and miss both rush hours together: high bias, low variance. Deep trees have little
# bias, and each has its own wild guesses: high variance. But look at their *mean*. The guesses cancel, and what is left
# follows the dots.
#
# For squared errors this is no accident, it is arithmetic. On any rows,
#
# $$\text{mean MSE of the trees} \;=\; \text{MSE of their mean} \;+\; \text{variance between the trees}$$
#
# The last term is what averaging takes away. **Predict before you run:** at which depth does a forest gain most? And from
# depth 9 to 14, what gets worse: a single tree, the forest, or both?

# %%
parts = pd.DataFrame({
    depth: {"forest": np.mean((vote.mean(axis=1, keepdims=True) - label) ** 2), "between the trees": vote.var(axis=1).mean()}
    for depth, vote in votes.items()
}).T
parts["mean tree"] = [np.mean((vote - label) ** 2) for vote in votes.values()]
assert np.allclose(parts["forest"] + parts["between the trees"], parts["mean tree"])
worse = parts.loc[14] / parts.loc[9]  # what five more levels do
assert parts["between the trees"].idxmin() == 3 and worse["mean tree"] > 0.95 * worse["forest"]

axis = parts[["forest", "between the trees"]].plot.bar(stacked=True, color=["steelblue", "lightcoral"], figsize=(7, 3), rot=0)
axis.set(xlabel="depth of the 10 trees", ylabel="squared error on unseen hours")
plt.show()
print(parts.round(0).astype(int).to_string())
print(f"from depth 9 to 14: {worse['mean tree'] - 1:+.0%} for a mean tree, {worse['forest'] - 1:+.0%} for the forest")

# %% [markdown]
# The full bar is a typical single tree. The blue part is what a forest of such trees keeps: bias, and the noise that nobody
# can predict. Five more levels cost a single tree far more than the forest: averaging pays for most of the
# variance, and nothing pays for bias. That is why the trees of a forest may be deep.
#
# ## More trees: bagging and boosting
#
# A boosted model works the other way. It starts with a shallow tree, and each further tree is fitted to what the sum so far
# gets wrong. That removes bias. `stepSize` says how much of a tree is added: with Spark's squared loss, 0.5 adds all that is
# missing (its trees learn *twice* the error), and the default of 0.1 adds a fifth. `evaluateEachIteration` measures the sum
# after each tree.
#
# **Predict before you run:** the error on unseen hours over the number of trees, for a forest, for careful boosting
# (`stepSize=0.15`) and for greedy boosting (`stepSize=0.5`). Which curves may go up again?

# %%
boosted = {}
for step, count in {0.15: 20, 0.5: 12}.items():
    boosted[step] = GBTRegressor(labelCol="cnt", maxDepth=5, maxIter=count, stepSize=step, seed=seed).fit(train)
error = {(step, "unseen"): np.sqrt(one.evaluateEachIteration(unseen, "squared")) for step, one in boosted.items()}
error |= {(step, "training"): np.sqrt(one.evaluateEachIteration(train, "squared")) for step, one in boosted.items()}
growing = np.cumsum(votes[14], axis=1) / np.arange(1, 11)  # (unseen hours, 10): the mean of the first 1, 2, … 10 trees
error["forest", "unseen"] = rmse(growing, label)

figure, axis = plt.subplots(figsize=(10, 3.4), layout="constrained")
for (who, on), values in error.items():  # (trees,)
    name = who if who == "forest" else f"boosted, stepSize {who}"
    colour = {0.15: "seagreen", 0.5: "purple", "forest": "firebrick"}[who]
    text = f"{name}, {on}: lowest {values.min():.0f} at {1 + values.argmin()}"
    axis.plot(range(1, 1 + len(values)), values, "-" if on == "unseen" else ":", color=colour, label=text)
axis.set(xlabel="trees", ylabel="RMSE in bikes", ylim=(30, 130), xticks=range(2, 21, 2))
axis.legend(loc="upper left", bbox_to_anchor=(1, 1), fontsize=8)
plt.show()
assert np.isclose(error[0.5, "unseen"][-1], rmse(predictions([boosted[0.5]], unseen), label)[0])
assert error[0.5, "unseen"].argmin() < 11 and error[0.15, "unseen"].min() < error[0.5, "unseen"].min()
assert (np.diff(error[0.5, "training"]) < 0).all() and error["forest", "unseen"][-1] < error["forest", "unseen"][0]

# %% [markdown]
# More trees do not hurt a forest: the mean becomes quieter, by less and less. A boosted model can
# overfit: its training error falls for ever. Small steps need more trees and end lower. Where to stop, unseen rows say:
# by this curve, or by `validationIndicatorCol`, a column that marks rows for measuring. Then Spark stops by itself.
#
# ### XGBoost on Spark
#
# XGBoost is boosting, too, from a library of its own. Its package holds classes for Spark: `SparkXGBRegressor` is an estimator
# like the others, and its model goes into a `Pipeline`. `num_workers` is the number of Spark tasks that train *one* model
# together. Each holds a part of the rows. For each level of a tree they add up their tables, as Spark's own trees do, but they
# talk to each other directly, so all of them must run at the same moment (Spark calls this a **barrier** stage).
#
# **Predict before you run:** its trees wait for each other as well. So what do two workers share?

# %%
from xgboost.spark import SparkXGBRegressor

logging.getLogger("XGBoost-PySpark").setLevel("WARNING")  # it reports each of its steps
workers = min(2, spark.sparkContext.defaultParallelism)
extreme = SparkXGBRegressor(
    label_col="cnt", num_workers=workers, n_estimators=20, max_depth=5, learning_rate=0.3, verbose=False
).fit(train)
error = rmse(extreme.transform(unseen).select("prediction").toPandas().to_numpy(), label)[0]
print(f"XGBoost, 20 trees of depth 5: RMSE {error:.0f} on unseen hours")
gain = extreme.get_feature_importances(importance_type="total_gain")  # f0, f1, … are positions in the vector
print(pd.Series({names[int(key[1:])]: value for key, value in gain.items()}).pipe(lambda s: s / s.sum()).round(2).to_string())
assert error < np.sqrt(boosted[0.15].evaluateEachIteration(unseen, "squared"))[-1] + 5

# %% [markdown]
# They share the rows *inside* a tree; the twenty trees still stand in a queue. Here, with twenty trees of the same depth, XGBoost
# ends a little lower than Spark's careful boosting. Its `learning_rate` is the share that each tree adds: 0.3 is what Spark
# calls `stepSize=0.15`. It also pulls the answers of small leaves towards zero, as a penalty does. It differs in two habits: its model
# predicts in Python workers, not in the JVM, and a missing value needs no imputer, for each question learns to which side it goes.
#
# ## Stacking: let a model choose between models
#
# Two quite different models: a linear one that has a coefficient for each hour of each kind of day, and a tree of depth 10.
# A **stack** gives each of them a weight, by linear regression of the label on their predictions. On which predictions?
#
# **Predict before you run:** both are fitted on `train` and predict `train`, and the weights are fitted on that. Which
# weights will the tree get? And if each hour is predicted by models that have *not* seen its day?

# %%
kind = F.col("hr") + 24 * F.col("work").cast("int")  # 48 kinds of hours
encode = OneHotEncoder(inputCol="kind", outputCol="kind_vector")
assemble = VectorAssembler(inputCols=["kind_vector", "temp", "atemp", "hum", "windspeed"], outputCol="linear_features")
encoder = Pipeline(stages=[encode, assemble]).fit(spark.range(48).selectExpr(
    "int(id) AS kind", "0D AS temp", "0D AS atemp", "0D AS hum", "0D AS windspeed"
))
learn, measure = (encoder.transform(rows.withColumn("kind", kind)).cache() for rows in (train, unseen))


def fit_both(rows):
    linear = LinearRegression(featuresCol="linear_features", labelCol="cnt")
    return [linear.fit(rows), DecisionTreeRegressor(labelCol="cnt", maxDepth=10).fit(rows)]

# %%
base = fit_both(learn)
seen_before = predictions(base, learn)  # (hours, 2)
out_of_fold = np.empty_like(seen_before)
fold = learn.select("bucket").toPandas()["bucket"].to_numpy()  # 0, 1 or 2: whole days
for k in range(3):
    out_of_fold[fold == k] = predictions(fit_both(learn.where(F.col("bucket") != k)), learn.where(F.col("bucket") == k))

weights = {"linear alone": [1, 0], "tree alone": [0, 1]}
for name, made in {"stack, seen rows": seen_before, "stack, out of fold": out_of_fold}.items():
    weights[name] = np.linalg.lstsq(made, label_train[:, 0])[0]
table = pd.DataFrame(weights, index=["weight of linear", "weight of tree"]).T
table["RMSE, unseen"] = rmse(predictions(base, measure) @ table.to_numpy().T, label)
print(table.round(2).to_string())
assert table["weight of tree"]["stack, seen rows"] > 0.8 and table["weight of tree"]["stack, out of fold"] < 0.75
assert table["RMSE, unseen"].idxmin() == "stack, out of fold"

# %% [markdown]
# On rows that it has seen, the deep tree looks nearly perfect, so the stack believes it and ends where the tree alone ends.
# **Out-of-fold** predictions show each model as it is on new rows. Then the two share the work, and together they beat both.
# The base models that are used later are fitted on all training rows; the folds only made honest rows for the weights.
#
# ## Importances, and what they do not say
#
# A tree model has `featureImportances`: how much variance the questions about each column have taken away, on the *training*
# rows, as shares of 1. To see how far to trust them, two columns of pure chance come in: `noise` has a different value in
# each row, and `coin` is 0 or 1.
#
# The check is the **permutation importance**: shuffle one column of the *unseen* rows, predict, and see how much the error
# rises.
#
# **Predict before you run:** where will `noise` stand in the first list? And what happens to the error if it is shuffled?

# %%
wide = [*names, "noise", "coin"]
chance = bikes.withColumn("noise", F.rand(seed)).withColumn("coin", (F.rand(seed + 1) < 0.5).cast("double"))
chance = VectorAssembler(inputCols=wide, outputCol="features").transform(chance.drop("features")).coalesce(1).cache()
model = forest(14, chance.where("bucket < 3"), maxBins=128)
judged = chance.where("bucket >= 7").select(*wide, "cnt").toPandas()  # (unseen hours, 9)

rng = np.random.default_rng(seed)
shuffles = [[], *([name] for name in wide), ["temp", "atemp"]]
tables = [judged.assign(shuffled=" and ".join(columns)) for columns in shuffles]
for part, columns in zip(tables, shuffles):
    part[columns] = part[columns].to_numpy()[rng.permutation(len(part))]
shuffled = VectorAssembler(inputCols=wide, outputCol="features").transform(spark.createDataFrame(pd.concat(tables)))
error = model.transform(shuffled).groupBy("shuffled").agg(F.sqrt(F.avg((F.col("cnt") - F.col("prediction")) ** 2)))
error = error.toPandas().set_index("shuffled").iloc[:, 0]

# %%
compared = pd.DataFrame({"importance": model.featureImportances.toArray(), "shuffled": error[wide] - error[""]}, index=wide)
compared = compared.sort_values("importance")
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.2), sharey=True, layout="constrained")
colours = ["firebrick" if name in ("noise", "coin") else "steelblue" for name in compared.index]
left.barh(compared.index, compared["importance"], color=colours)
right.barh(compared.index, compared["shuffled"], color=colours)
left.set(title="featureImportances (training rows)", xlabel="share")
right.set(title="the error rises by …, if the column is shuffled", xlabel="bikes (RMSE on unseen hours)")
plt.show()
pair = error["temp and atemp"] - error[""]
print(compared.iloc[::-1].round(3).to_string())
print(f"temp and atemp shuffled together: {pair:.1f}; one by one: {compared['shuffled'][['temp', 'atemp']].sum():.1f}")
assert compared["importance"]["noise"] > max(compared["importance"]["work"], 2 * compared["importance"]["coin"])
assert compared["shuffled"]["work"] > 5 > abs(compared["shuffled"]["noise"])
assert pair > compared["shuffled"][["temp", "atemp"]].sum()

# %% [markdown]
# Three limits of the first list in one picture:
#
# - **Pure chance gets a share**, and `noise` stands above `work`. Deep trees find something to ask in any column.
# - **Many values, many questions.** `noise` and `coin` mean equally little, but `coin` offers one question and `noise` 127.
# - **Correlated columns share.** `temp` and `atemp` say nearly the same, so each gets a part. Here the shuffle is fooled as
#   well: while one is shuffled, the other still helps. Shuffle them together.
#
# A column of chance is a good control for the **second** list: what stands no higher than it there has shown nothing. In the
# first list `work` stands below `noise`, and its shuffle costs a lot. And neither list says what *causes* what.
#
# ## Which algorithm?
#
# One table for the models of this lesson. **Predict before you run:** which of them can answer with fewer than zero bikes?

# %%
contenders = {
    "linear, hour by hour": base[0],
    f"tree, depth {best}": trees[best],
    "forest, 10 × depth 14": forests[14],
    "boosted, 20 × depth 5": boosted[0.15],
}
stack = predictions(base, measure) @ weights["stack, out of fold"]
answers = np.column_stack([predictions(contenders.values(), measure), stack])  # (unseen hours, 5)
rows = [*contenders, "stack: linear, tree"]
table = pd.DataFrame({"RMSE, unseen": rmse(answers, label), "lowest prediction": answers.min(axis=0)}, index=rows)
print(table.round(1).to_string())
lowest = table["lowest prediction"]
assert lowest.iloc[0] < 0 and lowest.iloc[1:3].min() >= label_train.min()
assert table["RMSE, unseen"].iloc[2:].max() < table["RMSE, unseen"].iloc[1]

# %% [markdown]
# A linear model follows its line below zero, and a sum of boosted trees may go too far as well. A tree or a forest answers
# with means of training labels, so it cannot leave their range: good against nonsense, bad when the future lies outside. The
# last row is worth a look: two small models that err in different ways.
#
# | the scenario says … | start with | because |
# |---|---|---|
# | each effect must be explained; effects add up | linear or logistic regression | one coefficient for each column |
# | next year will be higher than ever before | a linear model, or a tree on the *change* | trees cannot continue a line |
# | rules that people can read and follow by hand | one shallow tree | a list of questions |
# | columns of all kinds, interactions, little time to tune | a random forest | hard to spoil: more trees do not overfit |
# | the last per cent of accuracy counts, and you can tune | boosted trees | they remove bias as well, if stopped in time |
# | very many machines, little time | forest or linear | their trees or sums do not wait for each other |
# | millions of sparse columns, such as words | a linear model with a penalty | a tree asks about one column at a time |
# | several good models that err in different ways | a stack on out-of-fold predictions | their errors cancel |
#
# ## What to remember
#
# - Training error falls with every question. Unseen rows say when to stop.
# - Too simple: bias, both errors high. Too complex: variance, the errors part. Averaging removes variance, boosting removes
#   bias.
# - Forest: trees side by side, deep, more never hurt. Boosted: one after another, shallow, watch the number of trees.
# - Stack on out-of-fold predictions. On rows that it has seen, the model that overfits most looks best.
# - Spark asks only at the borders of `maxBins` bins; a category needs a bin of its own. One pass over the rows for each
#   level.
# - `featureImportances` gives shares to chance, favours many values and splits twins. Shuffle columns of unseen rows.
#
# ## On Databricks (November 2026)
#
# - The same classes run there. On serverless and standard compute (Spark Connect) there is no `sparkContext` to count jobs
#   with: look at the query profile. There the size of a model is limited, and a tree model that comes near the limit stops
#   growing early.
# - The exam's words are the ones used here: decision tree, random forest, gradient-boosted trees, `maxDepth`, `maxBins`,
#   `numTrees`. Spark ML has no class for stacking; the folds that you ran are the way. `GBTClassifier` knows two classes
#   only, `DecisionTreeClassifier` and `RandomForestClassifier` any number.
# - `xgboost.spark` is the way there, too: the package holds it since 1.7. `num_workers` is at most the number of task slots of
#   the cluster, and autoscaling must be off while it trains.
# - The vendor's page, as last seen, asks for Runtime 12.0 ML or above and calls it a public preview. Older material imports
#   `sparkdl.xgboost`: deprecated since 12.0 ML, gone since 13.0 ML. Standard compute has no ML runtime; there the package
#   must be installed first.
