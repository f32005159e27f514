# %% [markdown]
# # Exercise · Is this tree large enough, or too large?
#
# The lesson looked at the bikes of 2012. You now get days of 2011, and flights from LaGuardia, and you build the parts that
# an honest tree model needs: a tree that can take any category, a depth that unseen rows have chosen, a look into a forest,
# predictions for a stack that nobody has seen before, and an importance that chance cannot buy.
#
# **Five tasks, 20 points, about 40 minutes.** Objectives: MD-42, MD-28, and the older outline's *how Spark scales trees* and
# *bagging, boosting, stacking*.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work
# is graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.regression import DecisionTreeRegressor, LinearRegression, RandomForestRegressor
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
days = spark.read.parquet(dataset("bikes")).where("year(dteday) = 2011 AND day(dteday) IN (5, 15, 25)")
work, label = (F.col("workingday") == "Yes").cast("double").alias("work"), F.col("cnt").cast("double").alias("label")
hours = days.select("dteday", "hr", "temp", "hum", work, label).coalesce(1).cache()  # the label is bikes per hour
flights = spark.read.parquet(dataset("flights_lga")).where("day = 15").withColumnRenamed("arr_delay", "label")
flights = flights.select("month", "carrier", "flight", "dest", "hour", "label").dropna().coalesce(1).cache()  # minutes
hours.orderBy("dteday", "hr").show(3)
flights.orderBy("month", "hour", "carrier", "flight").show(3)

# %% [markdown] task="bins-cover-the-categories"
# ## Task 1 · A bin for every category
#
# **4 points · older outline: how Spark scales trees**
#
# Write `fit_tree(train, categories, numbers, depth)`.
#
# - **Takes** `train`, a Spark DataFrame with a column `label`; `categories`, a list of names of text columns; `numbers`, a
#   list of names of number columns (one of the two lists may be empty); and `depth`. No value is missing.
# - **Returns** a fitted `PipelineModel` that ends in **one** regression tree, at most `depth` questions deep, and adds a
#   column `prediction` to the rows that it transforms.
# - A text column may have any number of different values: more than 32, and more than 1000. One question about it can send
#   **any set** of its values to one side.
# - A value that was not in `train` gets a prediction too, whatever it is: no row disappears, and nothing stops.

# %% [markdown] hint="bins-cover-the-categories"
# Three kinds of stages: text to a number that Spark knows to be a name, all columns to one vector, the tree. Which parameter
# of the tree limits how many names a column may have? Which value does it have if you do not set it?

# %% [markdown] hint="bins-cover-the-categories"
# `StringIndexer` (with `handleInvalid`), `VectorAssembler`, `DecisionTreeRegressor` (with `maxBins`). With
# `handleInvalid="keep"` the unknown value is one more category. A one-hot column asks about one value only.

# %% [markdown] hint="bins-cover-the-categories"
# Almost the line: `bins = max([32, *(train.select(name).distinct().count() + 1 for name in categories)])`, then
# `DecisionTreeRegressor(maxDepth=depth, maxBins=bins)` as the last stage.

# %% answer="bins-cover-the-categories"
def fit_tree(train, categories, numbers, depth):
    """Return a fitted PipelineModel: one regression tree on categories of any size and on numbers."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import StringIndexer

    indices = [f"{name}_index" for name in categories]
    index = [StringIndexer(inputCols=categories, outputCols=indices, handleInvalid="keep")] if categories else []
    assemble = VectorAssembler(inputCols=[*indices, *numbers], outputCol="features")
    bins = max([32, *(train.select(name).distinct().count() + 1 for name in categories)])
    return Pipeline(stages=[*index, assemble, DecisionTreeRegressor(maxDepth=depth, maxBins=bins)]).fit(train)
    ### END SOLUTION

# %% test="bins-cover-the-categories" points=1
# A tree of depth 3 takes the airports of LaGuardia, and one that it has never seen
model = fit_tree(flights, ["dest", "carrier"], ["hour"], 3)
assert isinstance(model, PipelineModel), (
    f"fit_tree returned {type(model).__name__}; it should return the fitted pyspark.ml.PipelineModel"
)
tree = model.stages[-1]
assert hasattr(tree, "depth"), f"the last stage is a {type(tree).__name__}; it should be one DecisionTreeRegressionModel"
assert 1 <= tree.depth <= 3, f"the tree is {tree.depth} questions deep; at most 3 were asked for"
elsewhere = flights.drop("label").withColumn("dest", F.when(F.col("hour") < 12, "ZZZ").otherwise(F.col("dest")))
predicted = model.transform(elsewhere).where("prediction IS NOT NULL").count()
assert predicted == flights.count(), (
    f"{flights.count()} flights went in, some of them to a new airport, and {predicted} predictions came out; "
    "each flight should get one. Look at handleInvalid"
)

# %% test="bins-cover-the-categories" points=2 hidden=true
# One question parts more than a thousand categories into the high ones and the low ones
import numpy as np

from course import drawn

rng = drawn("one-question")
size = int(rng.integers(1050, 1300))
letters, numbers = rng.choice(list("ABCDEF"), size), rng.permutation(2000)
codes = [f"{letter}{number}" for letter, number in zip(letters, numbers[:size], strict=True)]
height = float(rng.uniform(20, 40)) * (rng.permutation(size) % 2)  # half of the codes are high, and no order tells which
rows = [
    (codes[place], float(rng.integers(1, 24)), float(height[place] + rng.normal(0, 1)))
    for place in np.repeat(np.arange(size), rng.integers(2, 4, size))
]
table = spark.createDataFrame(rows, "gate string, hour double, label double").coalesce(1)
model = fit_tree(table, ["gate"], ["hour"], 1)
assert isinstance(model, PipelineModel), f"fit_tree returned {type(model).__name__}; it should return a PipelineModel"
found = model.transform(table).select("label", "prediction").toPandas()
assert len(found) == len(rows), f"{len(rows)} rows went in, {len(found)} came out; each should get a prediction"
assert found["prediction"].nunique() <= 2, (
    f"a depth of 1 was asked for, which allows two answers, and there are {found['prediction'].nunique()}"
)
r2 = 1 - ((found["label"] - found["prediction"]) ** 2).sum() / ((found["label"] - found["label"].mean()) ** 2).sum()
assert r2 >= 0.9, (
    f"with one question R2 is {r2:.2f}, where half of {size} categories are high and the others low; one question should send "
    "any set of them to one side. Does the tree know that the column holds names? Scaling and one-hot encoding take that away"
)

# %% test="bins-cover-the-categories" points=1 hidden=true
# The larger of two text columns decides how many bins there must be, and new values of both get a prediction
import numpy as np

from course import drawn

rng = drawn("two-columns")
many, few = int(rng.integers(36, 90)), int(rng.integers(3, 9))
names = ["airline", "town"] if rng.random() < 0.5 else ["town", "airline"]
sizes = dict(zip(names, (few, many), strict=True))  # the larger one is the second here, and the first in the test to read
rows = [tuple(f"{name}{place % sizes[name]}" for name in names) + (float(place % few),) for place in range(3 * many)]
schema = ", ".join(f"{name} string" for name in names) + ", label double"
model = fit_tree(spark.createDataFrame(rows, schema).coalesce(1), names, [], 4)
assert isinstance(model, PipelineModel), f"fit_tree returned {type(model).__name__}; it should return a PipelineModel"
asked = spark.createDataFrame([(f"{names[0]}0", "new"), ("new", f"{names[1]}1"), ("new", "new")], schema.rsplit(",", 1)[0])
predicted = model.transform(asked).where("prediction IS NOT NULL").count()
assert predicted == 3, f"3 rows with new values went in, {predicted} predictions came out; look at handleInvalid"
cut = int(rng.integers(8, 16))
plain = spark.createDataFrame([(float(hour), 10.0 * (hour >= cut)) for hour in range(24)], "hour double, label double")
plain = plain.coalesce(1)
found = fit_tree(plain, [], ["hour"], 2).transform(plain).toPandas()
assert len(found) == 24 and (found["prediction"] - found["label"]).abs().max() <= 1e-6, (
    "without any text column the tree does not find the one step in a number column; either list may be empty"
)

# %% [markdown] task="depth-follows-unseen-rows"
# ## Task 2 · Unseen rows choose the depth
#
# **4 points · MD-42**
#
# Write `choose_depth(train, unseen, depths)`.
#
# - **Takes** two Spark DataFrames with the columns `features` (a vector) and `label`, and `depths`, a list of integers in any
#   order.
# - For each depth, `DecisionTreeRegressor(maxDepth=depth)` with no other setting is fitted.
# - **Returns** the depth (an `int` of the list) whose tree will be best on new rows: fitted on `train` alone, it has the
#   lowest RMSE on `unseen`. If two depths have the same RMSE, the smaller one.

# %% [markdown] hint="depth-follows-unseen-rows"
# The lesson's picture has two curves. Which of them has a lowest point in the middle? Which rows made it?

# %% [markdown] hint="depth-follows-unseen-rows"
# `DecisionTreeRegressor(maxDepth=…).fit(…)`, then `.transform(…)`, then `RegressionEvaluator`: three times the question
# *which rows?* To let the smaller depth win a tie, go through the depths from small to large.

# %% [markdown] hint="depth-follows-unseen-rows"
# Almost the line: `errors = {depth:
# RegressionEvaluator().evaluate(DecisionTreeRegressor(maxDepth=depth).fit(train).transform( unseen)) for depth in
# sorted(depths)}`, then `min(errors, key=…)`.

# %% answer="depth-follows-unseen-rows"
def choose_depth(train, unseen, depths):
    """Return the depth whose tree, fitted on train, has the lowest RMSE on unseen."""
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import RegressionEvaluator

    errors = {}
    for depth in sorted(depths):
        model = DecisionTreeRegressor(maxDepth=depth).fit(train)
        errors[depth] = RegressionEvaluator().evaluate(model.transform(unseen))
    return min(errors, key=errors.get)
    ### END SOLUTION

# %% test="depth-follows-unseen-rows" points=1
# Eight steps and some noise: three questions find the steps, ten describe the noise
from numbers import Integral

import numpy as np

rng = np.random.default_rng(3)
x, noise = np.tile(np.arange(32), 20), rng.normal(0, 1.2, 640)
useless, place = rng.permutation(640), rng.permutation(640)
columns = np.column_stack([x, useless, x // 4 + noise, place])
table = spark.createDataFrame(columns.tolist(), "x double, useless double, label double, place double")
table = VectorAssembler(inputCols=["x", "useless"], outputCol="features").transform(table)
chosen = choose_depth(table.where("place < 320").coalesce(1), table.where("place >= 320").coalesce(1), [1, 3, 10])
assert isinstance(chosen, Integral) and chosen in (1, 3, 10), f"choose_depth returned {chosen!r}; it should be one of 1, 3 and 10"
assert chosen != 10, (
    "choose_depth chose 10 questions where three are enough to find all eight steps; the deepest tree always looks best on "
    "rows that it was fitted on. Which rows measure, and are they kept out of the fit?"
)
assert chosen == 3, "choose_depth chose 1 question, which makes two of the eight steps; three would find all of them"

# %% test="depth-follows-unseen-rows" points=2 hidden=true
# Drawn steps under drawn noise: the depth that fits the steps is chosen
from numbers import Integral

import numpy as np

from course import drawn

rng = drawn("noisy-steps")
right = int(rng.choice([2, 3]))
deep = int(rng.integers(9, 12))
level = np.tile(np.arange(32), 20) // (32 // 2**right)
label = float(rng.uniform(5, 50)) * (level + rng.normal(0, 1.0 if right == 3 else 0.7, 640))
columns = np.column_stack([np.tile(np.arange(32), 20), rng.permutation(640), label, rng.permutation(640)])
table = spark.createDataFrame(columns.tolist(), "x double, useless double, label double, place double")
table = VectorAssembler(inputCols=["x", "useless"], outputCol="features").transform(table)
depths = [int(depth) for depth in rng.permutation([1, right, deep])]
chosen = choose_depth(table.where("place < 320").coalesce(1), table.where("place >= 320").coalesce(1), depths)
assert isinstance(chosen, Integral) and chosen in depths, "choose_depth did not return an integer of the list of depths"
assert chosen <= right, (
    f"a depth above 8 was chosen where {right} questions find all {2**right} steps and the rest is noise; fit on train alone, "
    "and let the error on unseen decide"
)
assert chosen >= right, (
    f"a depth of 1 was chosen where {right} questions find all {2**right} steps; a tree that is too simple has a higher error "
    "on unseen rows, too"
)

# %% test="depth-follows-unseen-rows" points=1 hidden=true
# Without noise the tree may be deep, and of two equal trees the smaller depth is taken
from numbers import Integral

import numpy as np

from course import drawn

rng = drawn("exact-steps")
height = int(rng.integers(2, 9))
columns = [[float(copy), float(place), float(height * place)] for copy in range(4) for place in rng.permutation(32)]
table = spark.createDataFrame(columns, "copy double, x double, label double").coalesce(1)
table = VectorAssembler(inputCols=["x"], outputCol="features").transform(table)
order = [int(depth) for depth in rng.permutation([2, 5, 7])]
for depths in (order, order[::-1]):
    chosen = choose_depth(table.where("copy > 0"), table.where("copy = 0"), depths)
    assert isinstance(chosen, Integral) and chosen in depths, "choose_depth did not return an integer of the list of depths"
    assert chosen != 2, (
        "the smallest depth was chosen where the label has 32 steps and no noise; a tree that is too simple misses most of them, "
        "and a deeper one has no error at all"
    )
    assert chosen == 5, (
        "the larger of two depths with the same RMSE was chosen; the prompt asks for the smaller one, in any order of the list"
    )

# %% [markdown] task="forest-is-the-mean-of-its-trees"
# ## Task 3 · What does averaging take away?
#
# **4 points · MD-42**
#
# Write `parts_of_the_error(forest, rows)`.
#
# - **Takes** `forest`, a fitted `RandomForestRegressionModel`, and `rows`, a Spark DataFrame with `features` and `label`.
# - **Returns** a dict with a float for each key, all measured on `rows`:
#   - `"trees"`: the MSE of each tree, averaged over the trees,
#   - `"forest"`: the MSE of the forest's prediction,
#   - `"variance"`: for each row the variance of the trees' predictions around their mean (divided by the number of trees),
#     averaged over the rows.
# - Values are compared with a tolerance of one part in a million.

# %% [markdown] hint="forest-is-the-mean-of-its-trees"
# You need a table: one line for each row, one column for each tree. Where does a fitted forest keep its trees?

# %% [markdown] hint="forest-is-the-mean-of-its-trees"
# `forest.trees` is a list of models, each with `transform`, `setPredictionCol` and `predict(vector)`. A few hundred rows may
# go to NumPy; `np.var(…, axis=1)` divides by the number of columns. The lesson has a formula that lets you check the three
# numbers.

# %% [markdown] hint="forest-is-the-mean-of-its-trees"
# Almost the line: `for k, tree in enumerate(forest.trees): rows = tree.setPredictionCol(f"tree_{k}").transform(rows)`, then
# `votes = rows.select(*names).toPandas().to_numpy()` and means of `(votes - label) ** 2`.

# %% answer="forest-is-the-mean-of-its-trees"
def parts_of_the_error(forest, rows):
    """Return {"trees", "forest", "variance"}: mean MSE of the trees, MSE of the forest, variance between the trees."""
    ### BEGIN SOLUTION
    import numpy as np

    names = [f"tree_{number}" for number in range(forest.getNumTrees)]
    for name, tree in zip(names, forest.trees, strict=True):
        rows = tree.setPredictionCol(name).transform(rows)
    table = rows.select("label", *names).toPandas().to_numpy()
    label, votes = table[:, :1], table[:, 1:]
    return {
        "trees": float(np.mean((votes - label) ** 2)),
        "forest": float(np.mean((votes.mean(axis=1) - label[:, 0]) ** 2)),
        "variance": float(votes.var(axis=1).mean()),
    }
    ### END SOLUTION

# %% test="forest-is-the-mean-of-its-trees" points=1
# Five trees on the bikes of 2011: the first number is the sum of the other two
table = VectorAssembler(inputCols=["hr", "temp", "hum", "work"], outputCol="features").transform(hours)
forest = RandomForestRegressor(numTrees=5, maxDepth=7, seed=1).fit(table.where("day(dteday) < 25"))
later = table.where("day(dteday) = 25").select("features", "label")
parts = parts_of_the_error(forest, later)
assert isinstance(parts, dict) and set(parts) == {"trees", "forest", "variance"}, (
    f"parts_of_the_error returned {parts if isinstance(parts, dict) else type(parts).__name__}; "
    'it should return a dict with the keys "trees", "forest" and "variance"'
)
mse = forest.transform(later).agg(F.avg((F.col("label") - F.col("prediction")) ** 2)).first()[0]
assert abs(parts["forest"] / mse - 1) <= 1e-6, (
    f'"forest" is {parts["forest"]:.1f}; the mean squared error of the forest\'s own prediction on these rows is {mse:.1f}'
)
assert parts["variance"] > 0 and abs((parts["forest"] + parts["variance"]) / parts["trees"] - 1) <= 1e-6, (
    f'"trees" is {parts["trees"]:.1f}, but "forest" and "variance" make {parts["forest"] + parts["variance"]:.1f} together; for '
    "squared errors the two sides are equal. Is the variance taken between the trees, row by row, and divided by their number?"
)

# %% test="forest-is-the-mean-of-its-trees" points=2 hidden=true
# The three numbers hold for drawn forests on rows that they have never seen
import numpy as np

from course import drawn

rng = drawn("drawn-forest")
count = int(rng.integers(3, 7))
x = rng.uniform(-1, 1, (240, 2))
label = float(rng.uniform(20, 60)) * np.sin(3 * x[:, 0]) + rng.normal(0, 8, 240)
table = spark.createDataFrame(np.column_stack([x, label]).tolist(), "a double, b double, label double").coalesce(1)
table = VectorAssembler(inputCols=["a", "b"], outputCol="features").transform(table)
seed = int(rng.integers(1, 10**6))
forest = RandomForestRegressor(numTrees=count, maxDepth=5, seed=seed).fit(table.where("b < 0"))
later = table.where("b >= 0").select("features", "label")
pairs = [(row["features"], row["label"]) for row in later.collect()]
votes = np.array([[tree.predict(vector) for tree in forest.trees] for vector, _ in pairs])  # (rows, trees)
truth = np.array([value for _, value in pairs])[:, None]
expected = {
    "trees": np.mean((votes - truth) ** 2),
    "forest": np.mean((votes.mean(axis=1, keepdims=True) - truth) ** 2),
    "variance": np.mean(votes.var(axis=1)),
}
parts = parts_of_the_error(forest, later)
assert isinstance(parts, dict) and set(parts) == set(expected), 'the keys should be "trees", "forest" and "variance"'
explained = {
    "trees": "measure every tree by itself, square before you average, and take no root",
    "forest": "it is the error of the mean of the trees, not the mean of their errors",
    "variance": "take it between the trees for each row, divide by the number of trees, then average over the rows",
}
for name, value in expected.items():
    assert abs(parts[name] / value - 1) <= 1e-6, (
        f'"{name}" is not the value of its definition for {count} trees; {explained[name]}'
    )

# %% test="forest-is-the-mean-of-its-trees" points=1 hidden=true
# A forest of a single tree has no variance between its trees
import numpy as np

from course import drawn

rng = drawn("one-tree")
columns = np.column_stack([rng.integers(0, 24, 120), rng.normal(100, 30, 120)])
table = spark.createDataFrame(columns.tolist(), "hr double, label double").coalesce(1)
table = VectorAssembler(inputCols=["hr"], outputCol="features").transform(table)
forest = RandomForestRegressor(numTrees=1, maxDepth=3, seed=int(rng.integers(1, 10**6))).fit(table)
parts = parts_of_the_error(forest, table.select("features", "label"))
keys = {"trees", "forest", "variance"}
assert isinstance(parts, dict) and set(parts) == keys, 'the keys should be "trees", "forest" and "variance"'
assert abs(parts["variance"]) <= 1e-6, (
    '"variance" is not 0 for a forest of one tree; a single prediction does not differ from its own mean. Divide by the number '
    "of trees, and do not take the variance over the rows"
)
assert abs(parts["trees"] / parts["forest"] - 1) <= 1e-6, (
    'with one tree, "trees" and "forest" are the same number, and here they are not'
)

# %% [markdown] task="folds-never-score-their-own-rows"
# ## Task 4 · Predictions that nobody has seen
#
# **4 points · older outline: bagging, boosting, stacking**
#
# A stack learns its weights from predictions for the training rows. Each of them must come from a model that has **not** seen
# the row.
#
# Write `out_of_fold(estimator, rows)`.
#
# - **Takes** `estimator`, any estimator of Spark ML that reads `features` and `label` and writes `prediction`, not fitted
#   yet; and `rows`, a Spark DataFrame with `id`, `fold` (an integer), `features` and `label`.
# - The values of `fold` may be any integers, and the folds may differ in size. There are at least two.
# - **Returns** a Spark DataFrame with each row of `rows` exactly once, with its columns and a column `prediction`: what the
#   estimator, fitted on all rows of the **other** folds and on nothing else, predicts for the row.

# %% [markdown] hint="folds-never-score-their-own-rows"
# How many models are there? Say in one sentence for one of them which rows it is fitted on, and which rows it predicts.

# %% [markdown] hint="folds-never-score-their-own-rows"
# `rows.select("fold").distinct()` gives the numbers. Two `where` conditions for each of them, `fit` on one part, `transform`
# on the other, and `unionByName` puts the parts together.

# %% [markdown] hint="folds-never-score-their-own-rows"
# Almost the line: `parts = [estimator.fit(rows.where(F.col("fold") != k)).transform(rows.where(F.col("fold") == k)) for k in
# folds]`, then `functools.reduce(DataFrame.unionByName, parts)`.

# %% answer="folds-never-score-their-own-rows"
def out_of_fold(estimator, rows):
    """Return rows with a prediction made by a model that was fitted on the other folds only."""
    ### BEGIN SOLUTION
    from functools import reduce

    folds = [row["fold"] for row in rows.select("fold").distinct().collect()]
    parts = [estimator.fit(rows.where(F.col("fold") != k)).transform(rows.where(F.col("fold") == k)) for k in folds]
    return reduce(DataFrame.unionByName, parts)
    ### END SOLUTION

# %% test="folds-never-score-their-own-rows" points=1
# A tree without any question answers with the mean of its training labels, so a pencil is enough
six = [(1, 0, 0.0, 10.0), (2, 0, 0.0, 20.0), (3, 1, 0.0, 30.0), (4, 1, 0.0, 50.0), (5, 2, 0.0, 60.0), (6, 2, 0.0, 100.0)]
table = spark.createDataFrame(six, "id int, fold int, x double, label double").coalesce(1)
table = VectorAssembler(inputCols=["x"], outputCol="features").transform(table)
made = out_of_fold(DecisionTreeRegressor(maxDepth=0), table)
assert isinstance(made, DataFrame), f"out_of_fold returned {type(made).__name__}; it should return a Spark DataFrame"
assert {*table.columns, "prediction"} <= set(made.columns), (
    f"the columns are {made.columns}; they should be those of the rows that went in, and prediction"
)
found = made.select("id", "prediction").toPandas()
assert sorted(found["id"]) == [1, 2, 3, 4, 5, 6], (
    f"six rows went in, rows with the ids {sorted(found['id'])} came out; each should be there once"
)
found = found.set_index("id")["prediction"]
for number, others in {1: (30, 50, 60, 100), 3: (10, 20, 60, 100), 6: (10, 20, 30, 50)}.items():
    mean = sum(others) / 4
    assert abs(found[number] - mean) <= 1e-6, (
        f"row {number} gets the prediction {found[number]:.1f}; the labels of the other two folds are {others}, and their mean "
        f"is {mean:.1f}. Has the model seen the fold that it predicts, or only a part of the others?"
    )

# %% test="folds-never-score-their-own-rows" points=2 hidden=true
# Folds with drawn numbers and sizes: each prediction comes from all the other folds
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("drawn-folds")
far = rng.choice([*range(-9, 0), *range(3, 40)], 2, replace=False)
numbers = [int(number) for number in rng.permutation([rng.integers(0, 3), *far])]
fold = np.repeat(numbers, rng.permutation([9, 17, 30]))
level = dict(zip(numbers, rng.permutation([0.0, 500.0, 900.0]), strict=True))
table = pd.DataFrame({"id": rng.permutation(1000)[: len(fold)], "fold": fold, "x": 1.0})
table["label"] = [level[number] for number in fold] + rng.normal(0, 5, len(fold))
rows = VectorAssembler(inputCols=["x"], outputCol="features").transform(spark.createDataFrame(table).coalesce(1))
made = out_of_fold(DecisionTreeRegressor(maxDepth=0), rows)
assert isinstance(made, DataFrame), f"out_of_fold returned {type(made).__name__}; it should return a Spark DataFrame"
assert {*rows.columns, "prediction"} <= set(made.columns), "the columns should be those of rows, and prediction"
found = made.select("id", "label", "prediction").toPandas()
assert sorted(found["id"]) == sorted(table["id"]), (
    f"{len(table)} rows went in, {len(found)} came out, {found['id'].nunique()} of them different; each should be there once. "
    "Fold numbers need not be 0, 1, 2"
)
found = found.set_index("id").loc[table["id"]]
assert np.allclose(found["label"], table["label"]), "the column label has changed; only prediction should be new"
for number in numbers:
    inside = (fold == number)
    expected = table["label"][~inside].mean()
    miss = float(np.abs(found["prediction"].to_numpy()[inside] - expected).max())
    own = float(np.abs(found["prediction"].to_numpy()[inside] - table["label"].mean()).max())
    assert miss <= 1e-6, (
        f"a fold of {inside.sum()} rows has predictions that are not the mean label of the other folds, by {miss:.1f}"
        + ("; they are the mean of all rows, so the model has seen the rows that it predicts" if own <= 1e-6 else "")
        + ". Fit on all the other folds together, predict this one"
    )

# %% test="folds-never-score-their-own-rows" points=1 hidden=true
# A tree that learns its rows by heart does not know the label of any row that it predicts
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("by-heart")
size = 60
slope = float(rng.uniform(5, 15))
table = pd.DataFrame({"id": np.arange(size), "fold": rng.permutation(size) % 2, "x": np.arange(size, dtype=float)})
table["label"] = slope * table["x"] + rng.uniform(-1, 1, size)
rows = VectorAssembler(inputCols=["x"], outputCol="features").transform(spark.createDataFrame(table).coalesce(1))
made = out_of_fold(DecisionTreeRegressor(maxDepth=8, maxBins=64), rows)
found = made.select("id", "label", "prediction").toPandas()
assert sorted(found["id"]) == list(range(size)), f"{size} rows went in, {len(found)} came out; each should be there once"
known = int((np.abs(found["label"] - found["prediction"]) < 1e-9).sum())
assert known == 0, (
    f"for {known} of {size} rows the prediction is exactly the label of the row, though the labels hold chance; "
    "a tree can only know that if the row was among those that it was fitted on"
)
r2 = 1 - ((found["label"] - found["prediction"]) ** 2).sum() / ((found["label"] - found["label"].mean()) ** 2).sum()
assert r2 >= 0.8, f"R2 of the predictions is {r2:.2f} where the label is nearly a straight line; is the given estimator used?"

# %% [markdown] task="importance-is-measured-by-shuffling"
# ## Task 5 · An importance that chance cannot buy
#
# **4 points · MD-42, MD-28**
#
# Write `rise_when_shuffled(model, rows, columns)`.
#
# - **Takes** `model`, a fitted `PipelineModel` that makes `prediction` out of number columns (its first stage builds the
#   vector, so `rows` has none); `rows`, a Spark DataFrame of unseen rows with these columns and `label`; and `columns`, a
#   list of some of the columns.
# - **Returns** a dict: for each name in `columns`, by how much the RMSE on `rows` **rises** if the values of this column, and
#   of no other, are shuffled between the rows by chance. It may be slightly below zero.
# - Shuffled means: each value is still there once, but in another row.
# - Tolerance: 20 % of the mean over many shuffles. One shuffle is enough; you may average several.

# %% [markdown] hint="importance-is-measured-by-shuffling"
# Measure once with everything in its place. Then, for each column: a copy of the rows in which only this column is in
# disorder.

# %% [markdown] hint="importance-is-measured-by-shuffling"
# The rows are few. `rows.toPandas()`, `numpy.random.default_rng(…).permutation(values)`, `DataFrame.assign(**{name: …})`
# makes a copy, and `spark.createDataFrame` brings it back. The model stays as it is: nothing is fitted again.

# %% [markdown] hint="importance-is-measured-by-shuffling"
# Almost the line: `mixed = spark.createDataFrame(table.assign(**{name: rng.permutation(table[name])}))`, then
# `rmse(mixed) - rmse(rows)`, where `rmse` transforms with the model and evaluates.

# %% answer="importance-is-measured-by-shuffling"
def rise_when_shuffled(model, rows, columns):
    """Return {column: rise of the RMSE when the values of this column alone are shuffled}."""
    ### BEGIN SOLUTION
    import numpy as np
    from pyspark.ml.evaluation import RegressionEvaluator

    rng, table = np.random.default_rng(0), rows.toPandas()

    def rmse(frame):
        return RegressionEvaluator().evaluate(model.transform(frame))

    before = rmse(rows)
    mixed = {name: spark.createDataFrame(table.assign(**{name: rng.permutation(table[name])})) for name in columns}
    return {name: rmse(frame) - before for name, frame in mixed.items()}
    ### END SOLUTION

# %% test="importance-is-measured-by-shuffling" points=1
# The hour matters for bikes, and a column of chance does not
chance = hours.withColumn("chance", F.rand(seed=5)).coalesce(1).cache()
columns = ["hr", "temp", "work", "chance"]
forest = RandomForestRegressor(numTrees=8, maxDepth=8, featureSubsetStrategy="all", seed=1)
assemble = VectorAssembler(inputCols=columns, outputCol="features")
model = Pipeline(stages=[assemble, forest]).fit(chance.where("day(dteday) < 25"))
later = chance.where("day(dteday) = 25").select("label", *columns)
rise = rise_when_shuffled(model, later, columns)
assert isinstance(rise, dict) and set(rise) == set(columns), (
    f"rise_when_shuffled returned {rise if isinstance(rise, dict) else type(rise).__name__}; it should be a dict with a key for "
    "each column"
)
assert rise["hr"] > 30, (
    f"with the hours shuffled the RMSE rises by {rise['hr']:.1f} bikes; this model lives by the hour, and the rise should be far "
    "above 30. It is a difference of two RMSE values in bikes, not a share"
)
assert abs(rise["chance"]) < 0.2 * rise["hr"], (
    f"chance moves the RMSE by {rise['chance']:.1f} and the hour by {rise['hr']:.1f} bikes; "
    "is only one column shuffled at a time?"
)

# %% test="importance-is-measured-by-shuffling" points=2 hidden=true
# On drawn rows the rises are those of the definition, column by column
import numpy as np

from course import drawn

rng = drawn("planted-slopes")
names = [str(name) for name in rng.permutation(["north", "south", "east", "west"])]
slopes = rng.permutation([4.0, 6.0, 9.0, 0.0]) * rng.uniform(0.9, 1.1) * rng.choice([-1, 1], 4)
x = rng.normal(rng.uniform(5, 20), 2, (1000, 4))
label = x @ slopes + rng.normal(0, 4, 1000)
schema = ", ".join(f"{name} double" for name in [*names, "label", "spare"])
table = np.column_stack([x, label, rng.normal(0, 1, 1000)])  # nobody asks about spare
train, unseen = (spark.createDataFrame(part.tolist(), schema).coalesce(1) for part in (table[:60], table[60:]))
assemble = VectorAssembler(inputCols=names, outputCol="features")
model = Pipeline(stages=[assemble, LinearRegression()]).fit(train)
fitted, x, label = model.stages[-1], x[60:], label[60:]
said = x @ fitted.coefficients.toArray() + fitted.intercept
before = np.sqrt(np.mean((label - said) ** 2))
expected = {}
for place, name in enumerate(names):
    shuffled = [said + fitted.coefficients[place] * (rng.permutation(x[:, place]) - x[:, place]) for _ in range(40)]
    expected[name] = float(np.mean([np.sqrt(np.mean((label - one) ** 2)) - before for one in shuffled]))
asked = [str(name) for name in rng.permutation(names)]
rise = rise_when_shuffled(model, unseen, asked)
assert isinstance(rise, dict) and set(rise) == set(names), (
    "the result should be a dict with a key for each name in columns, and no other"
)
for name, slope in zip(names, slopes, strict=True):
    if slope == 0:
        assert abs(rise[name]) < 0.5, "a column that the label does not depend on moves the RMSE; shuffle one column at a time"
    else:
        assert abs(rise[name] / expected[name] - 1) <= 0.2, (
            f"the rise for a column with a slope of {abs(slope):.1f} is more than 20% away from the mean over 40 shuffles, which "
            f"is {expected[name]:.1f}; shuffle the values of this column alone, leave the others and the label in their rows, "
            "and do not fill in a constant"
        )
# Where all labels are equal and only one column varies, no order of its values changes the RMSE.
steep = names[int(np.abs(slopes).argmax())]
flat = unseen.select([F.col(name) if name == steep else F.lit(1.0).alias(name) for name in unseen.columns])
assert abs(rise_when_shuffled(model, flat, [steep])[steep]) <= 1e-6, (
    "the RMSE moves where all labels are equal and only the shuffled column varies; the same values in another order cannot do "
    "that. Each value should be there once, so draw without replacement"
)

# %% test="importance-is-measured-by-shuffling" points=1 hidden=true
# A column that the model was never shown changes nothing, and a twin is measured while the other stays
import numpy as np

from course import drawn

rng = drawn("twins")
a = rng.normal(0, 5, 400)
columns = np.column_stack([a, a, rng.normal(0, 5, 400), float(rng.uniform(2, 4)) * a + rng.normal(0, 1, 400)])
rows = spark.createDataFrame(columns.tolist(), "one double, two double, other double, label double").coalesce(1)
assemble = VectorAssembler(inputCols=["one", "two"], outputCol="features")
model = Pipeline(stages=[assemble, LinearRegression(regParam=0.01, elasticNetParam=0.0)]).fit(rows)
rise = rise_when_shuffled(model, rows, ["one", "other", "two"])
assert isinstance(rise, dict) and set(rise) == {"one", "other", "two"}, "the result should have a key for each column"
assert abs(rise["other"]) <= 1e-6, (
    "a column that the model does not read changes the RMSE; when it is shuffled, all other columns should be in their own rows"
)
assert rise["one"] > 0 and 0.8 <= rise["two"] / rise["one"] <= 1.25, (
    "two columns with equal values and equal coefficients should make the RMSE rise by about the same amount, above zero; each "
    "should be shuffled while the other stays in its row"
)
