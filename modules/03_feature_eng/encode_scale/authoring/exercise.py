# %% [markdown]
# # Exercise · How do words and skewed numbers become columns for a model?
#
# Flights from LaGuardia have words (carrier, destination, tail number) and numbers of very different sizes. You turn them
# into columns: with a slot for each word, with a rate, with a hash, with a logarithm, with a scale. And you decide when to
# take which.
#
# **Six tasks, 20 points, about 40 minutes.** Objectives: DP-25, DP-26 and DP-27.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
arrived = spark.read.parquet(dataset("flights_lga")).where("day = 15 AND month % 2 = 1 AND arr_delay IS NOT NULL")  # six days
planes = spark.read.parquet(dataset("planes")).select("tailnum", "engine", "seats")
flights = arrived.join(planes, "tailnum", "left").withColumn("late", (F.col("arr_delay") > 15).cast("double"))
columns = ["month", "carrier", "flight", "tailnum", "dest", "engine", "seats", "distance", "dep_delay", "arr_delay", "late"]
flights = flights.select(*columns).coalesce(1).cache()
flights.orderBy("month", "carrier", "flight").show(5)

# %% [markdown] task="unseen-levels-get-their-own-slot"
# ## Task 1 · What is new gets a slot of its own
#
# **4 points · DP-25**
#
# A carrier that starts next month is in no training row. A vector of zeros would say so, but then no coefficient can stand for
# "new". We want one more slot for it.
#
# Write `one_hot(train, rows, column)`.
#
# - **Takes** two Spark DataFrames that have the text column `column`. Both may have gaps there, and `rows` may have values that
#   `train` does not have.
# - **Returns** `rows`, each row once with all its columns, and one more column `vector`: a Spark ML vector.
# - The vector has as many slots as `train` has different values (a gap is no value), **plus one**.
# - Each value of `train` has a slot of its own, wherever it stands. All that is missing or new shares the one additional slot.
# - So each vector has exactly one 1.0. The rest is 0.0.
#
# Free: the order of the slots, sparse or dense, the stages (all of `pyspark.ml` but `SQLTransformer`, which runs any SQL).

# %% [markdown] hint="unseen-levels-get-their-own-slot"
# Two stages: one makes a number of each word, one makes a vector of each number. Each has a parameter for what is new, and the
# second has one for the last place. Look at their defaults.

# %% [markdown] hint="unseen-levels-get-their-own-slot"
# `StringIndexer(handleInvalid="keep")` gives one more place to gaps and new values. It is the *last* place, and `OneHotEncoder`
# drops the last place unless you say otherwise. Both are fitted on `train`.

# %% [markdown] hint="unseen-levels-get-their-own-slot"
# Almost the line: `OneHotEncoder(inputCol="place", outputCol="vector", dropLast=False)` behind the indexer, both in one
# `Pipeline`, then `.fit(train).transform(rows).drop("place")`.

# %% answer="unseen-levels-get-their-own-slot"
def one_hot(train, rows, column):
    """Return rows with vector: a slot for each value of train, and one for all that is missing or new."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import OneHotEncoder, StringIndexer

    stages = [
        StringIndexer(inputCol=column, outputCol="place", handleInvalid="keep"),
        OneHotEncoder(inputCol="place", outputCol="vector", dropLast=False),
    ]
    return Pipeline(stages=stages).fit(train).transform(rows).drop("place")
    ### END SOLUTION

# %% test="unseen-levels-get-their-own-slot" points=1
# Three known carriers, one that is new, one that is missing
known = spark.createDataFrame([("DL",), ("DL",), ("AA",), ("B6",)], ["carrier"])
asked = spark.createDataFrame([(1, "DL"), (2, "AA"), (3, "B6"), (4, "WN"), (5, None)], "id long, carrier string")
out = one_hot(known, asked, "carrier")
assert isinstance(out, DataFrame) and {"id", "carrier", "vector"} <= set(out.columns), (
    f"one_hot returned {type(out).__name__}; it should return a Spark DataFrame: the columns of rows, and vector"
)
lines = sorted(out.collect(), key=lambda row: row["id"])
came = [row["id"] for row in lines]
assert came == [1, 2, 3, 4, 5], (
    f"rows 1 to 5 went in, rows {came} came out; each should be there once, and a new value loses no row"
)
seen = {row["id"]: [float(number) for number in row["vector"].toArray()] for row in lines}
size = len(seen[1])
assert size == 4, f"the vector has {size} slots; three carriers are known, and one slot more is for what is new: that makes 4"
assert all(sorted(vector) == [0, 0, 0, 1] for vector in seen.values()), (
    "a vector does not have exactly one 1.0; the encoder drops the last place unless you tell it not to"
)
assert seen[4] == seen[5] and len({tuple(vector) for vector in seen.values()}) == 4, (
    "WN (new) and the gap should share one slot, and no known carrier should have that slot"
)

# %% test="unseen-levels-get-their-own-slot" points=2 hidden=true
# Drawn words, most of them known: one slot for each, one for the rest
import numpy as np

from course import drawn

rng = drawn("words-and-slots")
words = [f"{letter}{number}" for letter, number in zip(rng.permutation(list("ABCDEFGHIJKL")), rng.integers(10, 99, 12), strict=True)]
count = int(rng.integers(5, 9))
taught = words[:count] + [str(word) for word in rng.choice(words[:count], 50)] + [None] * int(rng.integers(2, 8))
asked = [None if word == "gap" else str(word) for word in rng.choice([*words, "gap"], 80)]
asked += [words[0], words[-1], None]
train = spark.createDataFrame([(word,) for word in taught], "code string").coalesce(1)
out = one_hot(train, spark.createDataFrame(list(enumerate(asked)), "id long, code string").coalesce(1), "code")
assert isinstance(out, DataFrame) and {"id", "code", "vector"} <= set(out.columns), (
    f"one_hot returned {type(out).__name__}; it should return a Spark DataFrame with id, code and vector"
)
lines = out.collect()
assert len(lines) == len(asked), (
    f"{len(asked)} rows went in, {len(lines)} came out; a gap or a new word loses no row, and a word that comes often in train "
    "doubles none"
)
changed = sum(asked[row["id"]] != row["code"] for row in lines)
assert changed == 0, (
    f"{changed} of {len(asked)} words are not those of rows; vector is one more column, and the others stay as they were"
)
vectors = {row["id"]: row["vector"].toArray() for row in lines}
sizes = {len(vector) for vector in vectors.values()}
assert sizes == {count + 1}, (
    f"the vectors do not have {count + 1} slots; the training rows have {count} words, a gap is no word, and one slot is for the "
    "rest. Words of other rows should not be learned"
)
single = sum(float(vector.sum()) == 1.0 and float(vector.max()) == 1.0 for vector in vectors.values())
assert single == len(asked), f"{len(asked) - single} of {len(asked)} vectors do not have exactly one 1.0"
slots = {}
for number, word in enumerate(asked):
    slots.setdefault(word if word in words[:count] else "rest", set()).add(int(np.argmax(vectors[number])))
shared = sum(len(places) != 1 for places in slots.values())
assert shared == 0, f"{shared} words have more than one slot; all gaps and new words share one"
assert len({min(places) for places in slots.values()}) == len(slots), "two different words share a slot"

# %% test="unseen-levels-get-their-own-slot" points=1 hidden=true
# A batch in which everything is new still gets vectors, and of the same size
from course import drawn

rng = drawn("all-is-new")
count = int(rng.integers(3, 30))
train = spark.createDataFrame([(f"old{number}",) for number in range(count) for _ in range(2)], "kind string").coalesce(1)
asked = [(number, f"new{number}" if rng.random() < 0.7 else None) for number in range(12)]
out = one_hot(train, spark.createDataFrame(asked, "id long, kind string").coalesce(1), "kind")
assert isinstance(out, DataFrame) and "vector" in out.columns, "one_hot should return a Spark DataFrame with a column vector"
vectors = [row["vector"].toArray().tolist() for row in out.collect()]
assert len(vectors) == 12, f"12 new rows went in, {len(vectors)} came out"
assert all(len(vector) == count + 1 for vector in vectors), (
    f"the training rows have {count} values, so each vector should have {count + 1} slots, whatever the batch holds"
)
assert all(vector == vectors[0] and sum(vector) == 1.0 for vector in vectors), (
    "all rows are new, so all should have their 1.0 in the one additional slot"
)

# %% [markdown] task="encoding-fits-levels-and-model"
# ## Task 2 · Which encoding for which column?
#
# **4 points · DP-26**
#
# One-hot encoding is a good servant for a few words that come often. It is a poor one for thousands of words, or for a tree.
#
# Write `choose_encoding(train, columns, model, max_bins)`.
#
# - **Takes** `train`, a Spark DataFrame; `columns`, a list of names of text columns, which may have gaps; `model`, one of
#   `"tree"`, `"linear"`, `"clusters"`; and `max_bins`, a number: as many levels as the tree may have in one column.
# - **Returns** a dict from each column to one of `"index"`, `"one-hot"`, `"target"`, `"hash"`.
# - A *level* is a value that is not missing. Rows with a gap in a column are left out of all counts for that column. A level is
#   *rare* if fewer than **20** training rows have it.
#
# | model | if | then | otherwise |
# |---|---|---|---|
# | `"tree"` | the column has at most `max_bins` levels | `"index"`: a tree splits levels into two groups by itself | `"target"` |
# | `"linear"` | at most a tenth of the **rows** have a rare level | `"one-hot"` | `"target"` |
# | `"clusters"` | at most a tenth of the **rows** have a rare level | `"one-hot"` | `"hash"`: there is no label to learn a rate from |
#
# Free: one query or several, Spark or pandas.

# %% [markdown] hint="encoding-fits-levels-and-model"
# For each column one small table is enough: each level, and how many rows have it. Everything else follows from these counts.

# %% [markdown] hint="encoding-fits-levels-and-model"
# `train.where(F.col(column).isNotNull()).groupBy(column).count()` is that table. The number of its lines is the number of
# levels. The rows with a rare level are the **sum** of the counts below 20, not the number of such levels.

# %% [markdown] hint="encoding-fits-levels-and-model"
# Almost the line: `rare = sum(count for count in counts if count < 20) / sum(counts)`, then `"one-hot" if rare <= 0.1 else …`.

# %% answer="encoding-fits-levels-and-model"
def choose_encoding(train, columns, model, max_bins):
    """Return {column: "index" | "one-hot" | "target" | "hash"} by the levels of each column and the kind of model."""
    ### BEGIN SOLUTION
    chosen = {}
    for column in columns:
        levels = train.where(F.col(column).isNotNull()).groupBy(column).count().collect()
        counts = [row["count"] for row in levels]
        rare = sum(count for count in counts if count < 20) / sum(counts)
        if model == "tree":
            chosen[column] = "index" if len(counts) <= max_bins else "target"
        else:
            chosen[column] = "one-hot" if rare <= 0.1 else {"linear": "target", "clusters": "hash"}[model]
    return chosen
    ### END SOLUTION

# %% test="encoding-fits-levels-and-model" points=1
# Four columns of the flights, three kinds of model
words = ["carrier", "dest", "tailnum", "engine"]
expected = {
    "tree": {"carrier": "index", "dest": "target", "tailnum": "target", "engine": "index"},
    "linear": {"carrier": "one-hot", "dest": "target", "tailnum": "target", "engine": "one-hot"},
    "clusters": {"carrier": "one-hot", "dest": "hash", "tailnum": "hash", "engine": "one-hot"},
}
for model, wanted in expected.items():
    found = choose_encoding(flights, words, model, 32)
    assert isinstance(found, dict) and set(found) == set(words), (
        f"choose_encoding returned {type(found).__name__}; it should return a dict with one entry for each of {words}"
    )
    for word in words:
        assert found[word] == wanted[word], (
            f"{word} for {model}: you chose {found[word]!r}; the table of the prompt gives {wanted[word]!r}. Count the levels, and "
            "the rows that have a rare one"
        )

# %% test="encoding-fits-levels-and-model" points=1 hidden=true
# Trees: the number of levels decides, and a gap is none
import pandas as pd

from course import drawn

rng = drawn("levels-for-a-tree")
levels = {name: int(count) for name, count in zip(["p", "q", "r"], rng.permutation([4, 9, 17]), strict=True)}
table = pd.DataFrame({name: [f"{name}{number % count}" for number in range(200)] for name, count in levels.items()})
table["p"] = table["p"].where(rng.random(200) > 0.1, None)
train = spark.createDataFrame(table).coalesce(1)
counts = {name: int(table[name].nunique()) for name in levels}
for bins in (counts["p"], counts["p"] - 1):
    found = choose_encoding(train, list(levels), "tree", bins)
    assert isinstance(found, dict) and set(found) == set(levels), "choose_encoding should return a dict with an entry for each column"
    off = sum(found[name] != ("index" if counts[name] <= bins else "target") for name in levels)
    assert off == 0, (
        f"{off} of 3 columns get another encoding for a tree with max_bins={bins} than the prompt says; a tree needs no one-hot "
        "vectors, as many levels as bins still fit, and a gap is no level"
    )

# %% test="encoding-fits-levels-and-model" points=2 hidden=true
# Linear models and clusters: the share of rows decides, not the share of levels
import pandas as pd

from course import drawn

rng = drawn("rare-levels")
size = 400
kinds = {
    "many rare levels, few rows": [52] * 7 + [4] * 9,
    "few rare levels, many rows": [75] * 4 + [18] * 5 + [10],
    "exactly a tenth": [60] * 6 + [10] * 4,
    "all come often": [20] * 20,
    "each comes once": [1] * size,
}
names = dict(zip(kinds, [f"c{number}" for number in rng.permutation(len(kinds))], strict=True))
table = pd.DataFrame({
    names[kind]: rng.permutation([f"w{place}" for place, count in enumerate(counts) for _ in range(count)])
    for kind, counts in kinds.items()
})
gappy = [f"v{number % 4}" for number in range(160)] + [f"u{number % 3}" for number in range(30)] + [None] * 210
table["gaps"] = pd.Series(gappy, dtype=object)[rng.permutation(size)].to_numpy()
train = spark.createDataFrame(table).coalesce(1)
often = {names["many rare levels, few rows"], names["exactly a tenth"], names["all come often"]}
for model, other, bins in (("linear", "target", 3), ("linear", "target", 32), ("clusters", "hash", 3), ("clusters", "hash", 32)):
    found = choose_encoding(train, list(table.columns), model, bins)
    assert isinstance(found, dict) and set(found) == set(table.columns), (
        "choose_encoding should return a dict with an entry for each column"
    )
    off = [name for name in table.columns if found[name] != ("one-hot" if name in often else other)]
    assert "gaps" not in off, (
        "a column with gaps gets another encoding than the prompt says; rows with a gap are left out of all counts of that column"
    )
    assert not off, (
        f"{len(off)} of 6 columns get another encoding for {model} than the prompt says; it asks for the share of the rows that "
        "have a rare level (fewer than 20 rows), exactly a tenth is still one-hot, and max_bins is for trees alone"
    )

# %% [markdown] task="no-row-sees-its-own-label"
# ## Task 3 · A rate that no row has helped to make
#
# **4 points · DP-26**
#
# "How often was this aircraft late?" is one column instead of thousands. But if a row's own label is in its rate, the model
# learns to trust a column that will not keep its promise. So the training rows are cut into folds, and each row gets a rate
# from the **other** folds. The rate of an aircraft with few flights is pulled to the mean of all (*smoothing*).
#
# Write `out_of_fold(train, key, smoothing)`.
#
# - **Takes** `train`, a Spark DataFrame with the label `late` (0.0 or 1.0, no gaps), `fold` (int, no gaps; at least two
#   folds, of any size) and the text column `key`, which may have gaps; and `smoothing`, a number above 0.
# - **Returns** `train`, each row once with all its columns, and a column `rate` (a double).
# - For a row of fold $f$, use only the rows whose fold is **not** $f$. Let $p$ be the mean of `late` of them all, $n$ the
#   number of those with the same key, and $s$ the sum of `late` of those. Then
#
# $$\mathrm{rate} = \frac{s + \mathrm{smoothing} \cdot p}{n + \mathrm{smoothing}}$$
#
# - A key that stands in no other fold, or is missing, has $n = s = 0$: its rate is $p$.
# - Tolerance: $10^{-9}$.
#
# Free: joins, windows, `TargetEncoder` for each fold, pandas.

# %% [markdown] hint="no-row-sees-its-own-label"
# Think of one fold first: who is asked, and who answers? Then do it for each fold, and put the pieces together again.

# %% [markdown] hint="no-row-sees-its-own-label"
# For fold `f`: `others = train.where(F.col("fold") != f)`. `others.groupBy(key).agg(F.sum("late"), F.count("late"))` is
# joined from the left to `train.where(F.col("fold") == f)`. `unionByName` puts the folds together.

# %% [markdown] hint="no-row-sees-its-own-label"
# Almost the line: with `n` and `s` filled with 0 after the join, `(F.col("s") + smoothing * p) / (F.col("n") + smoothing)`,
# where `p = others.agg(F.avg("late")).first()[0]`.

# %% answer="no-row-sees-its-own-label"
def out_of_fold(train, key, smoothing):
    """Return train with rate: the smoothed mean of late over the rows of the other folds that have the same key."""
    ### BEGIN SOLUTION
    own = train.select(F.col("fold").alias("own")).distinct()
    others = own.join(train.select("fold", key, "late"), F.col("own") != F.col("fold")).drop("fold").withColumnRenamed("own", "fold")
    priors = others.groupBy("fold").agg(F.avg("late").alias("p"))
    sums = others.groupBy("fold", key).agg(F.sum("late").alias("s"), F.count("late").alias("n"))
    joined = train.join(priors, "fold").join(sums, ["fold", key], "left").fillna(0, ["s", "n"])
    rate = (F.col("s") + smoothing * F.col("p")) / (F.col("n") + smoothing)
    return joined.withColumn("rate", rate).drop("p", "s", "n")
    ### END SOLUTION

# %% test="no-row-sees-its-own-label" points=1
# Six flights in two folds, with a pencil
six = [(1, "N1", 0, 1.0), (2, "N1", 0, 1.0), (3, "N2", 0, 0.0), (4, "N1", 1, 0.0), (5, "N2", 1, 1.0), (6, "N3", 1, 0.0)]
out = out_of_fold(spark.createDataFrame(six, "id long, tailnum string, fold int, late double").coalesce(1), "tailnum", 1.0)
assert isinstance(out, DataFrame) and {"id", "tailnum", "fold", "late", "rate"} <= set(out.columns), (
    f"out_of_fold returned {type(out).__name__}; it should return a Spark DataFrame: the columns of train, and rate"
)
found = {row["id"]: row["rate"] for row in out.collect()}
assert sorted(found) == [1, 2, 3, 4, 5, 6], f"flights 1 to 6 went in, {sorted(found)} came out; each should be there once"
pencil = {1: 1 / 6, 2: 1 / 6, 3: 2 / 3, 4: 8 / 9, 5: 1 / 3, 6: 2 / 3}
for number, wanted in pencil.items():
    assert found[number] is not None and abs(found[number] - wanted) < 1e-9, (
        f"flight {number} has the rate {found[number]}; by the formula, with the three flights of the other fold, it is {wanted:.4f}"
    )

# %% test="no-row-sees-its-own-label" points=2 hidden=true
# Drawn folds, keys that come often and keys that come once: no rate knows its own label
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("folds-and-planes")
size, smoothing = 240, float(rng.choice([0.5, 3.0, 12.0]))
folds = int(rng.integers(3, 6))
table = pd.DataFrame({
    "id": np.arange(size),
    "plane": [f"N{number}" for number in np.floor(60 * rng.random(size) ** 2).astype(int)],
    "fold": rng.permutation(np.minimum(np.arange(size) % (folds + 2), folds - 1)),  # the last is three times as large
    "late": (rng.random(size) < 0.35).astype(float),
})
table.loc[table["fold"] == 0, "late"] = (rng.random(int((table["fold"] == 0).sum())) < 0.6).astype(float)  # priors that differ
out = out_of_fold(spark.createDataFrame(table).coalesce(1), "plane", smoothing)
assert isinstance(out, DataFrame) and {"id", "rate"} <= set(out.columns), (
    f"out_of_fold returned {type(out).__name__}; it should return a Spark DataFrame with id and rate"
)
found = out.select("id", "rate").toPandas().sort_values("id")
assert found["id"].tolist() == table["id"].tolist(), f"{size} rows went in, {len(found)} came out; each should be there once"


def rates(answers):
    """The rates that these rows give to all rows: answers(row) is a mask of the rows that may answer."""
    values = []
    for row in table.itertuples():
        others = table[answers(row)]
        same = others.loc[others["plane"] == row.plane, "late"]
        values.append((same.sum() + smoothing * others["late"].mean()) / (len(same) + smoothing))
    return np.array(values)


given = found["rate"].to_numpy(float)
off = int((~np.isclose(given, rates(lambda row: table["fold"] != row.fold), atol=1e-9, rtol=0)).sum())
own = np.allclose(given, rates(lambda row: table["id"] >= 0), atol=1e-9, rtol=0)
assert not own, "each rate was made from all rows, so each row has helped to make its own; take the rows of the other folds alone"
assert off == 0, (
    f"{off} of {size} rates are not (s + smoothing * p) / (n + smoothing) of the other folds; is p, too, the mean of the other "
    "folds alone, in which each row counts once, and is the smoothing in both places?"
)

# %% test="no-row-sees-its-own-label" points=1 hidden=true
# A key that no other fold has, or that is missing, gets the mean of the other folds
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("lonely-planes")
folds = [int(fold) for fold in rng.permutation([3, 4, 8])]
table = pd.DataFrame({"id": np.arange(90), "fold": np.array(folds)[np.arange(90) % 3]})
table["late"] = (rng.random(90) < table["fold"].map({3: 0.2, 4: 0.5, 8: 0.8})).astype(float)
kinds = rng.permutation(np.repeat(["known", "alone", "missing"], 30))
known = [f"K{number}" for number in rng.integers(0, 3, 90)]
names = {"known": known, "alone": [f"A{number}" for number in range(90)], "missing": [None] * 90}
table["ship"] = [names[kind][number] for number, kind in enumerate(kinds)]
smoothing = float(rng.choice([1.0, 5.0]))
out = out_of_fold(spark.createDataFrame(table).coalesce(1), "ship", smoothing)
assert isinstance(out, DataFrame) and "rate" in out.columns, "out_of_fold should return a Spark DataFrame with a column rate"
found = out.select("id", "rate").toPandas().sort_values("id")
assert len(found) == 90, f"90 rows went in, {len(found)} came out; a key that is alone or missing loses no row"
prior = np.array([table.loc[table["fold"] != fold, "late"].mean() for fold in table["fold"]])
off = ~np.isclose(found["rate"].to_numpy(float), prior, atol=1e-9, rtol=0)
for kind, words in (("alone", "stand in one fold only"), ("missing", "are missing")):
    count = int(off[kinds == kind].sum())
    assert count == 0, (
        f"{count} of 30 rows whose keys {words} have another rate than the mean of late over the other folds; nobody in the other "
        "folds shares their key, so n = s = 0"
    )

# %% [markdown] task="collisions-are-counted"
# ## Task 4 · Who shares a slot?
#
# **2 points · DP-26**
#
# `FeatureHasher` needs no list of levels and no `fit`. The price: two levels may get the same slot, and then the model cannot
# tell them apart.
#
# Write `collisions(rows, column, sizes)`.
#
# - **Takes** `rows`, a Spark DataFrame with the text column `column` (no gaps; the same level may stand in many rows), and
#   `sizes`, a list of numbers of slots.
# - **Returns** a dict from each size to a number (`int`): how many **levels** share their slot with at least one other level,
#   when `FeatureHasher(inputCols=[column], numFeatures=size)` hashes them.
# - Example: four levels in slots 2, 5, 5, 7 are 2 levels that share. Four levels in slots 5, 5, 5, 5 are 4.

# %% [markdown] hint="collisions-are-counted"
# Each level once. Hash it. Which slots were taken more than once, and by how many levels?

# %% [markdown] hint="collisions-are-counted"
# `FeatureHasher(…).transform(levels)` gives a sparse vector with one slot: `vector.indices[0]`. Collect the slots of the
# distinct levels and count them with `collections.Counter`.

# %% [markdown] hint="collisions-are-counted"
# Almost the line: `sum(count for count in collections.Counter(slots).values() if count > 1)`, for each size.

# %% answer="collisions-are-counted"
def collisions(rows, column, sizes):
    """Return {size: levels that share their slot with another level} for a FeatureHasher with that many slots."""
    ### BEGIN SOLUTION
    import collections

    from pyspark.ml.feature import FeatureHasher

    levels, shared = rows.select(column).distinct(), {}
    for size in sizes:
        hasher = FeatureHasher(inputCols=[column], outputCol="hashed", numFeatures=size)
        slots = collections.Counter(int(row["hashed"].indices[0]) for row in hasher.transform(levels).select("hashed").collect())
        shared[size] = sum(count for count in slots.values() if count > 1)
    return shared
    ### END SOLUTION

# %% test="collisions-are-counted" points=1
# The destinations of the flights: all share one slot, then ever fewer share
from numbers import Integral

dests = flights.select("dest").distinct().count()
found = collisions(flights, "dest", [1, 16, 1024])
assert isinstance(found, dict) and set(found) == {1, 16, 1024}, (
    f"collisions returned {type(found).__name__}; it should return a dict with an entry for each size"
)
assert all(isinstance(value, Integral) for value in found.values()), "each value should be an int, a number of levels"
assert found[1] == dests, (
    f"with one slot you count {found[1]} levels that share; there are {dests} destinations, and all of them have that slot"
)
assert found[16] >= dests - 15 and found[1024] <= 20, (
    f"with 16 and 1024 slots you count {found[16]} and {found[1024]} levels that share; 16 slots leave few of {dests} alone, 1024 "
    "leave nearly all alone. Count levels, not rows"
)

# %% test="collisions-are-counted" points=1 hidden=true
# Drawn words in drawn sizes, some words in many rows
import collections

from pyspark.ml.feature import FeatureHasher

from course import drawn

rng = drawn("hashed-words")
words = list({"".join(rng.choice(list("abcdefghijklmnop"), 5)) for _ in range(90)})
name = str(rng.choice(["port", "maker", "street"]))
sizes = [int(2 ** int(power)) for power in rng.permutation([4, 5, 6, 7, 8])[:3]] + [int(rng.integers(40, 99))]
rows = spark.createDataFrame([(word,) for word in words for _ in range(1 + len(word) % 3)], [name]).coalesce(1)
found = collisions(rows, name, sizes)
assert isinstance(found, dict) and set(found) == set(sizes), "collisions should return a dict with an entry for each size"
unique, off = rows.distinct(), []
for size in sizes:
    hashed = FeatureHasher(inputCols=[name], outputCol="hashed", numFeatures=size).transform(unique).select("hashed").collect()
    taken = collections.Counter(int(row["hashed"].indices[0]) for row in hashed)
    off += [size] if found[size] != sum(count for count in taken.values() if count > 1) else []
assert not off, (
    f"for {len(off)} of 4 sizes the number of levels that share a slot is another one; if three levels have one slot, all three "
    "share it. The slots are those of FeatureHasher, which hashes name and value together"
)

# %% [markdown] task="logarithm-can-be-undone"
# ## Task 5 · A logarithm with a way back
#
# **3 points · DP-27**
#
# Delays are skewed: most are small, a few are enormous. But many are zero, and many are negative. `log` of these is `NULL` in
# Spark, and no error says so.
#
# Write `through_the_log(rows, column)`.
#
# - **Takes** `rows`, a Spark DataFrame, and `column`, the name of a number column, which may have zeros, negative values and
#   gaps.
# - **Returns** `(out, means)`.
# - `out` is `rows`, each row once with all its columns, and two more. `<column>_log` is the logarithm of $1 + |x|$, with the
#   sign of $x$: 0 stays 0, and $-x$ gets the opposite of what $x$ gets. `<column>_back` is computed **from `<column>_log`**,
#   and gives $x$ again. A gap stays a gap in both.
# - `means` is a dict of three floats: `"mean"`, the mean of the column; `"back"`, what you get when you take the mean of
#   `<column>_log` and undo the logarithm; and `"factor"`, the number with which `"back"` must be multiplied to get `"mean"`.
#   (Tests of `means` use columns without negative values.)
# - Tolerance: one part in a million.

# %% [markdown] hint="logarithm-can-be-undone"
# Take the sign away, take the logarithm, give the sign back. The way back has the same three steps.

# %% [markdown] hint="logarithm-can-be-undone"
# `F.signum`, `F.abs`, `F.log1p` and `F.expm1`. All of them hand a gap on. For `means`, one `agg` with two averages is enough.

# %% [markdown] hint="logarithm-can-be-undone"
# Almost the line: `F.signum(x) * F.log1p(F.abs(x))` there, `F.signum(y) * F.expm1(F.abs(y))` back.

# %% answer="logarithm-can-be-undone"
def through_the_log(rows, column):
    """Return (out, means): rows with <column>_log and <column>_back, and the means with and without the logarithm."""
    ### BEGIN SOLUTION
    import math

    x, y = F.col(column), F.col(f"{column}_log")
    out = rows.withColumn(f"{column}_log", F.signum(x) * F.log1p(F.abs(x)))
    out = out.withColumn(f"{column}_back", F.signum(y) * F.expm1(F.abs(y)))
    mean, of_logs = out.agg(F.avg(x), F.avg(y)).first()
    back = math.copysign(math.expm1(abs(of_logs)), of_logs)
    return out, {"mean": mean, "back": back, "factor": mean / back}
    ### END SOLUTION

# %% test="logarithm-can-be-undone" points=1
# Early, in time and late: there and back, and the mean of 0 and 99
import math

delays = [(1, 0.0), (2, 99.0), (3, -20.0), (4, 1301.0), (5, None)]
answer = through_the_log(spark.createDataFrame(delays, "id long, arr_delay double").coalesce(1), "arr_delay")
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], DataFrame) and isinstance(answer[1], dict), (
    f"through_the_log returned {type(answer).__name__}; it should return (out, means): a Spark DataFrame and a dict"
)
assert {"id", "arr_delay", "arr_delay_log", "arr_delay_back"} <= set(answer[0].columns), (
    f"out has the columns {answer[0].columns}; arr_delay_log or arr_delay_back is not among them"
)
found = {row["id"]: (row["arr_delay_log"], row["arr_delay_back"]) for row in answer[0].collect()}
for number, delay in delays:
    if delay is None:
        gaps = [value is None or math.isnan(value) for value in found[number]]
        assert all(gaps), f"the gap became {found[number]}; it should stay a gap in both columns"
        continue
    wanted = math.copysign(math.log1p(abs(delay)), delay)
    assert found[number][0] is not None and abs(found[number][0] - wanted) < 1e-6, (
        f"a delay of {delay:.0f} has the logarithm {found[number][0]}; ln(1 + {abs(delay):.0f}) with the sign of the delay is {wanted:.4f}"
    )
    assert found[number][1] is not None and abs(found[number][1] - delay) < 1e-6 * (1 + abs(delay)), (
        f"a delay of {delay:.0f} came back as {found[number][1]}"
    )
means = through_the_log(spark.createDataFrame([(0.0,), (99.0,)], ["x"]).coalesce(1), "x")[1]
assert set(means) == {"mean", "back", "factor"} and all(isinstance(value, float) for value in means.values()), (
    "means should have the keys mean, back and factor, and a float for each"
)
assert abs(means["mean"] - 49.5) < 1e-6 and abs(means["back"] - 9) < 1e-6 and abs(means["factor"] - 5.5) < 1e-6, (
    f"for 0 and 99 your means are {means}; their mean is 49.5, the mean of ln(1) and ln(100) leads back to 9, and 5.5 times 9 is 49.5"
)

# %% test="logarithm-can-be-undone" points=1 hidden=true
# Drawn numbers of both signs, with zeros and gaps: each has its logarithm, alone or in company
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("both-signs")
size = 80
numbers = np.round(np.exp(rng.normal(3, 2, size)) * rng.choice([-1, 0, 1], size, p=[0.3, 0.2, 0.5]), 3)
gap = rng.random(size) < 0.15
cells = [(number, None if missing else float(value)) for number, (value, missing) in enumerate(zip(numbers, gap, strict=True))]
answer = through_the_log(spark.createDataFrame(cells, "id long, gain double").coalesce(1), "gain")
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], DataFrame), (
    f"through_the_log returned {type(answer).__name__}; it should return (out, means)"
)
found = answer[0].select("id", "gain_log", "gain_back").toPandas().sort_values("id")
assert len(found) == size, f"{size} rows went in, {len(found)} came out"
logs, back = pd.to_numeric(found["gain_log"]).to_numpy(float), pd.to_numeric(found["gain_back"]).to_numpy(float)
lost = int((np.isnan(logs) & ~gap).sum())
assert lost == 0, f"{lost} of {size} numbers have no logarithm; log of zero and log1p of -1 and below are NULL, without an error"
assert np.isnan(logs[gap]).all() and np.isnan(back[gap]).all(), "a gap did not stay a gap"
off = int((~np.isclose(logs[~gap], (np.sign(numbers) * np.log1p(np.abs(numbers)))[~gap], rtol=1e-6, atol=1e-9)).sum())
assert off == 0, f"{off} of {size} logarithms are not ln(1 + |x|) with the sign of x; it needs no other row to be computed"
wide = int((~np.isclose(back[~gap], numbers[~gap], rtol=1e-6, atol=1e-6)).sum())
assert wide == 0, f"{wide} of {size} numbers do not come back from their logarithm"

# %% test="logarithm-can-be-undone" points=1 hidden=true
# The mean, the mean of the logarithms undone, and the factor between them
import numpy as np

from course import drawn

rng = drawn("skewed-rentals")
values = np.floor(np.exp(rng.normal(float(rng.uniform(3, 5)), float(rng.uniform(0.8, 1.4)), 120)))
values[rng.permutation(120)[:9]] = 0.0
rows = [(float(value),) for value in values] + [(None,)] * int(rng.integers(1, 9))
answer = through_the_log(spark.createDataFrame(rows, "rentals double").coalesce(1), "rentals")
means = answer[1] if isinstance(answer, (tuple, list)) and len(answer) == 2 else None
assert isinstance(means, dict) and {"mean", "back", "factor"} <= set(means), (
    "through_the_log should return (out, means), and means has mean, back and factor"
)
back = float(np.expm1(np.log1p(values).mean()))
assert np.isclose(means["mean"], values.mean(), rtol=1e-6), "mean is not the mean of the column, with its gaps left out"
assert np.isclose(means["back"], back, rtol=1e-6), (
    "back is not the mean of the logarithms, undone; take the mean first, and undo its logarithm then (expm1, not exp)"
)
assert np.isclose(means["factor"], values.mean() / back, rtol=1e-6), "factor times back is not the mean of the column"

# %% [markdown] task="scaler-knows-train-alone"
# ## Task 6 · A scale that a few giants cannot stretch
#
# **3 points · DP-26, DP-27**
#
# Seats run to 400, distances to 1,600 miles, delays to a whole day. A k-means or a penalised model must not see these units.
#
# Write `scale(train, test, columns)`.
#
# - **Takes** two Spark DataFrames and `columns`, a list of names of number columns without gaps. A few values are hundreds of
#   times larger than the others.
# - **Returns** `(model, scaled)`. `model` is a fitted `PipelineModel`. `scaled` is what it makes of `test`: each row once
#   with its columns, and a vector column `scaled`, with the columns in the order of `columns`.
# - The scaled value is (value − median) ÷ (third quartile − first quartile). All three come from **`train`** alone. One giant
#   more or less hardly moves them.
# - Spark's quartiles are approximate: the tolerance is 0.05, or 5 % of the value where that is more.
#
# Free: the stages (all of `pyspark.ml` but `SQLTransformer`).

# %% [markdown] hint="scaler-knows-train-alone"
# Three scalers were in the lesson. Which one uses quartiles? And which of its steps is off unless you ask for it?

# %% [markdown] hint="scaler-knows-train-alone"
# `VectorAssembler`, then `RobustScaler`. Its default divides by the quartiles' distance, but does not subtract the median:
# `withCentering`.

# %% [markdown] hint="scaler-knows-train-alone"
# Almost the line: `RobustScaler(inputCol="numbers", outputCol="scaled", withCentering=True)` behind the assembler, then
# `model = Pipeline(stages=…).fit(train)` and `return model, model.transform(test)`.

# %% answer="scaler-knows-train-alone"
def scale(train, test, columns):
    """Return (model, scaled): a pipeline fitted on train alone, and test with the vector (value - median) / quartile range."""
    ### BEGIN SOLUTION
    from pyspark.ml.feature import RobustScaler, VectorAssembler

    stages = [
        VectorAssembler(inputCols=columns, outputCol="numbers"),
        RobustScaler(inputCol="numbers", outputCol="scaled", withCentering=True),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)
    ### END SOLUTION

# %% test="scaler-knows-train-alone" points=1
# Distances and delays of one half of the year, scaled as the other half says
import numpy as np

from course import leak

numbers = ["distance", "arr_delay"]
train, test = flights.where("month <= 5"), flights.where("month > 5")
answer = scale(train, test, numbers)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"scale returned {type(answer).__name__}; it should return (model, scaled), and model is a fitted PipelineModel"
)
assert isinstance(answer[1], DataFrame) and {"distance", "scaled"} <= set(answer[1].columns), (
    "scaled should be a Spark DataFrame with the columns of test, and a vector column scaled"
)
table = answer[1].select(*numbers, "scaled").toPandas()
quartiles = train.select(numbers).toPandas().quantile([0.25, 0.5, 0.75])
for place, name in enumerate(numbers):
    first, median, third = quartiles[name]
    wanted = (table[name] - median) / (third - first)
    seen = table["scaled"].map(lambda vector, place=place: float(vector[place]))
    assert (np.abs(wanted - seen) <= 0.05 * np.maximum(1, np.abs(wanted))).all(), (
        f"{name}: the scaled values run from {seen.min():.2f} to {seen.max():.2f}; with median and quartiles of train they run from "
        f"{wanted.min():.2f} to {wanted.max():.2f}"
    )
problem = leak(answer[0], train, test)
assert not problem, problem

# %% test="scaler-knows-train-alone" points=2 hidden=true
# Drawn columns with a few giants, and a test half that lies elsewhere: the model scales it
import numpy as np
import pandas as pd

from course import drawn, leak

rng = drawn("giants")
names = [str(name) for name in rng.permutation(["seats", "miles", "fuel"])]
table = pd.DataFrame({name: rng.normal(rng.uniform(-50, 300), rng.uniform(3, 40), 1400) for name in names})
later = np.arange(1400) >= 1000
for name in names:
    giant = rng.permutation(1000)[:12]
    table[name] += later * 1.5 * table[name].std()
    table.loc[giant, name] *= 300
table["id"] = np.arange(1400)
train, test = (spark.createDataFrame(part).coalesce(1) for part in (table[~later], table[later]))
answer = scale(train, test, names)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"scale returned {type(answer).__name__}; it should return (model, scaled)"
)
assert isinstance(answer[1], DataFrame) and {"id", "scaled"} <= set(answer[1].columns), "scaled should have the columns id and scaled"
made = answer[0].transform(test)
assert "scaled" in made.columns, "the model does not make scaled of test; the scaler has to be one of its stages"
made, found = (frame.select("id", "scaled").toPandas().sort_values("id") for frame in (made, answer[1]))
assert found["id"].tolist() == table.loc[later, "id"].tolist(), f"{int(later.sum())} rows went in, {len(found)} came out"
by_model, seen = (np.vstack([vector.toArray() for vector in frame["scaled"]]) for frame in (made, found))
assert seen.shape[1] == 3, f"the vector has {seen.shape[1]} slots; 3 columns were given"


def scaled_by(rows):
    first, median, third = (rows[names].quantile(share).to_numpy() for share in (0.25, 0.5, 0.75))
    return (table.loc[later, names].to_numpy() - median) / (third - first)


def distance(wanted):
    """How far the scaled values are from these: below 1 is within the tolerance."""
    return float((np.abs(seen - wanted) / (0.05 * np.maximum(1, np.abs(wanted)))).max())


problem = leak(answer[0], train, test)
assert not problem, problem
assert distance(scaled_by(table[later])) > 1, (
    "the values of test were scaled with the quartiles of test; what the model learned from train should be applied"
)
assert distance(scaled_by(table[~later])) <= 1, (
    "the scaled values are not (value - median) / (third - first quartile) of train; means, deviations and extremes are stretched "
    "by a few giants, and without centering the median is not 0"
)
assert by_model.shape == seen.shape and np.allclose(by_model, seen), (
    "the column scaled is not what the model makes of test; hand over the model that made it"
)
