# %% [markdown]
# # Exercise · Measure a model for each group, and explain its answers
#
# The lesson measured one model of the census. You now build five tools that work for any classifier: rates for each group, a
# selection ratio, permutation importance, exact Shapley values, and a model card.
#
# **Five tasks, 20 points, about 40 minutes.** Objective: MD-40; the rest is beyond the current exam guide.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work is
# graded. The tasks do not need each other, so you may take them in any order.
#
# The people below are real, from the census of 1994. Instead of a model, a simple rule makes the predictions: 13 years of
# schooling or more on the census's scale, or a capital gain above 5,000 dollars.

# %% given="setup"
import json
from itertools import permutations
from math import comb

import numpy as np
import pandas as pd
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import VectorAssembler
from pyspark.ml.functions import vector_to_array
from pyspark.ml.regression import DecisionTreeRegressor, LinearRegression
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F
from scipy.stats import binomtest
from sklearn.metrics import roc_auc_score

from course import dataset

spark = SparkSession.builder.getOrCreate()
people = spark.read.parquet(dataset("census")).where("fnlwgt % 100 = 7").coalesce(1)
label = (F.col("income") == ">50K").cast("double")
prediction = F.expr("education_num >= 13 OR capital_gain > 5000").cast("double")
columns = ["sex", "race", "age", "education_num", "hours_per_week", "capital_gain"]
people = people.select(*columns, label.alias("label"), prediction.alias("prediction")).cache()
people.orderBy("age", "hours_per_week", "race", "sex", "education_num").show(5)

# %% [markdown] task="rates-come-with-counts"
# ## Task 1 · Four rates for each group, with their counts
#
# **4 points · MD-40**
#
# Write `group_metrics(predictions, group)`.
#
# - **Takes** `predictions`, a Spark DataFrame with `label` and `prediction` (both 0.0 or 1.0, no gaps), and `group`, the name
#   of a text column, which may have gaps.
# - **Returns** a Spark DataFrame with one row for each group and the columns `group` (the name of the group), `people` (count
#   of rows), `positives` (count of rows with label 1), `selection_rate`, `true_positive_rate`, `false_positive_rate` and
#   `precision`.
# - People whose group is missing are a group, too. It is called `"missing"`.
# - A rate whose denominator is 0 is null: there is nothing to measure. It is not 0, and it is no error.
# - Tolerance of the rates: $10^{-9}$. The order of rows and columns is free.

# %% [markdown] hint="rates-come-with-counts"
# Write down the denominator of each rate first: all people of the group, those with label 1, those with label 0, those with
# prediction 1. The mean over exactly these rows is the rate.

# %% [markdown] hint="rates-come-with-counts"
# `F.avg` passes over null, and the mean of nothing is null. `F.when(condition, value)` without `otherwise` gives null where the
# condition does not hold. For the name of the group: `F.coalesce`. (If you divide counts: in Spark 4 `/ 0` is an error,
# `F.try_divide` gives null.)

# %% [markdown] hint="rates-come-with-counts"
# Almost the line: `F.avg(F.when(F.col("label") == 1, F.col("prediction"))).alias("true_positive_rate")`, in an `agg` behind
# `groupBy(F.coalesce(F.col(group), F.lit("missing")).alias("group"))`.

# %% answer="rates-come-with-counts"
def group_metrics(predictions, group):
    """Return a Spark DataFrame: group, people, positives and four rates, one row for each group."""
    ### BEGIN SOLUTION
    said, true = F.col("prediction"), F.col("label")
    name = F.coalesce(F.col(group), F.lit("missing"))
    return predictions.groupBy(name.alias("group")).agg(
        F.count("*").alias("people"),
        F.count_if(true == 1).alias("positives"),
        F.avg(said).alias("selection_rate"),
        F.avg(F.when(true == 1, said)).alias("true_positive_rate"),
        F.avg(F.when(true == 0, said)).alias("false_positive_rate"),
        F.avg(F.when(said == 1, true)).alias("precision"),
    )
    ### END SOLUTION

# %% test="rates-come-with-counts" points=1
# The rule, measured for women and men of 1994
from numbers import Number

answer = group_metrics(people, "sex")
assert isinstance(answer, DataFrame), f"group_metrics returned {type(answer).__name__}; it should return a Spark DataFrame"
rates = ["selection_rate", "true_positive_rate", "false_positive_rate", "precision"]
missing = sorted({"group", "people", "positives", *rates} - set(answer.columns))
assert not missing, f"the columns {missing} are missing; the prompt lists all seven names"
lines = answer.collect()
found = {row["group"]: row.asDict() for row in lines}
assert len(lines) == len(found), f"{len(lines)} rows came out for {len(found)} groups; there should be one row for each group"
assert sorted(map(str, found)) == ["Female", "Male"], f"the groups are {sorted(map(str, found))}; they should be Female and Male"
for sex, rows in people.toPandas().groupby("sex"):
    yes, true = rows["prediction"] == 1, rows["label"] == 1
    expected = dict(zip(rates, [yes.mean(), yes[true].mean(), yes[~true].mean(), true[yes].mean()]))
    expected |= {"people": len(rows), "positives": int(true.sum())}
    for name, value in expected.items():
        seen = found[sex][name]  # a Decimal is a number too
        assert isinstance(seen, Number) and abs(float(seen) - value) < 1e-9, (
            f"{name} of {sex} is {seen!r}, it should be {value:.6g}; which rows are its denominator?"
        )

# %% test="rates-come-with-counts" points=2 hidden=true
# Drawn predictions for four groups of very different size
from course import drawn

rng = drawn("rates-of-groups")
sizes, names = rng.integers([12, 30, 60, 120], [20, 50, 90, 160]), [f"{letter}-{rng.integers(10, 99)}" for letter in "KLMN"]
table = pd.DataFrame({"club": np.repeat(names, sizes)})
table["label"] = (rng.random(len(table)) < np.repeat(rng.uniform(0.3, 0.6, 4), sizes)).astype(float)
right = rng.random(len(table)) < np.repeat(rng.uniform(0.6, 0.8, 4), sizes)
table["prediction"] = np.where(right, table["label"], 1 - table["label"])
for name in names:  # each group has each of the four kinds of people
    table.loc[table.index[table["club"] == name][:4], ["label", "prediction"]] = [[0, 0], [0, 1], [1, 0], [1, 1]]
answer = group_metrics(spark.createDataFrame(table.sample(frac=1, random_state=int(rng.integers(999)))).coalesce(1), "club")
assert isinstance(answer, DataFrame), f"group_metrics returned {type(answer).__name__}; it should return a Spark DataFrame"
lines = answer.collect()
found = {row["group"]: row.asDict() for row in lines}
assert set(found) == set(names), f"4 groups went in, {len(found)} came out, or their names have changed"
assert len(lines) == 4, f"{len(lines)} rows came out for 4 groups; there should be one row for each group"
meanings = {
    "people": ("all rows of the group", lambda y, p: len(y)),
    "positives": ("the rows with label 1", lambda y, p: y.sum()),
    "selection_rate": ("of all people of the group, the share with prediction 1", lambda y, p: p.mean()),
    "true_positive_rate": ("of those with label 1, the share with prediction 1", lambda y, p: p[y == 1].mean()),
    "false_positive_rate": ("of those with label 0, the share with prediction 1", lambda y, p: p[y == 0].mean()),
    "precision": ("of those with prediction 1, the share with label 1", lambda y, p: y[p == 1].mean()),
}
for name, (meaning, measure) in meanings.items():
    truth = {club: measure(rows["label"], rows["prediction"]) for club, rows in table.groupby("club")}
    off = sum(found[club][name] is None or abs(float(found[club][name]) - value) > 1e-9 for club, value in truth.items())
    assert off == 0, f"{name} is another number in {off} of 4 groups; it is {meaning}"

# %% test="rates-come-with-counts" points=1 hidden=true
# A group without positives, one that nobody is selected from, and people without a group
from course import drawn

rng = drawn("empty-denominators")
sizes = {"plain": int(rng.integers(20, 30)), "no positives": int(rng.integers(5, 9)), "nobody selected": int(rng.integers(5, 9))}
sizes |= {None: int(rng.integers(6, 12)), "all selected, all right": int(rng.integers(4, 8))}
rows = []
for name, size in sizes.items():
    labels, said = rng.integers(0, 2, size), rng.integers(0, 2, size)
    labels[:4], said[:4] = [0, 0, 1, 1], [0, 1, 0, 1]
    labels = {"no positives": np.zeros(size), "all selected, all right": np.ones(size)}.get(name, labels)
    said = {"nobody selected": np.zeros(size), "all selected, all right": np.ones(size)}.get(name, said)
    rows += [(name, float(y), float(p)) for y, p in zip(labels, said)]
frame = spark.createDataFrame(rows, "team string, label double, prediction double").coalesce(1)
answer = group_metrics(frame, "team")
assert isinstance(answer, DataFrame), f"group_metrics returned {type(answer).__name__}; it should return a Spark DataFrame"
lines = answer.collect()
found = {row["group"]: row.asDict() for row in lines}
assert "missing" in found and found["missing"]["people"] == sizes[None], (
    'people without a group should be counted under the name "missing"; they get predictions like everybody else'
)
table = pd.DataFrame(rows, columns=["team", "label", "prediction"]).fillna({"team": "missing"})
assert set(found) == set(table["team"]), f"5 groups went in, {len(found)} came out, or their names have changed"
assert len(lines) == 5, f"{len(lines)} rows came out for 5 groups; there should be one row for each group"
for team, part in table.groupby("team"):
    y, p = part["label"], part["prediction"]
    measured = {"selection_rate": p, "true_positive_rate": p[y == 1], "false_positive_rate": p[y == 0], "precision": y[p == 1]}
    for rate, values in measured.items():
        value = found[team][rate]
        if len(values) == 0:
            assert value is None, (
                f"a group in which {rate} has the denominator 0 gets a number or NaN; there is nothing to measure, so it should "
                "be null"
            )
        else:
            assert value is not None and abs(float(value) - values.mean()) < 1e-9, (
                f"in a group {rate} is null or another number than {values.mean():.3g}, measured on {len(values)} people; "
                "none of some people is a rate of 0, only an empty denominator gives null"
            )
assert found["no positives"]["positives"] == 0, "a count of nothing is 0, and positives of a group without any is not"

# %% [markdown] task="ratio-leaves-small-groups-out"
# ## Task 2 · The selection ratio, and who was left out of it
#
# **3 points · MD-40**
#
# With five people in a group, one more or less changes the rate by 0.2. So a ratio is made of groups that are large enough, and
# it says which groups it has left out.
#
# Write `selection_ratio(predictions, group, smallest)`.
#
# - **Takes** `predictions`, a pandas DataFrame with `prediction` (0.0 or 1.0) and the column that `group` names (texts, no
#   gaps); and `smallest`, a whole number.
# - A group counts if it has **at least** `smallest` people.
# - **Returns** a dict: `"ratio"`, the lowest selection rate divided by the highest, of the groups that count (a float);
#   `"lowest"` and `"highest"`, the names of these two groups; `"left_out"`, the sorted list of the groups that do not count.
# - If fewer than two groups count, or if the highest rate is 0, then `ratio`, `lowest` and `highest` are `None`.
# - Tolerance: $10^{-9}$. In the tests no two groups have the same rate, except when all rates are 0.

# %% [markdown] hint="ratio-leaves-small-groups-out"
# Two numbers for each group: how many people it has, and the mean of their predictions. First decide who counts, then look for
# the lowest and the highest.

# %% [markdown] hint="ratio-leaves-small-groups-out"
# `predictions.groupby(group)["prediction"].agg(["size", "mean"])` gives both. `idxmin()` and `idxmax()` give names.

# %% [markdown] hint="ratio-leaves-small-groups-out"
# Almost the line: `rates = table[table["size"] >= smallest]["mean"]`, then `rates.min() / rates.max()` if `len(rates) >= 2` and
# `rates.max() > 0`.

# %% answer="ratio-leaves-small-groups-out"
def selection_ratio(predictions, group, smallest):
    """Return {"ratio", "lowest", "highest", "left_out"} of the groups with at least `smallest` people."""
    ### BEGIN SOLUTION
    table = predictions.groupby(group)["prediction"].agg(["size", "mean"])
    rates, small = table.loc[table["size"] >= smallest, "mean"], table.index[table["size"] < smallest]
    answer = {"ratio": None, "lowest": None, "highest": None, "left_out": sorted(small)}
    if len(rates) >= 2 and rates.max() > 0:
        answer |= {"ratio": float(rates.min() / rates.max()), "lowest": rates.idxmin(), "highest": rates.idxmax()}
    return answer
    ### END SOLUTION

# %% test="ratio-leaves-small-groups-out" points=1
# Women and men of 1994
table = people.toPandas()
answer = selection_ratio(table, "sex", 30)
assert isinstance(answer, dict) and {"ratio", "lowest", "highest", "left_out"} <= set(answer), (
    f"selection_ratio returned {type(answer).__name__}; it should return a dict with ratio, lowest, highest and left_out"
)
rates = table.groupby("sex")["prediction"].mean().sort_values()
assert isinstance(answer["ratio"], float) and abs(answer["ratio"] - rates.iloc[0] / rates.iloc[1]) < 1e-9, (
    f"the rule selects {rates.iloc[0]:.3f} of {rates.index[0]} and {rates.iloc[1]:.3f} of {rates.index[1]}: the ratio is "
    f"{rates.iloc[0] / rates.iloc[1]:.4f}, selection_ratio says {answer['ratio']}; it is a ratio of rates, not of counts"
)
assert [answer["lowest"], answer["highest"], answer["left_out"]] == [*rates.index, []], (
    f"lowest, highest and left_out are {answer['lowest']}, {answer['highest']}, {answer['left_out']}; they should be names"
)

# %% test="ratio-leaves-small-groups-out" points=2 hidden=true
# Drawn groups: some too small, one exactly at the limit, a ratio of 0, and ratios that do not exist
from course import drawn

rng = drawn("ratios")
smallest = int(rng.integers(20, 40))
names = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("PQRSTUV"))]
first, second, third = sorted(names[4:])
names[4:] = second, first, third  # by size, up or down, these three are not sorted
sizes = [smallest, 2 * smallest + 1, 5 * smallest + 3, 3 * smallest + 2, smallest - 1, 9, 4]
chosen = [round(share * size) for share, size in zip(rng.permutation([0.2, 0.45, 0.6, 0.8]), sizes)] + [0, 3, 4]
table = pd.DataFrame({
    "club": np.repeat(names, sizes),
    "prediction": np.concatenate([np.repeat([1.0, 0.0], [yes, size - yes]) for yes, size in zip(chosen, sizes)]),
}).sample(frac=1, random_state=int(rng.integers(999)), ignore_index=True)
table = pd.concat([table[table["club"] == third], table[table["club"] != third]], ignore_index=True)  # nor as they come
answer = selection_ratio(table, "club", smallest)
assert isinstance(answer, dict) and {"ratio", "lowest", "highest", "left_out"} <= set(answer), (
    "selection_ratio should return a dict with ratio, lowest, highest and left_out"
)
left_out = answer["left_out"]
assert isinstance(left_out, list) and left_out == sorted(names[4:]), (
    f"3 groups have fewer than {smallest} people and one has exactly {smallest}; left_out should be the sorted list of the 3: "
    "a group counts if it has at least that many people, selected or not"
)
rates = {name: yes / size for name, yes, size in zip(names[:4], chosen, sizes)}
expected = min(rates.values()) / max(rates.values())
assert isinstance(answer["ratio"], float) and abs(answer["ratio"] - expected) < 1e-9, (
    f"of the 4 groups that count, the lowest rate divided by the highest is {expected:.3f}, and something else came back; "
    "small groups take no part, and a rate is the share of the group's own people"
)
assert [answer["lowest"], answer["highest"]] == [min(rates, key=rates.get), max(rates, key=rates.get)], (
    "lowest and highest are not the groups with the lowest and the highest selection rate"
)
cases = {"one group counts": table[table["club"].isin(names[3:])], "nobody is selected": table.assign(prediction=0.0)}
for what, rows in cases.items():
    answer = selection_ratio(rows.reset_index(drop=True), "club", smallest)
    assert isinstance(answer, dict) and [answer.get(name) for name in ("ratio", "lowest", "highest")] == [None] * 3, (
        f"when {what}, there is no ratio: ratio, lowest and highest should be None"
    )
    assert answer["left_out"] == sorted(names[4:]), f"when {what}, left_out should still name the 3 small groups"
rows = table[table["club"] != second].reset_index(drop=True)  # now one of the 4 has nobody selected, and no other group
rows.loc[rows["club"] == names[1], "prediction"] = 0.0
answer, rates = selection_ratio(rows, "club", smallest), rates | {names[1]: 0.0}
assert isinstance(answer, dict) and isinstance(answer.get("ratio"), float) and answer["ratio"] == 0, (
    "when nobody is selected from one of the 4 groups that count, the lowest rate is 0, and so the ratio is 0.0; it is None only "
    "if the highest rate is 0 or fewer than two groups count"
)
assert [answer["lowest"], answer["highest"]] == [names[1], max(rates, key=rates.get)], (
    "when nobody is selected from one of the 4 groups that count, this group is the lowest, and the highest is still there"
)

# %% [markdown] task="shuffled-column-loses-its-meaning"
# ## Task 3 · Permutation importance, with its spread
#
# **5 points · MD-40**
#
# Write `permutation_importance(model, rows, columns, repeats, seed)`.
#
# - **Takes** `model`, a fitted `PipelineModel` of a classifier, which makes `probability` from the columns of `rows`; `rows`,
#   a Spark DataFrame of test rows with a unique `id`, number columns, and `label` (0.0 or 1.0), without gaps; `columns`, a
#   list of names of number columns; and two whole numbers.
# - **Returns** a dict: for each of the `columns` a list of `repeats` floats. Each is the **fall** of the AUC: the AUC on the
#   rows as they are minus the AUC after this one column was shuffled. All other columns stay as they are.
# - The AUC is that of the probability of class 1, as `roc_auc_score` computes it.
# - Each repeat is a new shuffle. The same `seed` gives the same numbers, another one other numbers. Spark promises no order of
#   rows, so sort by `id` before you shuffle.
#
# Free: one `transform` for each shuffle, or one for all of them together (faster).

# %% [markdown] hint="shuffled-column-loses-its-meaning"
# Take the rows to pandas, sorted. Make a *copy* for each column and repeat, with one column shuffled. Then let the model score
# the copy, and compare its AUC with the first one.

# %% [markdown] hint="shuffled-column-loses-its-meaning"
# One `rng = np.random.default_rng(seed)` before the loops, and `rng.permutation(values)` in them.
# `vector_to_array("probability")[1]` is the probability of class 1. `pd.concat(copies, names=["column", "repeat"])` puts a
# dict of tables one below the other, if you want a single `transform`.

# %% [markdown] hint="shuffled-column-loses-its-meaning"
# Almost the line: `copy = table.assign(**{column: rng.permutation(table[column])})`, then `scored =
# model.transform(spark.createDataFrame(copy)).select("label", vector_to_array("probability")[1].alias("p")).toPandas()`, and
# `base - roc_auc_score(scored["label"], scored["p"])`.

# %% answer="shuffled-column-loses-its-meaning"
def permutation_importance(model, rows, columns, repeats, seed):
    """Return {column: [fall of the AUC, once for each repeat]}."""
    ### BEGIN SOLUTION
    table, rng = rows.toPandas().sort_values("id", ignore_index=True), np.random.default_rng(seed)
    copies = [table.assign(copy=-1)]
    for number in range(len(columns) * repeats):
        name = columns[number // repeats]
        copies.append(table.assign(**{name: rng.permutation(table[name]), "copy": number}))
    scored = model.transform(spark.createDataFrame(pd.concat(copies)))
    scored = scored.select("copy", "label", vector_to_array("probability")[1].alias("p")).toPandas()
    auc = {copy: roc_auc_score(part["label"], part["p"]) for copy, part in scored.groupby("copy")}
    falls = [float(auc[-1] - auc[number]) for number in range(len(columns) * repeats)]
    return {name: falls[at * repeats : (at + 1) * repeats] for at, name in enumerate(columns)}
    ### END SOLUTION

# %% test="shuffled-column-loses-its-meaning" points=2
# A model of three real columns, and a fourth one that it does not read
names = ["age", "education_num", "hours_per_week"]
table = people.toPandas()[[*names, "label"]].assign(id=range(people.count()), badge=lambda rows: rows["id"] % 17)
rows = spark.createDataFrame(table).coalesce(1)
model = Pipeline(stages=[VectorAssembler(inputCols=names, outputCol="features"), LogisticRegression(regParam=0.01)]).fit(rows)
found = permutation_importance(model, rows, [*names, "badge"], 5, 1)
assert isinstance(found, dict) and list(map(str, sorted(found))) == sorted([*names, "badge"]), (
    f"permutation_importance returned {type(found).__name__}; it should return a dict with a list for each of the columns"
)
assert all(isinstance(falls, list) and len(falls) == 5 for falls in found.values()), "each column should have a list of 5 floats"
rng, margin = np.random.default_rng(0), table[names].to_numpy(float) @ model.stages[-1].coefficients.toArray()
base = roc_auc_score(table["label"], margin)
for name, weight in zip(names, model.stages[-1].coefficients.toArray()):
    shuffles = (margin + weight * (rng.permutation(table[name]) - table[name]) for _ in range(40))
    expected = base - np.mean([roc_auc_score(table["label"], shuffled) for shuffled in shuffles])
    assert abs(np.mean(found[name]) - expected) < 0.06, (
        f"{name}: the AUC falls by {np.mean(found[name]):.3f} in the mean, about {expected:.3f} was expected; the fall is the "
        "AUC before minus the AUC after, and only one column at a time is shuffled"
    )
assert max(map(abs, found["badge"])) < 1e-12, "the model does not read badge, so shuffling it should change nothing at all"

# %% test="shuffled-column-loses-its-meaning" points=3 hidden=true
# Planted weights: the falls are as large as they should be, they have a spread, and the seed decides
from course import drawn

rng = drawn("planted-weights")
size, names = 500, [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("efgh"))]
strong, middle, idle, unread = names
table = pd.DataFrame({name: rng.normal(rng.uniform(-3, 3), 1, size) for name in names}).assign(id=rng.permutation(size))
score = 3.0 * (table[strong] - table[strong].mean()) - 1.6 * (table[middle] - table[middle].mean())
table["label"] = (rng.random(size) < 1 / (1 + np.exp(-score))).astype(float)
rows, used = spark.createDataFrame(table).coalesce(1), [strong, middle, idle]
model = Pipeline(stages=[VectorAssembler(inputCols=used, outputCol="x"), LogisticRegression(featuresCol="x")]).fit(rows)
weights = dict(zip(used, model.stages[-1].coefficients.toArray()))
found = permutation_importance(model, rows, [strong, middle, idle, unread], 5, int(rng.integers(1000)))
assert isinstance(found, dict) and set(found) == set(names), "the dict should have exactly the columns that were asked for"
assert all(isinstance(falls, list) and len(falls) == 5 for falls in found.values()), "each column should have a list of 5 floats"
margin = sum(weight * table[name] for name, weight in weights.items())
base = roc_auc_score(table["label"], margin)
for name, weight in weights.items():
    shuffles = (margin + weight * (rng.permutation(table[name]) - table[name]) for _ in range(40))
    expected = base - np.mean([roc_auc_score(table["label"], shuffled) for shuffled in shuffles])
    kind = {strong: "the strongest column", middle: "the second column"}.get(name, "a column that hardly matters")
    assert abs(np.mean(found[name]) - expected) < 0.05, (
        f"{kind} should lose about {expected:.2f} of AUC in the mean, and something else came back; shuffle the values that are "
        "there (a constant is no shuffle), one column at a time, and put it back before the next one; the AUC is that of the "
        "probability"
    )
assert max(map(abs, found[unread])) < 1e-12, "a column that the model does not read loses something; its fall should be 0"
assert len({round(fall, 9) for fall in found[strong]}) > 1, (
    "all repeats of a column have the same fall; each repeat should be a new shuffle, make the generator once, before the loops"
)
mixed = spark.createDataFrame(table.iloc[::-1].reset_index(drop=True)).coalesce(1)  # the same rows in another order
calls = ((rows, 11), (mixed, 11), (rows, 12))
first, again, other = (permutation_importance(model, frame, [middle], 2, seed) for frame, seed in calls)
assert np.allclose(first[middle], again[middle], atol=1e-9), (
    "the same seed gave other numbers for the same rows in another order; sort by id, then shuffle with a generator of this seed"
)
assert not np.allclose(first[middle], other[middle], atol=1e-9), (
    "another seed gave the same numbers; the shuffles should come from the seed"
)
pair = table.iloc[[0, 1]].assign(**dict.fromkeys(names, 0.0), label=[0.0, 1.0])
pair[strong] = [(log_odds - model.stages[-1].intercept) / weights[strong] for log_odds in (2.0, 4.0)]  # both predictions are 1
two = permutation_importance(model, spark.createDataFrame(pair).coalesce(1), [strong], 20, 5)[strong]
assert all(min(abs(fall), abs(fall - 1)) < 1e-9 for fall in two), (
    "two values can only stay or change places, so the fall is 0 or 1, and another came back; a shuffle uses each value once"
)
assert max(two) > 0.5, (  # bad luck only once in a million
    "two rows with the same prediction have different probabilities, and in 20 shuffles the AUC never falls; the AUC is that of "
    "the probability"
)

# %% [markdown] task="parts-add-up-to-the-whole"
# ## Task 4 · Exact Shapley values
#
# **5 points · MD-40**
#
# Write `shapley_values(model, person, background, groups)`.
#
# - **Takes** `model`, a fitted `PipelineModel` that makes `prediction` (a regression); `person`, a dict from column to number;
#   `background`, a pandas DataFrame with the same columns; and `groups`, a dict from a name to a list of columns. Each column
#   belongs to exactly one group. There are at most four groups and 25 background rows.
# - The **worth** of a coalition of groups is the mean prediction over the background rows, after the columns of the coalition
#   have got the person's values. All other columns keep the background's values.
# - The value of a group is the mean, over **all orders** in which the groups may come in, of what the worth gains when this
#   group comes in.
# - **Returns** a dict from each name to its value (a float). Tolerance: $10^{-6}$.
#
# The values add up to the person's prediction minus the mean prediction of the background. Free: all orders, or the weights of
# the coalitions as in the lesson; one `transform` for each coalition, or one for all.

# %% [markdown] hint="parts-add-up-to-the-whole"
# Two steps. First a table with the worth of each of the 2ᵏ coalitions. Then the values, which need no model any more.

# %% [markdown] hint="parts-add-up-to-the-whole"
# A coalition can be a number whose bits say who is in: group `bit` is in if `coalition >> bit & 1`. For the batch:
# `background.assign(**{column: person[column] for column in …}, coalition=coalition)`, then `pd.concat`, one `transform`, and
# the mean of `prediction` for each coalition. `itertools.permutations` gives all orders.

# %% [markdown] hint="parts-add-up-to-the-whole"
# Almost the lines: for each `order` in `permutations(range(k))` start with `known = 0`; for each `bit` in it,
# `values[names[bit]] += (worth[known | 1 << bit] - worth[known]) / orders`, then `known |= 1 << bit`.

# %% answer="parts-add-up-to-the-whole"
def shapley_values(model, person, background, groups):
    """Return {group: Shapley value} of one person's prediction."""
    ### BEGIN SOLUTION
    names, k, batch = list(groups), len(groups), []
    for coalition in range(2**k):
        inside = [column for bit, name in enumerate(names) if coalition >> bit & 1 for column in groups[name]]
        batch.append(background.assign(**{column: person[column] for column in inside}, coalition=coalition))
    rows = pd.concat(batch).astype(dict.fromkeys(background.columns, float))
    said = model.transform(spark.createDataFrame(rows)).select("coalition", "prediction").toPandas()
    worth, values = said.groupby("coalition")["prediction"].mean(), {}
    for bit, name in enumerate(names):
        without = [coalition for coalition in range(2**k) if not coalition >> bit & 1]
        gains = [(worth[c | 1 << bit] - worth[c]) / (k * comb(k - 1, c.bit_count())) for c in without]
        values[name] = float(sum(gains))
    return values
    ### END SOLUTION

# %% test="parts-add-up-to-the-whole" points=2
# In a linear model a value is weight times (person minus mean of the background)
names = ["age", "education_num", "capital_gain"]
model = Pipeline(stages=[
    VectorAssembler(inputCols=names, outputCol="features"), LinearRegression(labelCol="hours_per_week")
]).fit(people.drop("prediction"))
background = people.toPandas()[names].astype(float).iloc[:20]
person = {"age": 50.0, "education_num": 14.0, "capital_gain": 3000.0}
found = shapley_values(model, person, background, {"age": ["age"], "the others": ["education_num", "capital_gain"]})
assert isinstance(found, dict) and set(found) == {"age", "the others"}, (
    f"shapley_values returned {type(found).__name__}; it should return a dict with a float for each group"
)
parts = model.stages[-1].coefficients.toArray() * (pd.Series(person)[names] - background.mean())
for name, value in {"age": parts["age"], "the others": parts["education_num"] + parts["capital_gain"]}.items():
    assert abs(found[name] - value) < 1e-6, (
        f"the value of {name!r} is {found[name]:.4f}, it should be {value:.4f} hours: the weight times the distance of the "
        "person from the mean of the background"
    )

# %% test="parts-add-up-to-the-whole" points=3 hidden=true
# A drawn tree, in which columns work together and one is not read
from course import drawn

rng = drawn("planted-tree")
names = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("stuvw"))]
one, two, three, four, unread = names
data = pd.DataFrame(rng.random((300, 5)).round(3), columns=names)
a, b, c, d = (data[name] > 0.5 for name in names[:4])
effects = rng.uniform([8, 3, -7, 2, 1], [12, 5, -5, 4, 2])
data["y"] = np.column_stack([a & b & c, a & ~b, b & d, c & ~a, d]) @ effects
rows, size = spark.createDataFrame(data).coalesce(1), int(rng.integers(15, 25))
assembler = VectorAssembler(inputCols=names[:4], outputCol="x")
model = Pipeline(stages=[assembler, DecisionTreeRegressor(featuresCol="x", labelCol="y", maxDepth=5, seed=1)]).fit(rows)
groups = {"first": [one], "second": [two], "pair": [three, four], "unread": [unread]}
person = {name: float(value) for name, value in zip(names, rng.uniform(0.6, 0.95, 5).round(3))}
background = pd.DataFrame(rng.random((size, 5)).round(3), columns=names)
background.loc[: size // 2, [one, two, three]] *= 0.5
found = shapley_values(model, person, background, groups)
assert isinstance(found, dict) and set(found) == set(groups), "the dict should have a float for each group, and nothing else"
coalitions = [frozenset(name for at, name in enumerate(groups) if number >> at & 1) for number in range(16)]
batch = [background.assign(**{x: person[x] for name in inside for x in groups[name]}) for inside in coalitions]
said = model.transform(spark.createDataFrame(pd.concat(batch, keys=range(16), names=["n", "at"]).reset_index()).coalesce(1))
means = said.groupBy("n").agg(F.avg("prediction")).collect()
worth = {coalitions[number]: mean for number, mean in means}
orders, truth = list(permutations(groups)), dict.fromkeys(groups, 0.0)
for order in orders:
    for place, name in enumerate(order):
        truth[name] += (worth[frozenset(order[: place + 1])] - worth[frozenset(order[:place])]) / len(orders)
assert abs(found["unread"]) < 1e-9, "a group whose columns the model does not read has a value; its value should be 0"
gap = sum(found.values()) - sum(truth.values())
assert abs(gap) < 1e-6, (
    f"the sum of the values is {abs(gap):.3f} away from the prediction minus the mean prediction of the background; "
    "every order counts alike, and the background's predictions are averaged, not its columns"
)
off = sum(abs(found[name] - truth[name]) > 1e-6 for name in groups)
assert off == 0, (
    f"the values add up, but {off} of 4 are other numbers; a value is the mean gain over all orders, not over one of them"
)

# %% [markdown] task="card-says-what-was-measured"
# ## Task 5 · A model card made of numbers
#
# **3 points · MD-40**
#
# Write `model_card(predictions, group, facts)`.
#
# - **Takes** `predictions`, a pandas DataFrame with `label` and `prediction` (0.0 or 1.0) and the column that `group` names
#   (texts, no gaps); and `facts`, a dict of texts and lists of texts: intended use, what it is not for, data with date and
#   licence.
# - **Returns** the card as **JSON text** (a `str`). It holds an object with all keys and values of `facts`, and
#   - `"people"`: the number of rows; `"accuracy"`: the share of rows in which the prediction is the label;
#   - `"groups"`: an object with one entry for **each** group: `"people"`, `"positives"` (rows with label 1),
#     `"selection_rate"`, and `"interval"`, a list of the two ends of the 95 % Wilson interval of the selection rate:
#     `binomtest(selected, people).proportion_ci(method="wilson")`;
#   - `"warnings"`: the sorted list of the groups with **fewer than 30 positives**. They stay in `"groups"`.
# - Tolerance: $10^{-6}$.

# %% [markdown] hint="card-says-what-was-measured"
# One dict: `{**facts, "people": …}`. One loop over `predictions.groupby(group)` fills the groups. At the end `json.dumps`.

# %% [markdown] hint="card-says-what-was-measured"
# `json` does not know NumPy's numbers: `int(…)` and `float(…)` make plain ones, and `binomtest` wants whole numbers. The
# interval has the ends `.low` and `.high`.

# %% [markdown] hint="card-says-what-was-measured"
# Almost the line: `ends = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson")`, and then
# `"interval": [float(ends.low), float(ends.high)]`.

# %% answer="card-says-what-was-measured"
def model_card(predictions, group, facts):
    """Return a model card as JSON text: the facts, and what was measured overall and for each group."""
    ### BEGIN SOLUTION
    groups = {}
    for name, rows in predictions.groupby(group):
        ends = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson")
        groups[name] = {
            "people": len(rows),
            "positives": int(rows["label"].sum()),
            "selection_rate": float(rows["prediction"].mean()),
            "interval": [float(ends.low), float(ends.high)],
        }
    right = float((predictions["label"] == predictions["prediction"]).mean())
    few = sorted(name for name, row in groups.items() if row["positives"] < 30)
    return json.dumps({**facts, "people": len(predictions), "accuracy": right, "groups": groups, "warnings": few})
    ### END SOLUTION

# %% test="card-says-what-was-measured" points=1
# The card of the rule, for women and men of 1994
facts = {"intended_use": "an exercise about rates by group", "not_for": ["jobs", "loans"], "data": "census of 1994, CC BY 4.0"}
table = people.toPandas()
text = model_card(table, "sex", facts)
assert isinstance(text, str), f"model_card returned {type(text).__name__}; it should return JSON text: json.dumps(card)"
card = json.loads(text)
assert isinstance(card, dict) and facts.items() <= card.items(), "the card should hold all facts, under the same keys"
assert card.get("people") == len(table) and abs(card["accuracy"] - (table["label"] == table["prediction"]).mean()) < 1e-6, (
    "people should be the number of rows, and accuracy the share of rows whose prediction is the label"
)
assert sorted(card.get("groups", {})) == ["Female", "Male"], "groups should have one entry for each group: Female and Male"
for name, rows in table.groupby("sex"):
    ends, entry = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson"), card["groups"][name]
    assert [entry["people"], entry["positives"]] == [len(rows), rows["label"].sum()], (
        f"{name}: people and positives are {entry['people']!r} and {entry['positives']!r}; they should be {len(rows)} and "
        f"{rows['label'].sum():.0f}, as JSON numbers, not texts"
    )
    assert np.allclose([entry["selection_rate"], *entry["interval"]], [rows["prediction"].mean(), *ends], atol=1e-6), (
        f"{name}: selection_rate and interval should be {rows['prediction'].mean():.4f} and [{ends.low:.4f}, {ends.high:.4f}]"
    )

# %% test="card-says-what-was-measured" points=2 hidden=true
# Drawn groups: large with few positives, small with many, and one that nobody is selected from
from course import drawn

rng = drawn("cards")
names = [f"{letter}{rng.integers(10, 99)}" for letter in rng.permutation(list("BCDFG"))]
names[0], names[3], names[4] = sorted([names[0], names[3], names[4]])  # these three are not sorted by size or by rate
sizes = [*rng.integers([150, 40, 80, 6], [200, 60, 120, 12]), 90]
positives = [int(rng.integers(5, 28)), int(rng.integers(31, 39)), 30, int(rng.integers(1, 5)), 29]
table = pd.DataFrame({"club": np.repeat(names, sizes)})
table["label"] = np.concatenate([np.repeat([1.0, 0.0], [yes, size - yes]) for yes, size in zip(positives, sizes)])
table["prediction"] = np.where(rng.random(len(table)) < 0.75, table["label"], 1 - table["label"])
table.loc[table["club"] == names[3], "prediction"] = 0.0
table = table.sample(frac=1, random_state=int(rng.integers(999)), ignore_index=True)
last = table["club"] == names[4]
table = pd.concat([table[last], table[~last]], ignore_index=True)  # nor as they come
purpose, use, key = (f"{word} {rng.integers(999)}" for word in ("purpose", "use", "licence"))
facts = {"intended_use": purpose, "not_for": [use, "others"], key: "CC0"}
text = model_card(table, "club", facts)
assert isinstance(text, str), f"model_card returned {type(text).__name__}; it should return JSON text"
card = json.loads(text)
assert isinstance(card, dict) and facts.items() <= card.items(), "the card should hold all facts, under the same keys"
assert card.get("people") == len(table) and abs(card["accuracy"] - (table["label"] == table["prediction"]).mean()) < 1e-6, (
    "people should be the number of rows, and accuracy the share of rows whose prediction is the label"
)
found = card.get("groups", {})
assert set(found) == set(names), (
    f"5 groups went in, {len(found)} stand on the card; a small group is named in the warnings, and it stays on the card"
)
for name, rows in table.groupby("club"):
    entry, selected = found[name], int(rows["prediction"].sum())
    assert [entry["people"], entry["positives"]] == [len(rows), rows["label"].sum()], (
        "people or positives of a group is another number, or not a number; positives are the rows with label 1, whatever the "
        "prediction is. Counts are JSON numbers, not texts: int(…) before json.dumps"
    )
    assert abs(entry["selection_rate"] - selected / len(rows)) < 1e-6, (
        "a selection rate is another number than the selected people divided by the people of the group"
    )
    assert np.allclose(entry["interval"], binomtest(selected, len(rows)).proportion_ci(method="wilson"), atol=1e-6), (
        "an interval is not the Wilson interval of the group's selection rate; the usual plus and minus 1.96 standard errors has "
        "no width when nobody is selected, and leaves 0 to 1 in small groups"
    )
few = sorted([names[0], names[3], names[4]])
assert card.get("warnings") == few, (
    "warnings should be the sorted list of the 3 groups with fewer than 30 positives; a large group may have few positives, and "
    "a group with exactly 30 is not warned about"
)
