# %% [markdown]
# # Exercise · How far can I trust this score, and what does it cost to know?
#
# You build the parts of an honest validation: a count of its fits before it starts, folds that look like the table, splits
# that respect the calendar, a choice that knows its own doubt, and a cross-validation whose preparation does not leak.
#
# **Five tasks, 20 points, about 40 minutes.** Objectives: MD-35, MD-36 and MD-37.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
import numpy as np
import pandas as pd
from pyspark.ml import Estimator, Pipeline, PipelineModel
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import Imputer, StringIndexer, VectorAssembler
from pyspark.ml.regression import DecisionTreeRegressor, LinearRegression
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder, TrainValidationSplit
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
bikes = spark.read.parquet(dataset("bikes")).where("dteday BETWEEN '2012-05-01' AND '2012-05-04'")
bikes = bikes.select("dteday", "hr", "weathersit", "temp", "hum", "cnt").coalesce(1).cache()
bikes.orderBy("dteday", "hr").show(4)

# %% [markdown] task="every-fit-is-counted"
# ## Task 1 · Every fit is counted
#
# **4 points · MD-37**
#
# How many models will this train? Know it before you start.
#
# Write `count_fits(stage)`.
#
# - **Takes** `stage`, which is not fitted: a `CrossValidator`, a `TrainValidationSplit`, a `Pipeline`, or a single stage. The
#   estimator of a validator may be a pipeline, and a stage of a pipeline may be a validator, but no validator stands inside of
#   another (PySpark does not support that). Parameters may have any values.
# - **Returns** a dict from the name of a class (`"LinearRegression"`) to a whole number: how often the `fit` of such stages runs
#   when `stage.fit(rows)` is called **once**, the refit of the validators included.
# - Only stages that learn have a key. Pipelines, validators and transformers (`"VectorAssembler"`) have none.
# - If several stages have the same class, their fits are added.

# %% [markdown] hint="every-fit-is-counted"
# Draw it as a tree: a validator holds an estimator, a pipeline holds stages. Walk down, and carry a number with you: how often
# is *this* part fitted?

# %% [markdown] hint="every-fit-is-counted"
# `validator.getEstimator()`, `validator.getEstimatorParamMaps()` (a list of combinations), `validator.getNumFolds()`,
# `pipeline.getStages()`. A stage learns if `isinstance(stage, Estimator)`. A pipeline and a validator are estimators, too, so
# ask for those first.

# %% [markdown] hint="every-fit-is-counted"
# Almost the line: for a `CrossValidator`,
# `visit(part.getEstimator(), times * (len(part.getEstimatorParamMaps()) * part.getNumFolds() + 1))`; for a pipeline, `visit`
# each stage with the same `times`.

# %% answer="every-fit-is-counted"
def count_fits(stage):
    """Return {class name: how often such stages are fitted in one stage.fit(rows)}."""
    ### BEGIN SOLUTION
    counts = {}

    def visit(part, times):
        if isinstance(part, Pipeline):
            for inner in part.getStages():
                visit(inner, times)
        elif isinstance(part, (CrossValidator, TrainValidationSplit)):
            splits = part.getNumFolds() if isinstance(part, CrossValidator) else 1
            visit(part.getEstimator(), times * (len(part.getEstimatorParamMaps()) * splits + 1))
        elif isinstance(part, Estimator):
            name = type(part).__name__
            counts[name] = counts.get(name, 0) + times

    visit(stage, 1)
    return counts
    ### END SOLUTION

# %% test="every-fit-is-counted" points=1
# Six combinations: 31 fits in five folds, 7 with one split
line = LinearRegression(labelCol="cnt")
six = ParamGridBuilder().addGrid(line.regParam, [0.0, 0.1, 1.0]).addGrid(line.fitIntercept, [True, False]).build()
parts = {"estimator": line, "estimatorParamMaps": six, "evaluator": RegressionEvaluator(labelCol="cnt")}
for name, stage, expected, means in (
    ("a CrossValidator with 5 folds", CrossValidator(numFolds=5, **parts), 31, "6 x 5 = 30 are compared, then one is refitted"),
    ("a TrainValidationSplit", TrainValidationSplit(**parts), 7, "6 are compared on one split, then one is refitted"),
):
    found = count_fits(stage)
    assert isinstance(found, dict), f"count_fits returned {type(found).__name__}; it should return a dict"
    assert found == {"LinearRegression": expected}, (
        f"{name} and 6 combinations: count_fits returned {found}; LinearRegression is fitted {expected} times: {means}"
    )

# %% test="every-fit-is-counted" points=1 hidden=true
# A pipeline inside a validator: every stage that learns is fitted each time
from course import drawn

rng = drawn("pipeline-inside")
folds, depths, bins = (int(rng.integers(low, high)) for low, high in ((3, 9), (2, 6), (2, 5)))
tree = DecisionTreeRegressor(labelCol="cnt")
fill = Imputer(inputCols=["temp"], outputCols=["full"])
stages = [StringIndexer(inputCol="a", outputCol="i"), StringIndexer(inputCol="b", outputCol="j"), fill]
stages += [VectorAssembler(inputCols=["i", "j", "full"], outputCol="features"), tree]
grid = ParamGridBuilder().addGrid(tree.maxDepth, list(range(1, depths + 1)))
grid = grid.addGrid(tree.maxBins, [16 * (n + 1) for n in range(bins)]).build()
evaluator = RegressionEvaluator(labelCol="cnt")
stage = CrossValidator(estimator=Pipeline(stages=stages), estimatorParamMaps=grid, evaluator=evaluator, numFolds=folds)
found = count_fits(stage)
assert isinstance(found, dict), f"count_fits returned {type(found).__name__}; it should return a dict"
extra = {"Pipeline", "CrossValidator", "VectorAssembler"} & set(found)
assert not extra, f"{len(extra)} of the keys are no stages that learn; a pipeline, a validator and a transformer have no key"
fits = depths * bins * folds + 1
assert found.get("DecisionTreeRegressor") == fits, (
    f"{depths * bins} combinations in {folds} folds: the tree is fitted {fits} times with the refit; count_fits says otherwise"
)
assert found.get("Imputer") == fits, (
    "the imputer stands inside the validator, so it is fitted again with every combination and fold, and once in the refit"
)
assert found == {"StringIndexer": 2 * fits, "Imputer": fits, "DecisionTreeRegressor": fits}, (
    "there are two StringIndexer stages: their fits are added under one key"
)

# %% test="every-fit-is-counted" points=2 hidden=true
# A validator inside a pipeline: what stands before it is fitted once
from course import drawn

rng = drawn("validator-inside")
folds, values = int(rng.integers(2, 8)), int(rng.integers(2, 9))
line = LinearRegression(labelCol="cnt")
grid = ParamGridBuilder().addGrid(line.regParam, [float(n) for n in range(values)]).build()
evaluator = RegressionEvaluator(labelCol="cnt")
before = [Imputer(inputCols=["temp"], outputCols=["full"]), VectorAssembler(inputCols=["full"], outputCol="features")]
for name, fits in (("CrossValidator", values * folds + 1), ("TrainValidationSplit", values + 1)):
    if name == "CrossValidator":
        validator = CrossValidator(estimator=line, estimatorParamMaps=grid, evaluator=evaluator, numFolds=folds)
    else:
        validator = TrainValidationSplit(estimator=line, estimatorParamMaps=grid, evaluator=evaluator)
    found = count_fits(Pipeline(stages=[*before, validator]))
    assert isinstance(found, dict), f"count_fits returned {type(found).__name__}; it should return a dict"
    assert found.get("LinearRegression") == fits, (
        f"a {name} inside a pipeline, {values} combinations: the regression is fitted {fits} times; count_fits says otherwise"
    )
    assert found == {"Imputer": 1, "LinearRegression": fits}, (
        f"the imputer stands before the {name}, not inside of it: the pipeline fits it once, before any fold is made"
    )
inner = Pipeline(stages=[StringIndexer(inputCol="a", outputCol="i"), line])
validator = CrossValidator(estimator=inner, estimatorParamMaps=grid, evaluator=evaluator, numFolds=folds)
fits = values * folds + 1
found = count_fits(Pipeline(stages=[*before, validator]))
assert found == {"Imputer": 1, "StringIndexer": fits, "LinearRegression": fits}, (
    "a pipeline inside a validator inside a pipeline: what is inside the validator is fitted each time, what stands before it once"
)
assert count_fits(line) == {"LinearRegression": 1} and count_fits(before[1]) == {}, (
    "a single stage was handed over: one that learns is fitted once, a transformer never"
)

# %% [markdown] task="folds-have-equal-shares"
# ## Task 2 · Each fold has its share of the rare class
#
# **4 points · MD-36**
#
# Spark's random folds may leave a fold without a single row of a rare class. Make the column for `foldCol` yourself.
#
# Write `add_folds(rows, label, k)`.
#
# - **Takes** `rows`, a Spark DataFrame; `label`, the name of its label column (numbers or texts, no gaps); `k`, the number
#   of folds.
# - **Returns** `rows`, each row once and with all its columns, and a column `fold` with **whole** numbers from 0 to k − 1.
# - For each value of the label: the numbers of its rows in any two folds differ by at most one.
#
# Free: which row goes to which fold, and how you get there.

# %% [markdown] hint="folds-have-equal-shares"
# Deal cards: first all rows of one class, one to each player in turn. Then the next class. Which number does a row need for that?

# %% [markdown] hint="folds-have-equal-shares"
# `F.row_number()` over a window with `partitionBy(label)` numbers the rows of each class from 1. An order is needed,
# `F.rand(7)` will do. The rest of a division by k runs from 0 to k − 1.

# %% [markdown] hint="folds-have-equal-shares"
# Almost the line: `rows.withColumn("fold", F.row_number().over(Window.partitionBy(label).orderBy(F.rand(7))) % k)`.

# %% answer="folds-have-equal-shares"
def add_folds(rows, label, k):
    """Return rows with a column fold, 0 to k - 1, in which each class is spread evenly."""
    ### BEGIN SOLUTION
    within = Window.partitionBy(label).orderBy(F.rand(7))
    return rows.withColumn("fold", F.row_number().over(within) % k)
    ### END SOLUTION

# %% test="folds-have-equal-shares" points=1
# Forty flights, six of them cancelled, three folds
flights = pd.DataFrame({"flight": range(40), "cancelled": [float(n in (1, 2, 3, 5, 8, 13)) for n in range(40)]})
answer = add_folds(spark.createDataFrame(flights), "cancelled", 3)
assert isinstance(answer, DataFrame) and {"flight", "cancelled", "fold"} <= set(answer.columns), (
    f"add_folds returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows, and fold"
)
assert answer.schema["fold"].dataType.typeName() in ("integer", "long", "short", "byte"), (
    f"fold is of type {answer.schema['fold'].dataType.typeName()}; it should hold whole numbers: cast it to int"
)
table = answer.toPandas()
assert set(table["fold"]) == {0, 1, 2}, f"the folds are {sorted(set(table['fold']))}; three folds are numbered 0, 1, 2"
counts = [int(table.loc[table["fold"] == fold, "cancelled"].sum()) for fold in range(3)]
assert counts == [2, 2, 2], f"the three folds have {counts} of the 6 cancelled flights; each should have 2"

# %% test="folds-have-equal-shares" points=2 hidden=true
# Drawn classes, frequent and rare, have equal shares
from course import drawn

rng = drawn("rare-classes")
k = int(rng.integers(4, 8))
sizes = [int(rng.integers(90, 130)), int(rng.integers(25, 40)), int(rng.integers(8, 20))]
labels = rng.permutation(np.repeat([0.0, 1.0, 2.0], sizes))
answer = add_folds(spark.createDataFrame(pd.DataFrame({"row": np.arange(len(labels)), "kind": labels})), "kind", k)
assert isinstance(answer, DataFrame) and {"row", "kind", "fold"} <= set(answer.columns), (
    f"add_folds returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows, and fold"
)
table = answer.toPandas()
assert pd.api.types.is_integer_dtype(table["fold"]), "fold should hold whole numbers, without gaps: cast it to int"
outside = int((~table["fold"].isin(range(k))).sum())
assert outside == 0, f"{outside} of {len(table)} rows have a fold outside of 0 to k - 1; CrossValidator stops at such a row"
for kind, size in enumerate(sizes):
    share = table[table["kind"] == kind].groupby("fold").size().reindex(range(k), fill_value=0)
    assert share.max() - share.min() <= 1, (
        f"a class of {size} rows in {k} folds: the largest share has {share.max()} rows, the smallest {share.min()}; "
        "they may differ by one. Number the rows within each class"
    )

# %% test="folds-have-equal-shares" points=1 hidden=true
# Labels may be texts, and no row is lost, repeated or changed
from course import drawn

rng = drawn("text-labels")
words = [f"{letter}{number}" for letter, number in zip(rng.permutation(list("PQRST"))[:3], rng.integers(10, 99, 3), strict=True)]
size, k = int(rng.integers(60, 90)), int(rng.integers(3, 6))
table = pd.DataFrame({"row": np.arange(size), "what": rng.choice(words, size, p=[0.7, 0.2, 0.1]), "x": rng.integers(0, 3, size)})
answer = add_folds(spark.createDataFrame(table), "what", k)
assert isinstance(answer, DataFrame) and {"row", "what", "x", "fold"} <= set(answer.columns), (
    f"add_folds returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows, and fold"
)
found = answer.toPandas().sort_values("row")
assert len(found) == size, f"{size} rows went in, {len(found)} came out; each should be there once"
same = all((found[name].to_numpy() == table[name].to_numpy()).all() for name in table)
assert same, "the other columns of the rows have changed; only fold should be new"
spread = found.groupby("what")["fold"].agg(lambda folds: np.ptp(np.bincount(folds.astype(int), minlength=k)))
uneven = int((spread > 1).sum())
assert uneven == 0, f"the label is a text: for {uneven} of {len(spread)} classes the shares differ by more than one"

# %% [markdown] task="judges-are-later"
# ## Task 3 · The judges come later
#
# **4 points · MD-35**
#
# The model will work on days that nobody has seen yet. So the days that judge must come after the days that teach: an
# **expanding window**. And sometimes the label of a day is known only some days later; then a gap must lie between the two.
#
# Write `time_splits(days, k, gap)`.
#
# - **Takes** `days`, a pandas Series of days (`datetime64`), one for each *row*: in any order, a day may be there many times, and
#   calendar days may be absent. `k`, the number of splits. `gap`, the number of calendar days (0 or more).
# - **Returns** a list of `k` tuples `(last_train, first_judge, last_judge)` of days, the earliest first.
# - Let n be the number of *different* days, and `size = n // (k + 1)`. The **last** `k · size` days judge, in `k` blocks of
#   `size` days that follow each other. `first_judge` and `last_judge` are the first and last day of a block.
# - `last_train` is the last of the different days with at least `gap` whole calendar days **between** it and `first_judge`. With
#   `gap = 0` it is the day before the block. With `gap = 2` and a block that starts on the 10th, the 7th is the last that may
#   teach, since the 8th and the 9th lie between.

# %% [markdown] hint="judges-are-later"
# Think in different days, in order, and forget the rows. At which places in this list do the k blocks begin?

# %% [markdown] hint="judges-are-later"
# `distinct = sorted(days.unique())`. If the last `k * size` of n days judge, then block number i begins at place
# `n - (k - i) * size`. For the gap compare dates: `first - pd.Timedelta(days=gap)`.

# %% [markdown] hint="judges-are-later"
# Almost the lines: `first, last = distinct[start], distinct[start + size - 1]`, then
# `before = [day for day in distinct if day < first - pd.Timedelta(days=gap)]` and `(before[-1], first, last)`.

# %% answer="judges-are-later"
def time_splits(days, k, gap):
    """Return k tuples (last_train, first_judge, last_judge) of an expanding window over different days."""
    ### BEGIN SOLUTION
    distinct = [pd.Timestamp(day) for day in sorted(days.unique())]
    size = len(distinct) // (k + 1)
    splits = []
    for start in range(len(distinct) - k * size, len(distinct), size):
        first = distinct[start]
        before = [day for day in distinct if day < first - pd.Timedelta(days=gap)]
        splits.append((before[-1], first, distinct[start + size - 1]))
    return splits
    ### END SOLUTION

# %% test="judges-are-later" points=1
# Eleven days of May, three splits, with and without a gap
days = pd.Series(pd.date_range("2012-05-01", "2012-05-11"))
for gap, trains in ((0, [5, 7, 9]), (2, [3, 5, 7])):
    expected = [(train, 6 + 2 * n, 7 + 2 * n) for n, train in enumerate(trains)]
    answer = time_splits(days, 3, gap)
    assert isinstance(answer, (list, tuple)) and len(answer) == 3 and all(len(split) == 3 for split in answer), (
        f"time_splits returned {type(answer).__name__}; it should return a list of 3 tuples (last_train, first_judge, last_judge)"
    )
    found = [tuple(pd.Timestamp(day).day for day in split) for split in answer]
    assert found == expected, (
        f"11 days, 3 splits, gap {gap}: the days of May are {found}, they should be {expected}: size is 11 // 4 = 2, so the "
        "last 6 days judge"
    )

# %% test="judges-are-later" points=2 hidden=true
# Drawn rows in any order, with many rows a day and days without rows
from course import drawn

rng = drawn("rows-of-days")
for _ in range(3):
    k = int(rng.integers(2, 6))
    n = int(rng.integers(40, 70)) // (k + 1) * (k + 1) + int(rng.integers(1, k + 1))  # some days are left for the first part
    calendar = pd.date_range("2012-01-01", periods=150) + pd.Timedelta(days=int(rng.integers(0, 300)))
    distinct = sorted(calendar[rng.choice(150, n, replace=False)])
    weights = np.linspace(1, 12, n) / np.linspace(1, 12, n).sum()
    days = pd.Series([*distinct, *rng.choice(distinct, 400, p=weights)]).sample(frac=1, random_state=int(rng.integers(1000)))
    answer = time_splits(days, k, 0)
    assert isinstance(answer, (list, tuple)) and all(len(split) == 3 for split in answer), (
        f"time_splits returned {type(answer).__name__}; it should return a list of tuples (last_train, first_judge, last_judge)"
    )
    assert len(answer) == k, f"{k} splits were asked for, {len(answer)} came back"
    found = [[pd.Timestamp(day) for day in split] for split in answer]
    late = sum(train >= first for train, first, _ in found)
    assert late == 0, f"in {late} of {k} splits the last day that teaches is not before the first that judges"
    size = n // (k + 1)
    starts = [n - (k - i) * size for i in range(k)]
    blocks = [(distinct[s], distinct[s + size - 1]) for s in starts]
    places = sum((first, last) != block for (_, first, last), block in zip(found, blocks, strict=True))
    assert places == 0, (
        f"{places} of {k} blocks begin or end on another day than asked ({n} days, {len(days)} rows, blocks of {size} days); "
        "count different days, not rows, and let the last k blocks judge"
    )
    trains = sum(train != distinct[s - 1] for (train, _, _), s in zip(found, starts, strict=True))
    assert trains == 0, f"without a gap, the day before the block teaches last; in {trains} of {k} splits it is another"

# %% test="judges-are-later" points=1 hidden=true
# The gap is counted on the calendar
from course import drawn

rng = drawn("gaps")
for _ in range(3):
    k, gap = int(rng.integers(2, 5)), int(rng.integers(2, 8))
    n = int(rng.integers(40, 60)) // (k + 1) * (k + 1) + k  # k days are left for the first part
    calendar = pd.date_range("2012-03-01", periods=110)
    distinct = sorted(calendar[rng.choice(110, n, replace=False)])
    answer = time_splits(pd.Series(rng.permutation(distinct)), k, gap)
    assert isinstance(answer, (list, tuple)) and len(answer) == k and all(len(split) == 3 for split in answer), (
        f"time_splits should return a list of {k} tuples (last_train, first_judge, last_judge)"
    )
    size, short, long = n // (k + 1), 0, 0
    for i, (train, *_) in enumerate(answer):
        first = distinct[n - (k - i) * size]
        expected = max(day for day in distinct if (first - day).days > gap)
        short += pd.Timestamp(train) > expected
        long += pd.Timestamp(train) < expected
    assert short == 0, f"gap {gap}: in {short} of {k} splits fewer than {gap} whole calendar days lie before the block"
    assert long == 0, f"gap {gap}: in {long} of {k} splits a later day could still teach; absent days of the calendar count, too"

# %% [markdown] task="the-choice-knows-its-doubt"
# ## Task 4 · The choice knows its own doubt
#
# **4 points · MD-35**
#
# The best mean of a few folds is partly luck. A careful rule: take the **simplest** combination that is not clearly behind the
# best one. "Clearly" is measured by the standard error.
#
# Write `choose(scores, evaluator)`.
#
# - **Takes** `scores`, a pandas DataFrame with one row for each combination and fold: `combination` (text), `size` (a number,
#   the same for all folds of a combination; smaller is simpler, no two are equal), `fold`, `score`. The rows have any order. And
#   `evaluator`, the Spark evaluator that made the scores, of any class and with any metric.
# - **Returns** a dict with four keys:
#   - `"best"`: the combination with the best mean over its folds. The evaluator knows which end is best.
#   - `"mean"`: that mean, a float.
#   - `"error"`: the standard error of that mean, a float: the standard deviation of its k scores (divided by k − 1), over √k.
#   - `"chosen"`: the simplest of all combinations whose mean is at most one such `error` worse than `"mean"`.
# - Tolerance: one part in a million.

# %% [markdown] hint="the-choice-knows-its-doubt"
# RMSE wants to be small, AUC wants to be large, and a list of names is never complete. Ask the evaluator.

# %% [markdown] hint="the-choice-knows-its-doubt"
# `evaluator.isLargerBetter()` gives a sign, 1 or −1. With `score * sign` larger is always better. `groupby("combination")` with
# `mean` and `sem` (pandas' standard error of the mean) gives one row for each combination.

# %% [markdown] hint="the-choice-knows-its-doubt"
# Almost the lines: `scores.groupby("combination").agg(size=("size", "first"), mean=("score", "mean"), error=("score", "sem"))` is
# the `table`, `best = (sign * table["mean"]).idxmax()`, and among those with
# `sign * (best mean − mean) <= error` the `idxmin` of `size`.

# %% answer="the-choice-knows-its-doubt"
def choose(scores, evaluator):
    """Return best, mean, error and chosen: the simplest combination within one standard error of the best."""
    ### BEGIN SOLUTION
    sign = 1 if evaluator.isLargerBetter() else -1
    table = scores.groupby("combination").agg(size=("size", "first"), mean=("score", "mean"), error=("score", "sem"))
    best = (sign * table["mean"]).idxmax()
    mean, error = float(table.loc[best, "mean"]), float(table.loc[best, "error"])
    close = table[sign * (mean - table["mean"]) <= error]
    return {"best": best, "mean": mean, "error": error, "chosen": close["size"].idxmin()}
    ### END SOLUTION

# %% test="the-choice-knows-its-doubt" points=1
# Three trees and their errors: the middle one will do
folds = {"depth 2": (4, [90, 94, 92, 92]), "depth 6": (64, [64, 60, 66, 66]), "depth 9": (512, [60, 66, 62, 64])}
rows = [(name, size, n, float(score)) for name, (size, found) in folds.items() for n, score in enumerate(found)]
scores = pd.DataFrame(rows, columns=["combination", "size", "fold", "score"])
answer = choose(scores, RegressionEvaluator(metricName="rmse"))
assert isinstance(answer, dict) and {"best", "mean", "error", "chosen"} <= set(answer), (
    f"choose returned {type(answer).__name__}; it should return a dict with best, mean, error and chosen"
)
assert answer["best"] == "depth 9" and abs(answer["mean"] - 63) < 1e-4, (
    f"the means of the RMSE are 92, 64 and 63, the best is that of depth 9; choose says {answer['best']!r} with {answer['mean']}"
)
expected = np.std([60, 66, 62, 64], ddof=1) / 2
assert abs(answer["error"] - expected) < 1e-4, (
    f"the scores of depth 9 are 60, 66, 62, 64: their deviation is 2.582 (divided by k - 1), over the root of 4 folds "
    f"{expected:.4f}; choose says {answer['error']:.4f}"
)
assert answer["chosen"] == "depth 6", (
    f"63 + {expected:.2f} = {63 + expected:.2f}: depth 6 with its mean of 64 is within it, and simpler; "
    f"choose says {answer['chosen']!r}"
)

# %% test="the-choice-knows-its-doubt" points=1 hidden=true
# The direction comes from the evaluator, whatever the metric
from course import drawn

rng = drawn("directions")
evaluators = [
    RegressionEvaluator(metricName="rmse"),
    RegressionEvaluator(metricName="r2"),
    BinaryClassificationEvaluator(metricName="areaUnderPR"),
    MulticlassClassificationEvaluator(metricName="logLoss"),
    MulticlassClassificationEvaluator(metricName="f1"),
    MulticlassClassificationEvaluator(metricName="hammingLoss"),
    MulticlassClassificationEvaluator(metricName="weightedFalsePositiveRate"),
]
for evaluator in evaluators:
    levels = rng.permutation(np.linspace(0.2, 0.8, 5))
    rows = [
        (f"c{name}", int(name), fold, float(score))
        for name, level in zip(rng.choice(np.arange(10, 99), 5, replace=False), levels, strict=True)
        for fold, score in enumerate(level + rng.normal(0, 0.01, 4))
    ]
    scores = pd.DataFrame(rows, columns=["combination", "size", "fold", "score"])
    scores = scores.sample(frac=1, random_state=int(rng.integers(1000)))
    means = scores.groupby("combination")["score"].mean()
    expected = means.idxmax() if evaluator.isLargerBetter() else means.idxmin()
    answer = choose(scores, evaluator)
    assert isinstance(answer, dict) and {"best", "mean", "error", "chosen"} <= set(answer), (
        f"choose returned {type(answer).__name__}; it should return a dict with best, mean, error and chosen"
    )
    assert answer["best"] == expected, (
        f"{type(evaluator).__name__} with the metric {evaluator.getMetricName()}: best should be the combination with the "
        f"{'largest' if evaluator.isLargerBetter() else 'smallest'} mean, and it is another one"
    )
    assert answer["chosen"] == expected, "the other means are many errors away, so best is also chosen, and it is another one"

# %% test="the-choice-knows-its-doubt" points=2 hidden=true
# Drawn scores: the simplest within one standard error of the best
from course import drawn

rng = drawn("doubts")
falling = [["best", "far", "near", "edge", "over"], ["best", "far", "edge", "near", "over"]]  # from the largest to the simplest
evaluators = (RegressionEvaluator(metricName="mae"), BinaryClassificationEvaluator())
for evaluator, order in zip(evaluators, rng.permutation(falling).tolist(), strict=True):
    sign, k = (1 if evaluator.isLargerBetter() else -1), int(rng.integers(4, 8))
    noise = rng.normal(0, 0.05, k)
    noise -= noise.mean()
    error = float(noise.std(ddof=1) / np.sqrt(k))
    behind = {"best": 0.0, "near": 0.4 * error, "edge": 0.85 * error, "over": 1.1 * error, "far": 2.5 * error}
    sizes = dict(zip(order, sorted(rng.choice(np.arange(5, 200), 5, replace=False), reverse=True), strict=True))
    names = dict(zip(behind, [f"m{n}" for n in rng.choice(np.arange(100, 999), 5, replace=False)], strict=True))
    spread = {"best": 1.0, "near": 3.0, "edge": 0.3, "over": 4.0, "far": 5.0}
    rows = [
        (names[key], int(sizes[key]), fold, 0.6 - sign * behind[key] + float(spread[key] * noise[fold]))
        for key in behind
        for fold in range(k)
    ]
    scores = pd.DataFrame(rows, columns=["combination", "size", "fold", "score"])
    scores = scores.sample(frac=1, random_state=int(rng.integers(1000)))
    answer = choose(scores, evaluator)
    assert isinstance(answer, dict) and {"best", "mean", "error", "chosen"} <= set(answer), (
        f"choose returned {type(answer).__name__}; it should return a dict with best, mean, error and chosen"
    )
    assert answer["best"] == names["best"] and abs(answer["mean"] - 0.6) < 1e-5, "best is not the combination with the best mean"
    assert abs(answer["error"] - error) < 1e-6 * error, (
        f"error is {answer['error'] / error:.2f} times the standard error of the best mean; it is the deviation of the best "
        f"combination's {k} scores, divided by k - 1, over the root of k"
    )
    where = next((key for key in behind if names[key] == answer["chosen"]), "none of them")
    simpler = "chosen is within one standard error, but a still simpler one is as well"
    assert where == order[3], (
        {
            "best": "chosen is the best one itself, but a simpler one is within one standard error",
            "near": simpler,
            "edge": simpler,
            "over": "chosen is more than one standard error of the best mean behind it; simple alone is not enough",
            "far": "chosen is far behind the best mean",
        }.get(where, "chosen is not the name of a combination")
    )

# %% [markdown] task="preparation-stays-inside"
# ## Task 5 · The preparation stays inside
#
# **4 points · MD-36**
#
# Which fill is best for the gaps, and does the line need an intercept? Both are parameters of stages, so both may stand in one
# grid.
#
# Write `tuned(rows, strategies, intercepts, k)`.
#
# - **Takes** `rows`, a Spark DataFrame with the numbers `temp` and `hum` (both have gaps), the label `cnt` (no gaps), and `fold`
#   (whole numbers from 0 to k − 1); `strategies`, a list for the `strategy` of an `Imputer`, such as `["mean", "median"]`;
#   `intercepts`, a list for the `fitIntercept` of a `LinearRegression`, such as `[True, False]`; `k`, the number of folds.
# - The model: gaps in `temp` and `hum` filled by an `Imputer`, then a `LinearRegression` (no penalty) of `cnt` on the two.
# - **Returns** `(model, scores)`. `scores` is a dict from `(strategy, intercept)` to a float, for each combination of the two
#   lists: the mean over the k folds of the RMSE, on the fold that did not teach. **Use the given folds**.
# - `model` is a fitted `PipelineModel`: the combination with the smallest mean, trained on all `rows`.
# - The fill of a judging fold must not know the judging fold. Tolerance: one part in ten thousand.

# %% [markdown] hint="preparation-stays-inside"
# One pipeline, one grid, one validator, one `fit`. Who stands inside of whom?

# %% [markdown] hint="preparation-stays-inside"
# `ParamGridBuilder().addGrid(fill.strategy, …).addGrid(line.fitIntercept, …).build()`; `CrossValidator` has `numFolds` and
# `foldCol`; the evaluator needs `labelCol="cnt"`. `avgMetrics` has the order of the grid, and `bestModel` is the refit.

# %% [markdown] hint="preparation-stays-inside"
# Almost the line: `{(params[fill.strategy], params[line.fitIntercept]): mean for params, mean in zip(grid, fitted.avgMetrics)}`,
# with `fitted = CrossValidator(estimator=Pipeline(stages=[fill, assemble, line]), …, numFolds=k, foldCol="fold").fit(rows)`.

# %% answer="preparation-stays-inside"
def tuned(rows, strategies, intercepts, k):
    """Return (model, scores): the best pipeline fitted on all rows, and {(strategy, intercept): mean RMSE over the folds}."""
    ### BEGIN SOLUTION
    fill = Imputer(inputCols=["temp", "hum"], outputCols=["temp_full", "hum_full"])
    assemble = VectorAssembler(inputCols=["temp_full", "hum_full"], outputCol="features")
    line = LinearRegression(labelCol="cnt")
    grid = ParamGridBuilder().addGrid(fill.strategy, strategies).addGrid(line.fitIntercept, intercepts).build()
    fitted = CrossValidator(
        estimator=Pipeline(stages=[fill, assemble, line]),
        estimatorParamMaps=grid,
        evaluator=RegressionEvaluator(labelCol="cnt", metricName="rmse"),
        numFolds=k,
        foldCol="fold",
    ).fit(rows)
    means = zip(grid, fitted.avgMetrics, strict=True)
    scores = {(params[fill.strategy], params[line.fitIntercept]): float(mean) for params, mean in means}
    return fitted.bestModel, scores
    ### END SOLUTION

# %% test="preparation-stays-inside" points=1
# Three days of May, two fills, two folds of real hours
table = bikes.where("dteday < '2012-05-04'").orderBy("dteday", "hr").toPandas()[["hr", "temp", "hum", "cnt"]].astype(float)
table.loc[table.index % 4 == 1, "hum"], table["fold"] = np.nan, (table.index % 2).astype(int)
names = "hr double, temp double, hum double, cnt double, fold int"
rows = spark.createDataFrame(table.astype(object).where(table.notna(), None).values.tolist(), names).coalesce(1)
answer = tuned(rows, ["mean", "median"], [True], 2)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"tuned returned {type(answer).__name__}; it should return (model, scores), and model is a fitted PipelineModel"
)
model, scores = answer
assert isinstance(scores, dict) and set(scores) == {("mean", True), ("median", True)}, (
    "scores should be a dict with one key for each combination: ('mean', True) and ('median', True)"
)
low, high = 0.5 * table["cnt"].std(), 2 * table["cnt"].std()
assert all(low < score < high for score in scores.values()), (
    f"the scores are {sorted(scores.values())}; an RMSE should lie between {low:.0f} and {high:.0f} bikes here: is it the RMSE, "
    "and of cnt?"
)

# %% test="preparation-stays-inside" points=3 hidden=true
# Drawn rows and folds: the scores know no judging fold, and the model knows all rows
from course import drawn

rng = drawn("planted-gaps")
k, size = int(rng.integers(4, 6)), 120
fold = rng.integers(0, k, size)
table = pd.DataFrame({"temp": rng.gamma(1.5, 6, size).round(), "hum": rng.gamma(2, 15, size).round(), "fold": fold})
table["temp"] += 14 * fold  # the folds are unlike each other, so it matters who has taught
table["cnt"] = 120 + 9 * table["temp"] - 2 * table["hum"] + rng.normal(0, 25, size)
for column in ("temp", "hum"):
    table.loc[rng.random(size) < 0.3, column] = np.nan
table = table[["temp", "hum", "cnt", "fold"]]
cells = [[None if np.isnan(t) else t, None if np.isnan(h) else h, c, int(f)] for t, h, c, f in table.values.tolist()]
rows = spark.createDataFrame(cells, "temp double, hum double, cnt double, fold int").coalesce(1)


def line_of(train, strategy, intercept):
    known = {name: np.sort(train[name].dropna()) for name in ("temp", "hum")}
    fills = {name: x.mean() if strategy == "mean" else x[(len(x) + 1) // 2 - 1] for name, x in known.items()}
    ones = [np.ones(len(train))] if intercept else []
    weights = np.linalg.lstsq(np.column_stack([*[train[n].fillna(fills[n]) for n in fills], *ones]), train["cnt"], rcond=None)[0]
    constant = weights[2] if intercept else 0
    return lambda part: np.column_stack([part[n].fillna(fills[n]) for n in fills]) @ weights[:2] + constant


expected = {}
for strategy in ("mean", "median"):
    for intercept in (True, False):
        errors = []
        for n in range(k):
            train, judge = table[table["fold"] != n], table[table["fold"] == n]
            errors.append(np.sqrt(np.mean((judge["cnt"] - line_of(train, strategy, intercept)(judge)) ** 2)))
        expected[strategy, intercept] = float(np.mean(errors))
answer = tuned(rows, ["mean", "median"], [True, False], k)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"tuned returned {type(answer).__name__}; it should return (model, scores), and model is a fitted PipelineModel"
)
model, scores = answer
assert isinstance(scores, dict) and set(scores) == set(expected), "scores should have one key for each of the four combinations"
off = [abs(scores[key] / expected[key] - 1) for key in expected]
assert max(off) < 1e-4, (
    f"{sum(one >= 1e-4 for one in off)} of 4 scores are not the mean RMSE over the {k} given folds; the largest is off by "
    f"{max(off):.1%}. Does foldCol name the folds, and is the imputer fitted inside of each fold?"
)
best = min(expected.values())
column = model.stages[-1].getPredictionCol()
found = model.transform(rows).select("temp", "hum", "cnt", column).toPandas().sort_values("cnt")[column].to_numpy()
ordered = table.sort_values("cnt")
near = [key for key, score in expected.items() if score <= best * (1 + 1e-6)]
gaps = [np.abs(found - line_of(ordered, *key)(ordered)).max() for key in near]
assert min(gaps) < 1e-3 * table["cnt"].std(), (
    "the scores are right, but the model is not the best combination trained on all rows: the smallest RMSE is the best, and "
    "after the folds the winner is refitted on everything"
)
