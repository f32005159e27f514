# %% [markdown]
# # Exercise · What should stand where nothing stands?
#
# You get flights from LaGuardia, with the weather at the hour of departure and with what is known about the plane, and a few
# hundred people of the census. Both have gaps. You decide what to put there, and prove that the fill has not seen the test
# rows.
#
# **Six tasks, 20 points, about 35 minutes.** Objectives: DP-23 and DP-24.
#
# Each task asks for one function. What is fixed (names, types, tolerance) is written in the prompt; everything else is free.
# Some tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your
# work is graded. The tasks do not need each other, so you may take them in any order.
#
# In all tasks a number is **missing** when it is null *or* `NaN`.

# %% given="setup"
from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
six_days = spark.read.parquet(dataset("flights_lga")).where("day = 15 AND month % 2 = 1")
weather = spark.read.parquet(dataset("weather")).select("origin", "time_hour", "temp", "pressure", "wind_gust")
planes = spark.read.parquet(dataset("planes")).select("tailnum", F.col("year").alias("built"), "seats", "engine")
flights = six_days.join(weather, ["origin", "time_hour"], "left").join(planes, "tailnum", "left")
columns = ["month", "carrier", "flight", "hour", "distance", "temp", "pressure", "wind_gust", "built", "seats", "engine"]
flights = flights.select(columns).coalesce(1).cache()
people = spark.read.parquet(dataset("census")).where("fnlwgt % 100 = 7").coalesce(1).cache()
flights.orderBy("month", "hour", "carrier", "flight").show(5)

# %% [markdown] task="strategy-fits-the-column"
# ## Task 1 · The strategy fits the column
#
# **3 points · DP-23**
#
# A team wants one rule for all its tables, written down and applied by code. The rule, in this order:
#
# 1. More than half of the values are missing: `"drop"`. The column goes.
# 2. A text column: `"mode"`.
# 3. A number column whose skewness is above 1 or below -1: `"median"`.
# 4. Any other number column: `"mean"`.
#
# Write `choose_strategies(train, columns)`.
#
# - **Takes** `train`, a Spark DataFrame, and `columns`, a list of names of columns: texts, whole numbers or doubles.
# - **Returns** a dict from each of these names to one of the four words.
# - A text is missing when it is null, a number when it is null or `NaN`. The skewness is that of the values that are present,
#   as `F.skewness` computes it. No tested skewness lies within 0.3 of 1 or -1, no share of gaps is near one half, and no column is
#   constant.

# %% [markdown] hint="strategy-fits-the-column"
# You need three facts of each column: its type (`train.dtypes`), how many values are present, and the skewness of those.

# %% [markdown] hint="strategy-fits-the-column"
# Most aggregates pass over null, but not over `NaN`: one `NaN` makes the skewness `NaN`. `F.nanvl(x, F.lit(None))` turns `NaN`
# into null, for a column of doubles. "Above 1 or below -1" is `abs(skewness) > 1`.

# %% [markdown] hint="strategy-fits-the-column"
# Almost the line: `x = F.nanvl(F.col(name).cast("double"), F.lit(None).cast("double"))` for a number, then
# `present, skew = train.agg(F.count(x), F.skewness(x)).first()`, and compare `present` with `rows / 2`.

# %% answer="strategy-fits-the-column"
def choose_strategies(train, columns):
    """Return {column: "drop", "mode", "median" or "mean"} by the rule of the team."""
    ### BEGIN SOLUTION
    rows, types, chosen = train.count(), dict(train.dtypes), {}
    for name in columns:
        if types[name] == "string":
            present, skew = train.agg(F.count(name), F.lit(0.0)).first()
        else:
            value = F.nanvl(F.col(name).cast("double"), F.lit(None).cast("double"))
            present, skew = train.agg(F.count(value), F.skewness(value)).first()
        if rows - present > rows / 2:
            chosen[name] = "drop"
        elif types[name] == "string":
            chosen[name] = "mode"
        else:
            chosen[name] = "median" if abs(skew) > 1 else "mean"
    return chosen
    ### END SOLUTION

# %% test="strategy-fits-the-column" points=1
# Four columns of the real flights
found = choose_strategies(flights, ["temp", "wind_gust", "engine", "hour"])
assert isinstance(found, dict), f"choose_strategies returned {type(found).__name__}; it should return a dict"
expected = {"temp": "mean", "wind_gust": "drop", "engine": "mode", "hour": "mean"}
for name, word in expected.items():
    assert found.get(name) == word, (
        f"{name} gets {found.get(name)!r}, the rule says {word!r}; look at its type, its share of gaps and its skewness"
    )

# %% test="strategy-fits-the-column" points=2 hidden=true
# Drawn columns: a long tail on either side, NaN as a gap, and gaps in more than half of the rows
import numpy as np

from course import drawn

rng = drawn("columns-to-judge")
size, nan = 240, float("nan")
tail = 10 * np.exp(rng.normal(0, 1.5, size))
even = rng.normal(50, 10, size).clip(25, 75)
names = {kind: f"{kind}{rng.integers(10, 99)}" for kind in "abcdefg"}
expected = {"a": "median", "b": "median", "c": "mean", "d": "median", "e": "drop", "f": "drop", "g": "mode"}
gap = {"a": 0.2, "b": 0.2, "c": 0.4, "d": 0.4, "e": 0.65, "f": 0.65, "g": 0.3}
hole = {"a": None, "b": None, "c": nan, "d": nan, "e": nan, "f": None, "g": None}
values = {
    "a": [int(value) for value in tail],
    "b": [float(900 - value) for value in tail],
    "c": [float(value) for value in even],
    "d": [float(value) for value in tail],
    "e": [float(value) for value in even],
    "f": [f"w{int(value) % 5}" for value in even],
    "g": [f"w{int(value) % 7}" for value in even],
}
holes = {kind: set(rng.permutation(size)[: int(gap[kind] * size)].tolist()) for kind in names}
rows = [tuple(hole[kind] if at in holes[kind] else values[kind][at] for kind in names) for at in range(size)]
types = {"a": "int", "f": "string", "g": "string"}
train = spark.createDataFrame(rows, ", ".join(f"{name} {types.get(kind, 'double')}" for kind, name in names.items())).coalesce(1)
found = choose_strategies(train, [str(name) for name in rng.permutation(list(names.values()))])
assert isinstance(found, dict) and set(found) == set(names.values()), (
    "the dict should have exactly the columns that were asked for"
)
reasons = {
    "a": "a whole-number column with a long tail to the right does not get the median; its skewness is above 1",
    "b": "a column with a long tail to the left does not get the median; a skewness below -1 counts as well",
    "c": "a symmetric column in which the gaps are NaN does not get the mean; leave the NaN out before you measure the skewness",
    "d": "a skewed column in which the gaps are NaN does not get the median; leave the NaN out before you measure the skewness",
    "e": "a column with NaN in more than half of its rows is not dropped; NaN counts as missing",
    "f": "a text column with gaps in more than half of its rows is not dropped; rule 1 comes first",
    "g": "a text column does not get the mode; words have neither a mean nor a median",
}
for kind in names:
    assert found[names[kind]] == expected[kind], reasons[kind]

# %% [markdown] task="fill-values-come-from-train"
# ## Task 2 · The fill values come from the training rows
#
# **4 points · DP-24**
#
# Several columns, several strategies, one fitted model that can be saved.
#
# Write `fit_and_fill(train, test, strategies)`.
#
# - **Takes** two Spark DataFrames, and `strategies`: a dict from the name of a number column to `"mean"`, `"median"` or
#   `"mode"`. The columns may be whole numbers or doubles. Each of the three words may come up once, several times or not at
#   all.
# - **Returns** `(model, filled)`. `model` is a fitted `PipelineModel` of `Imputer` stages for all these columns, fitted on the
#   rows of `train` and no others. `filled` is `test` with one more column for each name: `<name>_filled`, of type **double**,
#   without gaps.
# - The columns of `test` stay as they are, gaps included. Each row comes out once.
# - A mean is not cut: 149.7 seats stay 149.7, though seats are whole numbers.
# - Tolerance: $10^{-6}$. A median is the middle value; the tested columns have an odd number of values, and no tie for the
#   mode.

# %% [markdown] hint="fill-values-come-from-train"
# An `Imputer` takes several columns, but one strategy. So how many do you need? And one thing happens before them: look at
# what an `Imputer` makes of a column of whole numbers.

# %% [markdown] hint="fill-values-come-from-train"
# Put a double beside each column, in `train` and in `test`: `withColumn(f"{name}_filled", F.col(name).cast("double"))`. An
# `Imputer` may write to the column that it reads. One `Imputer` per name is fine.

# %% [markdown] hint="fill-values-come-from-train"
# Almost the line: `Imputer(inputCols=[f"{name}_filled"], outputCols=[f"{name}_filled"], strategy=word)` for each name and
# word, then `model = Pipeline(stages=stages).fit(wide(train))` and `return model, model.transform(wide(test))`.

# %% answer="fill-values-come-from-train"
def fit_and_fill(train, test, strategies):
    """Return (model, filled): imputers fitted on train, and test with <name>_filled as doubles."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import Imputer

    def wide(rows):
        return rows.withColumns({f"{name}_filled": F.col(name).cast("double") for name in strategies})

    filled = {name: [f"{name}_filled"] for name in strategies}
    stages = [Imputer(inputCols=filled[name], outputCols=filled[name], strategy=word) for name, word in strategies.items()]
    model = Pipeline(stages=stages).fit(wide(train))
    return model, model.transform(wide(test))
    ### END SOLUTION

# %% test="fill-values-come-from-train" points=1
# Half a year of real flights teaches, the other half is filled
train, test = flights.where("month <= 5"), flights.where("month > 5")
answer = fit_and_fill(train, test, {"seats": "mean", "built": "median"})
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"fit_and_fill returned {type(answer).__name__}; it should return (model, filled), and model is a fitted PipelineModel"
)
model, filled = answer
assert isinstance(filled, DataFrame) and {"seats", "built", "seats_filled", "built_filled"} <= set(filled.columns), (
    "filled should be a Spark DataFrame: the columns of test, seats_filled and built_filled"
)
assert filled.count() == test.count(), f"{test.count()} flights went in, {filled.count()} came out; each should be there once"
mean = train.agg(F.avg("seats")).first()[0]
fills = {row[0] for row in filled.where("seats IS NULL").select("seats_filled").distinct().collect()}
assert len(fills) == 1 and None not in fills, f"the gaps in seats got {len(fills)} different values; it should be one number"
fill = float(fills.pop())
assert abs(fill - mean) <= 1e-6, (
    f"the gaps in seats got {fill:.4f}, the mean of the training rows is {mean:.4f}; a column of whole numbers cuts the "
    "fraction, and other rows have another mean"
)

# %% test="fill-values-come-from-train" points=2 hidden=true
# Drawn rows, three strategies, whole numbers and doubles: the values of the training rows, and known values unchanged
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("three-strategies")
nan = float("nan")
words = {"p": "mean", "q": "median", "r": "mode", "s": "mean"}


def rows_of(size, shift):
    table = pd.DataFrame(
        {
            "p": rng.integers(1, 90, size) + shift,
            "q": 5 * np.exp(rng.normal(0, 1, size)) + shift,
            "r": np.repeat([3 + shift, 8 + shift, 5 + shift], [size // 2, size - size // 2 - size // 5, size // 5]),
            "s": rng.normal(10, 3, size) + shift,
        }
    )
    return table.astype(float)


tables = {}
for part, size, shift in (("train", 121, 0), ("test", 90, 40)):
    table = rows_of(size, shift)
    for name in words:
        holes = rng.permutation(size)[:20]  # an odd number of training values remains
        if name == "r":
            holes = np.flatnonzero(table["r"] == 8 + shift)[:20]
        table.loc[holes, name] = nan
    tables[part] = table
frames = {}
for part, table in tables.items():
    cells = []
    for at, row in enumerate(table.itertuples(index=False)):
        whole = [None if np.isnan(value) else int(value) for value in (row.p, row.r)]
        loose = [(None if at % 2 else nan) if np.isnan(value) else float(value) for value in (row.q, row.s)]
        cells.append((at, whole[0], loose[0], whole[1], loose[1]))
    frames[part] = spark.createDataFrame(cells, "id int, p int, q double, r int, s double").coalesce(1)
answer = fit_and_fill(frames["train"], frames["test"], words)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[1], DataFrame), (
    "fit_and_fill should return (model, filled), and filled is a Spark DataFrame"
)
types = dict(answer[1].dtypes)
lost = [name for name in words if f"{name}_filled" not in types]
assert not lost, f"{len(lost)} of 4 columns are not there under the name <name>_filled"
found = answer[1].toPandas().sort_values("id")
assert len(found) == 90, f"90 rows went in, {len(found)} came out; each should be there once"
train, test = tables["train"], tables["test"]
expected = {"p": train["p"].mean(), "q": train["q"].median(), "r": train["r"].mode()[0], "s": train["s"].mean()}
for name, word in words.items():
    gaps = test[name].isna().to_numpy()
    values = found[f"{name}_filled"].to_numpy(float)
    empty = int(np.isnan(values).sum())
    assert empty == 0, f"a column with strategy {word!r} still has {empty} gaps; null and NaN both count as missing"
    off = int((np.abs(values[gaps] - expected[name]) > 1e-6).sum())
    assert off == 0, (
        f"in a column with strategy {word!r}, {off} of {gaps.sum()} gaps did not get the {word} of the training rows; look at "
        "the strategy of each column, at whole numbers whose mean is cut, and at the rows that the imputer was fitted on"
    )
    moved = int((np.abs(values[~gaps] - test[name].to_numpy()[~gaps]) > 1e-9).sum())
    assert moved == 0, f"{moved} known values have changed; only gaps are filled"
    assert types[f"{name}_filled"] == "double", f"a filled column has type {types[f'{name}_filled']}; it should be double"
for name in words:
    assert np.allclose(found[name].to_numpy(float), test[name].to_numpy(), atol=1e-9, equal_nan=True), (
        "a column of test has other values, or its gaps are gone; the filled values belong in a new column"
    )

# %% test="fill-values-come-from-train" points=1 hidden=true
# The model holds the fill values of all columns, and nothing of the test rows
import numpy as np

from course import drawn, stages_of

rng = drawn("no-test-rows")


def frame(size, middle):
    gaps = [set(rng.permutation(size)[: size // 5 + (size + size // 5 + 1) % 2]) for _ in range(2)]  # an odd number is left
    cells = [(at, *(None if at in gap else float(rng.normal(middle, 5)) for gap in gaps)) for at in range(size)]
    return spark.createDataFrame(cells, "id int, alt double, fuel double").coalesce(1)


def mean_and_median(rows):
    return rows.agg(F.avg("alt"), F.median("fuel")).first()


train, test = frame(90, 30), frame(61, 70)
words = [("alt", "mean"), ("fuel", "median")]
answer = fit_and_fill(train, test, dict([words[at] for at in rng.permutation(2)]))
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"fit_and_fill returned {type(answer).__name__}; it should return (model, filled), and model is a fitted PipelineModel"
)
stages = list(stages_of(answer[0]))
kinds = [type(stage).__name__ for stage in stages]
assert "ImputerModel" in kinds, f"the model has the stages {kinds}; the fill values should be in an ImputerModel"
learned = [value for stage in stages if type(stage).__name__ == "ImputerModel" for value in stage.surrogateDF.first()]
for seen, rows in (("the training and test rows together", train.unionByName(test)), ("the test rows", test)):
    held = any(abs(value - fill) < 1e-9 * fill for fill in mean_and_median(rows) for value in learned)
    assert not held, (
        f"an Imputer holds exactly the mean or the median of {seen}; fit on the training rows alone, or your test "
        "score measures what the model has already seen"
    )
held = sum(any(abs(value - fill) < 1e-6 for value in learned) for fill in mean_and_median(train))
assert held == 2, f"the model holds the fill values of {held} of 2 columns; one model should fill all the columns"

# %% [markdown] task="words-get-the-training-mode"
# ## Task 3 · Words get the mode of the training rows
#
# **3 points · DP-24**
#
# `Imputer` takes no texts. So learn the most frequent word by hand.
#
# Write `fill_words(train, rows, columns)`.
#
# - **Takes** two Spark DataFrames, and `columns`, a list of names of text columns that both have.
# - A word is missing when it is null **or** `"?"`, the sign that the census file itself used.
# - **Returns** `rows`, each row once with all its columns, unchanged (a `"?"` stays a `"?"`), and for each name a column
#   `<name>_filled`: the word, or, where it is missing, the most frequent word of that column among the rows of **train**. If
#   several are equally frequent: the first in alphabetical order. Each tested column of `train` has at least one word.

# %% [markdown] hint="words-get-the-training-mode"
# Two steps, as in an estimator: learn one word per column from `train`, then apply it to `rows`. What does a `groupBy` do with
# the rows where the word is missing?

# %% [markdown] hint="words-get-the-training-mode"
# First make `"?"` a null: `F.nullif(F.col(name), F.lit("?"))`. Then leave the nulls out, count, and order by the count
# (descending) and the word. `F.mode` alone does not decide ties; `StringIndexer` does: its labels are sorted this way.

# %% [markdown] hint="words-get-the-training-mode"
# Almost the line: `train.groupBy(word.alias("w")).count().where("w IS NOT NULL").orderBy(F.desc("count"), "w").first()["w"]`,
# then `F.coalesce(word, F.lit(mode))`.

# %% answer="words-get-the-training-mode"
def fill_words(train, rows, columns):
    """Return rows with <name>_filled: the word, or the most frequent word of the training rows."""
    ### BEGIN SOLUTION
    for name in columns:
        word = F.nullif(F.col(name), F.lit("?"))
        counts = train.groupBy(word.alias("w")).count().where("w IS NOT NULL")
        mode = counts.orderBy(F.desc("count"), "w").first()["w"]
        rows = rows.withColumn(f"{name}_filled", F.coalesce(word, F.lit(mode)))
    return rows
    ### END SOLUTION

# %% test="words-get-the-training-mode" points=1
# The young teach, the others are filled
train, rows = people.where("age < 40"), people.where("age >= 40")
found = fill_words(train, rows, ["workclass", "occupation"])
assert isinstance(found, DataFrame) and {"age", "workclass_filled", "occupation_filled"} <= set(found.columns), (
    f"fill_words returned {type(found).__name__}; it should return a Spark DataFrame: the columns of rows and <name>_filled"
)
assert found.count() == rows.count(), f"{rows.count()} people went in, {found.count()} came out; each should be there once"
for name in ("workclass", "occupation"):
    counted = train.where(F.col(name).isNotNull()).groupBy(name).count()
    mode = counted.orderBy(F.desc("count"), name).first()[0]
    fills = {row[0] for row in found.where(F.col(name).isNull()).select(f"{name}_filled").distinct().collect()}
    assert fills == {mode}, f"the gaps in {name} became {fills}; the most frequent word of the training rows is {mode!r}"

# %% test="words-get-the-training-mode" points=2 hidden=true
# Drawn words: a tie, many gaps in train, another mode in rows, and "?" for a gap
import numpy as np

from course import drawn

rng = drawn("words")
words = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("ABCDEFGH"))]
low, high = sorted(words[:2])
gaps = [None] * 25 + ["?"] * 25
one = gaps + [words[2]] * 20 + [words[3]] * 12 + [words[4]] * 11  # more gaps than any word
two = gaps + [high] * 17 + [low] * 17 + [words[5]] * 9  # a tie
order = rng.permutation(len(one))
train = spark.createDataFrame([(one[at], two[at]) for at in order], "one string, two string").coalesce(1)
cells = [(words[3], words[5])] * 30 + [(None, "?"), ("?", None), (None, None), ("new", "new")] * 3
rows = spark.createDataFrame([(number, *pair) for number, pair in enumerate(cells)], "id int, one string, two string").coalesce(1)
found = fill_words(train, rows, ["one", "two"])
assert isinstance(found, DataFrame) and {"id", "one", "two", "one_filled", "two_filled"} <= set(found.columns), (
    "fill_words should return a Spark DataFrame with the columns of rows and <name>_filled"
)
sources = {row["id"]: (row["one"], row["two"]) for row in found.collect()}
found = {row["id"]: (row["one_filled"], row["two_filled"]) for row in found.collect()}
assert len(found) == len(cells), f"{len(cells)} rows went in, {len(found)} came out; each should be there once"
empty = sum(None in pair or "?" in pair for pair in found.values())
assert empty == 0, f"{empty} rows have still no word; null and the question mark both count as missing, in train and in rows"
kept = sum(found[at][0] != one or found[at][1] != two for at, (one, two) in enumerate(cells) if at < 30 or one == "new")
assert kept == 0, f"{kept} rows with known words have changed; only gaps are filled"
first = {found[at][0] for at, pair in enumerate(cells) if pair[0] in (None, "?")}
assert first == {words[2]}, (
    "the gaps of the first column did not get the most frequent word of train; rows have another one, and a gap is no word"
)
second = {found[at][1] for at, pair in enumerate(cells) if pair[1] in (None, "?")}
assert second == {low}, "two words are equally frequent in train; the gaps should get the first in alphabetical order"
changed = sum(sources[at] != pair for at, pair in enumerate(cells))
assert changed == 0, (
    f"in {changed} of {len(cells)} rows a column of rows has changed; null stays null, the question mark stays, and the filled "
    "words belong in <name>_filled"
)

# %% [markdown] task="groups-fill-their-own-gaps"
# ## Task 4 · Each group fills its own gaps
#
# **4 points · DP-24**
#
# In January it is not as warm as in July. A fill that knows the month is nearer to the truth, if it also knows what to do in a
# month that it has never seen.
#
# Write `fill_by_group(train, rows, column, key)`.
#
# - **Takes** two Spark DataFrames; `column`, the name of a column of doubles; and `key`, the name of a text or whole-number
#   column. Both frames have both.
# - **Returns** `rows`, each row once with all its columns, unchanged, and `<column>_filled` (a double): the value, or, where it
#   is missing, the median of the **training** rows with the same key.
# - If `train` does not have the key, or the key is null in `rows`, or the group has no value in `train`: the median of all
#   training values.
# - A median is exact, as `F.median` and pandas compute it. Tolerance: $10^{-9}$.

# %% [markdown] hint="groups-fill-their-own-gaps"
# Learn a small table from `train`: one row per key. Then join it to `rows`. Which kind of join keeps the rows that find no
# partner?

# %% [markdown] hint="groups-fill-their-own-gaps"
# `F.median` passes over null, but counts `NaN` as the largest number: take `F.nanvl(F.col(column),
# F.lit(None).cast("double"))` in both frames. Then `F.coalesce(value, median of the group, median of all)`.

# %% [markdown] hint="groups-fill-their-own-gaps"
# Almost the line: `known.groupBy(key).agg(F.median("x").alias("m"))` joined with `rows.join(medians, key, "left")`, then
# `withColumn(f"{column}_filled", F.coalesce(value, "m", F.lit(overall))).drop("m")`.

# %% answer="groups-fill-their-own-gaps"
def fill_by_group(train, rows, column, key):
    """Return rows with <column>_filled: the value, the training median of its group, or the training median of all."""
    ### BEGIN SOLUTION
    value = F.nanvl(F.col(column), F.lit(None).cast("double"))
    overall = train.agg(F.median(value)).first()[0]
    medians = train.groupBy(key).agg(F.median(value).alias("of_group"))
    filled = F.coalesce(value, F.col("of_group"), F.lit(overall))
    return rows.join(medians, key, "left").withColumn(f"{column}_filled", filled).drop("of_group")
    ### END SOLUTION

# %% test="groups-fill-their-own-gaps" points=1
# Three months, eight training rows, a pencil
train = [(1, 30.0), (1, 34.0), (1, 20.0), (7, 80.0), (7, 90.0), (7, None), (9, 66.0), (9, 68.0)]
rows = [(1, 1, None), (2, 7, None), (3, 9, None), (4, 9, 50.0), (5, 1, 31.0)]
found = fill_by_group(
    spark.createDataFrame(train, "month int, temp double"),
    spark.createDataFrame(rows, "id int, month int, temp double"),
    "temp",
    "month",
)
assert isinstance(found, DataFrame) and {"id", "month", "temp", "temp_filled"} <= set(found.columns), (
    f"fill_by_group returned {type(found).__name__}; it should return a Spark DataFrame: the columns of rows and temp_filled"
)
found = {row["id"]: row["temp_filled"] for row in found.collect()}
assert found == {1: 30.0, 2: 85.0, 3: 67.0, 4: 50.0, 5: 31.0}, (
    f"the filled values are {found}; the medians of the training rows are 30, 85 and 67, and known values stay"
)

# %% test="groups-fill-their-own-gaps" points=2 hidden=true
# Drawn groups: the gaps get the median of the training rows, not of the rows at hand, and NaN is a gap
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("own-groups")
nan = float("nan")
keys = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("KLMNOP"))]
middle = dict(zip(keys, rng.permutation(np.arange(6) * 20.0), strict=True))
train = pd.DataFrame({"key": rng.choice(keys, 180, p=[0.3, 0.25, 0.2, 0.1, 0.1, 0.05])})
train.loc[:5, "key"] = keys
train["x"] = train["key"].map(middle) + np.exp(rng.normal(0, 1, 180))
gap = (rng.random(180) < 0.3) & (train.index > 5)
rows = pd.DataFrame({"id": np.arange(80), "key": rng.choice(keys, 80)})
rows["x"] = rows["key"].map(middle) + 7 + rng.normal(0, 1, 80)
hole = rng.random(80) < 0.5
learn = [
    (key, (None if at % 2 else nan) if no else float(x)) for at, (key, x, no) in enumerate(zip(train["key"], train["x"], gap))
]
apply = [
    (at, str(key), (nan if at % 2 else None) if no else float(x))
    for at, (key, x, no) in enumerate(zip(rows["key"], rows["x"], hole))
]
found = fill_by_group(
    spark.createDataFrame(learn, "plane string, level double").coalesce(1),
    spark.createDataFrame(apply, "id int, plane string, level double").coalesce(1),
    "level",
    "plane",
)
assert isinstance(found, DataFrame) and {"id", "plane", "level", "level_filled"} <= set(found.columns), (
    "fill_by_group should return a Spark DataFrame with the columns of rows and <column>_filled"
)
found = found.select("id", "plane", "level", "level_filled").toPandas().sort_values("id")
assert found["id"].tolist() == rows["id"].tolist(), f"80 rows went in, {len(found)} came out; each should be there once"
values = found["level_filled"].to_numpy(float)
empty = int(np.isnan(values).sum())
assert empty == 0, f"{empty} rows still have a gap; null and NaN both count as missing, in rows and when you take the median"
moved = int((np.abs(values - rows["x"].to_numpy())[~hole] > 1e-9).sum())
assert moved == 0, f"{moved} known values have changed; only gaps are filled"
medians = train["x"].mask(gap).groupby(train["key"]).median()
off = int((np.abs(values - rows["key"].map(medians).to_numpy())[hole] > 1e-9).sum())
assert off == 0, (
    f"{off} of {hole.sum()} gaps did not get the median of the training rows with the same key; the rows that are filled have "
    "other medians, and NaN is not the largest number but a gap"
)
assert found["plane"].tolist() == rows["key"].tolist() and np.array_equal(
    found["level"].to_numpy(float), rows["x"].mask(hole).to_numpy(), equal_nan=True
), "a column of rows has changed; its gaps stay gaps, and the filled values belong in <column>_filled"

# %% test="groups-fill-their-own-gaps" points=1 hidden=true
# A new key, a missing key and a group without a value fall back to the median of all training values
import numpy as np

from course import drawn

rng = drawn("fall-back")
sizes = dict(zip(rng.permutation([11, 22, 33]).tolist(), [41, 9, 3], strict=True))
learn = [(key, float(rng.normal(10 * rank * rank, 1))) for rank, (key, size) in enumerate(sizes.items()) for _ in range(size)]
learn += [(None, float(value)) for value in rng.normal(300, 1, 5)]  # they count in the median of all, and are no group
overall = float(np.median([value for _, value in learn]))
train = spark.createDataFrame([*learn, (44, None), (44, None)], "place int, x double").coalesce(1)
cells = [(1, 55, None), (2, None, None), (3, 44, None), (4, 55, 3.5), (5, 55, None), (6, None, 4.5)]
rows = spark.createDataFrame(cells, "id int, place int, x double").coalesce(1)
found = fill_by_group(train, rows, "x", "place")
assert isinstance(found, DataFrame) and {"id", "place", "x", "x_filled"} <= set(found.columns), (
    "fill_by_group should return a Spark DataFrame with the columns of rows and <column>_filled"
)
sources = found.toPandas().sort_values("id")[["place", "x"]].to_numpy(float)
found = {row["id"]: row["x_filled"] for row in found.collect()}
assert len(found) == 6, f"6 rows went in, {len(found)} came out; a new or missing key loses no row"
empty = sum(value is None or np.isnan(value) for value in found.values())
assert empty == 0, f"{empty} rows have no value; a new key, a missing key and a group of gaps need a fall-back"
assert abs(found[2] - 300) > 20, "a row without a key got the median of the training rows without one; a missing key is no group"
off = sum(abs(found[at] - overall) > 1e-9 for at in (1, 2, 3, 5))
assert off == 0, (
    f"{off} of 4 rows did not fall back to the median of all training values (each value counts once: not the median of the "
    "medians, not the mean, not zero)"
)
assert (found[4], found[6]) == (3.5, 4.5), "a known value has changed because its key is new or missing"
assert np.array_equal(sources, np.array([cell[1:] for cell in cells], dtype=float), equal_nan=True), (
    "a column of rows has changed; a missing key or value stays missing, and the filled values belong in <column>_filled"
)

# %% [markdown] task="indicator-remembers-the-gap"
# ## Task 5 · The indicator remembers the gap
#
# **3 points · DP-24, indicator variables**
#
# That a value is missing may say more than the value. After the fill nobody can see it, unless a column remembers.
#
# Write `fill_and_mark(train, rows, columns)`.
#
# - **Takes** two Spark DataFrames, and `columns`, a list of names of columns of doubles.
# - **Returns** `rows`, each row once with all its columns, unchanged, and for each name two more: `<name>_filled`, a double,
#   with the **mean of the training rows** where the value is missing; and `<name>_missing`: 1 where it was missing, else 0
#   (any number type).
# - Every name gets its indicator, also when `train` has no gap in that column. Each tested column has values in `train`.
# - Tolerance: $10^{-6}$.

# %% [markdown] hint="indicator-remembers-the-gap"
# The order matters: what can the indicator see after the fill? And the set of columns must be the same for every batch of
# rows.

# %% [markdown] hint="indicator-remembers-the-gap"
# `(F.col(name).isNull() | F.isnan(name)).cast("int")`: `isNull` alone does not find `NaN`. For the fill, `Imputer` with its
# default strategy, fitted on `train`, with `inputCols` and `outputCols`.

# %% [markdown] hint="indicator-remembers-the-gap"
# Almost the line: `marked = rows.withColumns({f"{name}_missing": … for name in columns})`, then
# `Imputer(inputCols=columns, outputCols=[f"{name}_filled" for name in columns]).fit(train).transform(marked)`.

# %% answer="indicator-remembers-the-gap"
def fill_and_mark(train, rows, columns):
    """Return rows with <name>_filled (the training mean in gaps) and <name>_missing (1 or 0)."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import Imputer

    missing = {f"{name}_missing": (F.col(name).isNull() | F.isnan(name)).cast("int") for name in columns}
    imputer = Imputer(inputCols=columns, outputCols=[f"{name}_filled" for name in columns])
    return imputer.fit(train).transform(rows.withColumns(missing))
    ### END SOLUTION

# %% test="indicator-remembers-the-gap" points=1
# Air pressure and gusts of the real flights
train, rows = flights.where("hour < 12"), flights.where("hour >= 12")
found = fill_and_mark(train, rows, ["pressure", "wind_gust"])
names = {f"{name}{end}" for name in ("pressure", "wind_gust") for end in ("", "_filled", "_missing")}
assert isinstance(found, DataFrame) and names <= set(found.columns), (
    f"fill_and_mark returned {type(found).__name__}; it should be a Spark DataFrame with {sorted(names)}"
)
assert found.count() == rows.count(), f"{rows.count()} flights went in, {found.count()} came out; each should be there once"
for name in ("pressure", "wind_gust"):
    gaps, size = rows.agg(F.count_if(F.col(name).isNull()), F.count("*")).first()
    marked, full = found.agg(F.sum(F.col(f"{name}_missing").cast("int")), F.count(f"{name}_filled")).first()
    assert marked == gaps, f"{marked} rows are marked as missing, {gaps} have no {name}; look before you fill"
    assert full == size, f"{size - full} rows have no {name}_filled"

# %% test="indicator-remembers-the-gap" points=2 hidden=true
# Drawn rows: null and NaN are marked and filled, also in a column that was complete in train
import numpy as np

from course import drawn

rng = drawn("gaps-to-mark")
nan = float("nan")
names = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("UVW"))]
fields = "id int, " + ", ".join(f"{name} double" for name in names)
learn = rng.normal(50, 9, (80, 3))
learn[rng.permutation(80)[:20], 0] = nan
learn[rng.permutation(80)[:20], 1] = nan  # the third column is complete
judge = rng.normal(90, 9, (60, 3))
holes = rng.random((60, 3)) < 0.3
holes[:2] = True


def frame(cells, gaps):
    rows = []
    for at, (line, open_) in enumerate(zip(cells, gaps, strict=True)):
        hole = None if at % 2 else nan
        rows.append((at, *(hole if no else float(value) for value, no in zip(line, open_, strict=True))))
    return spark.createDataFrame(rows, fields).coalesce(1)


found = fill_and_mark(frame(learn, np.isnan(learn)), frame(judge, holes), names)
assert isinstance(found, DataFrame), f"fill_and_mark returned {type(found).__name__}; it should return a Spark DataFrame"
lost = [name for name in names if f"{name}_missing" not in found.columns]
assert not lost, f"{len(lost)} of 3 columns have no indicator; a column that is complete in train may have gaps tomorrow"
assert all(f"{name}_filled" in found.columns for name in names), "a column <name>_filled is missing"
found = found.toPandas().sort_values("id")
assert len(found) == 60, f"60 rows went in, {len(found)} came out; each should be there once"
means = np.nanmean(learn, axis=0)
for place, name in enumerate(names):
    source = found[name].to_numpy(float)
    assert (np.isnan(source) == holes[:, place]).all() and (source == judge[:, place])[~holes[:, place]].all(), (
        "a column of rows has changed; its gaps stay gaps, and the filled values belong in <name>_filled"
    )
    marked = found[f"{name}_missing"].astype(float).to_numpy()
    off = int((marked != holes[:, place]).sum())
    assert off == 0, (
        f"{off} of 60 rows have an indicator that does not tell whether the value was missing; null and NaN both count, and "
        "after the fill there is nothing to see"
    )
    values = found[f"{name}_filled"].to_numpy(float)
    kept = np.abs(values - judge[:, place])[~holes[:, place]]
    assert (kept <= 1e-9).all(), "known values have changed; only gaps are filled"
    filled = np.abs(values - means[place])[holes[:, place]]
    assert (filled <= 1e-6).all(), (
        "the gaps did not get the mean of the training rows; null and NaN both count as missing, and the rows that are filled "
        "have another mean"
    )

# %% [markdown] task="masked-values-judge-the-fill"
# ## Task 6 · Hidden values judge the fill
#
# **3 points · DP-23**
#
# Nobody knows the truth behind a real gap. So hide values that you do know, fill them, and see how far off you are.
#
# Write `judge_fills(rows, column, key)`.
#
# - **Takes** `rows`, a Spark DataFrame with a column of doubles (`column`), a text column without gaps (`key`), and a boolean
#   `masked` without gaps. Some values of `column` are missing for real, in masked rows too.
# - Three fills are learned from the rows that are **not** masked: `"mean"` and `"median"` of all of them, and `"group"`, the
#   median of the unmasked rows with the same key. Each key has at least one unmasked value.
# - **Returns** a dict with these three names: the RMSE (a float) of each fill over the **masked rows whose value is known**.
# - A median is exact, as `F.median` and pandas compute it. Tolerance: one part in a million.

# %% [markdown] hint="masked-values-judge-the-fill"
# It is a split into training and test rows. The masked rows with a known value are the test rows: may a fill look at them? And
# over how many rows is the mean of the squared errors?

# %% [markdown] hint="masked-values-judge-the-fill"
# `known = rows.where(F.col(column).isNotNull() & ~F.isnan(column))`, then `known.where("NOT masked")` to learn and
# `known.where("masked")` to judge. The group medians come by a join.

# %% [markdown] hint="masked-values-judge-the-fill"
# Almost the line: `F.sqrt(F.avg((F.col(column) - fill) ** 2))` over the masked rows, where `fill` is `F.lit(mean)`,
# `F.lit(median)` or the joined column.

# %% answer="masked-values-judge-the-fill"
def judge_fills(rows, column, key):
    """Return {"mean", "median", "group": RMSE on the masked known values} of fills learned from the other rows."""
    ### BEGIN SOLUTION
    known = rows.where(F.col(column).isNotNull() & ~F.isnan(column))
    learn, judge = known.where("NOT masked"), known.where("masked")
    mean, median = learn.agg(F.avg(column), F.median(column)).first()
    judge = judge.join(learn.groupBy(key).agg(F.median(column).alias("of_group")), key)
    fills = {"mean": F.lit(mean), "median": F.lit(median), "group": F.col("of_group")}
    errors = [F.sqrt(F.avg((F.col(column) - fill) ** 2)).alias(name) for name, fill in fills.items()]
    return judge.agg(*errors).first().asDict()
    ### END SOLUTION

# %% test="masked-values-judge-the-fill" points=1
# Six hours, two places, a pencil
cells = [("a", 1.0, False), ("a", 3.0, False), ("b", 20.0, False), ("a", 4.0, True), ("b", 16.0, True), ("b", None, True)]
found = judge_fills(spark.createDataFrame(cells, "place string, x double, masked boolean").coalesce(1), "x", "place")
assert isinstance(found, dict) and set(found) == {"mean", "median", "group"}, (
    "judge_fills should return a dict with mean, median and group"
)
for name, error in {"mean": 40**0.5, "median": 85**0.5, "group": 10**0.5}.items():
    assert abs(found[name] - error) <= 1e-6 * error, (
        f"the RMSE of {name} is {found[name]:.4f}, by hand it is {error:.4f}; the unmasked values are 1, 3, 20, the others 4, 16"
    )

# %% test="masked-values-judge-the-fill" points=2 hidden=true
# Drawn rows: learned from the unmasked rows alone, judged by the masked ones with a known value
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("masked-values")
nan = float("nan")
keys = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("CDEF"))]
table = pd.DataFrame({"key": keys + [str(key) for key in rng.choice(keys, 176)]})
table["x"] = table["key"].map(dict(zip(keys, [0.0, 15.0, 40.0, 90.0], strict=True))) + 4 * np.exp(rng.normal(0, 1, 180))
table["masked"] = (rng.random(180) < 0.25) & (table.index > 3)
table["x"] += 6.0 * table["masked"]  # what is hidden is not like the rest
gap = (rng.random(180) < 0.2) & (table.index > 3)
cells = [
    (str(key), (None if at % 2 else nan) if no else float(x), bool(masked))
    for at, (key, x, masked, no) in enumerate(zip(table["key"], table["x"], table["masked"], gap, strict=True))
]
found = judge_fills(spark.createDataFrame(cells, "station string, level double, masked boolean").coalesce(1), "level", "station")
assert isinstance(found, dict) and set(found) == {"mean", "median", "group"}, (
    "judge_fills should return a dict with mean, median and group"
)
learn, judge = table[~gap & ~table["masked"]], table[~gap & table["masked"]]
medians = learn.groupby("key")["x"].median()
fills = {"mean": learn["x"].mean(), "median": learn["x"].median(), "group": judge["key"].map(medians)}
for name, fill in fills.items():
    error = float(np.sqrt(np.mean((judge["x"] - fill) ** 2)))
    value = float(found[name]) if found[name] is not None else nan
    assert abs(value - error) <= 1e-6 * error, (
        f"the RMSE of the fill {name!r} is not that on the {len(judge)} masked rows with a known value, when it is learned from "
        f"the {len(learn)} unmasked ones; an unmasked row has no error to count, a hidden value must not teach, NaN is a gap"
    )
