# %% [markdown]
# # Exercise · Which rows has this pipeline seen?
#
# The lesson asked the census. You now get flights from LaGuardia, with the weather at the hour of departure and with what is
# known about the plane. Weather and planes have gaps, carriers come and go: you build the parts of a pipeline that can be
# trusted with such rows.
#
# **Six tasks, 20 points, about 40 minutes.** Objectives: MD-30 and MD-31.
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
weather = spark.read.parquet(dataset("weather")).select("origin", "time_hour", "wind_dir", "pressure")
planes = spark.read.parquet(dataset("planes")).select("tailnum", "engine", "seats")
flights = arrived.join(weather, ["origin", "time_hour"], "left").join(planes, "tailnum", "left")
columns = ["month", "carrier", "flight", "tailnum", "hour", "distance", "wind_dir", "pressure", "engine", "seats"]
flights = flights.select(*columns, (F.col("arr_delay") > 15).cast("double").alias("late")).cache()
flights.orderBy("month", "hour", "carrier", "flight").show(5)

# %% [markdown] task="coefficients-have-names"
# ## Task 1 · Every coefficient has a name
#
# **3 points · MD-30**
#
# A regression returns `DenseVector([-4.2, 0.03, …])`. Nobody can read that. But the stages before it remember which slot is
# what.
#
# Write `named_coefficients(model, rows)`.
#
# - **Takes** `model`, a fitted `PipelineModel` with exactly four stages: a `StringIndexerModel` for several columns, a
#   `OneHotEncoderModel` for its outputs (in the same order), a `VectorAssembler`, and a `LinearRegressionModel`; and `rows`, a
#   Spark DataFrame that the model can transform. You may use `rows`, but you need not.
# - The assembler takes one-hot vectors and number columns in **any** order. The stages may have any parameters, such as
#   `dropLast` and `handleInvalid`.
# - **Returns** a dict from a name (`str`) to the coefficient (`float`). The name of a number is its column: `"distance"`. The
#   name of a category is column and value: `"carrier=DL"`.
# - A value that has no slot may be left out, or get 0.0. A slot for gaps and unseen values, if there is one, may have any name.
# - Then for each row the intercept, the coefficients of its categories, and each number times its coefficient add up to the
#   model's prediction (tolerance: one part in a million).

# %% [markdown] hint="coefficients-have-names"
# `model.stages` is a list. Ask each stage what it learned and what its parameters are: the list of labels, the numbers of
# places, the order of the input columns.

# %% [markdown] hint="coefficients-have-names"
# `indexer.labelsArray[i]` holds the labels of `indexer.getInputCols()[i]`, in slot order. `encoder.categorySizes[i]` is the
# number of places. One slot less is used if `encoder.getDropLast()`, one more if `encoder.getHandleInvalid()` is `"keep"`.
# `assembler.getInputCols()` gives the order. (Or read the names from the schema, as the lesson did.)

# %% [markdown] hint="coefficients-have-names"
# Almost the line: with `places = [*labels, "unseen", "invalid"]`, `slots[vector] = [f"{column}={place}" for place in
# places[:width]]` for each vector, then
# `names = [name for part in assembler.getInputCols() for name in slots.get(part, [part])]`.

# %% answer="coefficients-have-names"
def named_coefficients(model, rows):
    """Return {"column" or "column=value": coefficient} of a pipeline that ends in a linear regression."""
    ### BEGIN SOLUTION
    indexer, encoder, assembler, regression = model.stages
    slots = {}
    for number, vector in enumerate(encoder.getOutputCols()):
        column, labels = indexer.getInputCols()[number], indexer.labelsArray[number]
        width = encoder.categorySizes[number] - int(encoder.getDropLast()) + int(encoder.getHandleInvalid() == "keep")
        slots[vector] = [f"{column}={label}" for label in [*labels, "unseen", "invalid"][:width]]
    names = [name for part in assembler.getInputCols() for name in slots.get(part, [part])]
    return {name: float(value) for name, value in zip(names, regression.coefficients, strict=True)}
    ### END SOLUTION

# %% test="coefficients-have-names" points=1
# The named parts of each real flight add up to its prediction
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression

rows = flights.where("month <= 3").select("carrier", "hour", "distance", F.col("late").alias("label"))
rows = rows.withColumn("half", F.when(F.col("hour") < 12, "morning").otherwise("after noon"))
text, vectors = ["carrier", "half"], ["carrier_vector", "half_vector"]
model = Pipeline(stages=[
    StringIndexer(inputCols=text, outputCols=["carrier_index", "half_index"], handleInvalid="keep"),
    OneHotEncoder(inputCols=["carrier_index", "half_index"], outputCols=vectors),
    VectorAssembler(inputCols=[*vectors, "hour", "distance"], outputCol="features"),
    LinearRegression(regParam=0.01),
]).fit(rows)
named = named_coefficients(model, rows)
assert isinstance(named, dict) and all(isinstance(value, float) for value in named.values()), (
    f"named_coefficients returned {type(named).__name__}; it should return a dict from names to floats"
)
table = model.transform(rows).select("carrier", "half", "hour", "distance", "prediction").toPandas()
expected = {"hour", "distance"} | {f"{column}={value}" for column in text for value in table[column]}
missing = sorted(expected - set(named))
assert not missing, f"{len(missing)} of {len(expected)} names are missing, such as {missing[0]!r}; the prompt shows the form"
for flight in table.itertuples():
    parts = named[f"carrier={flight.carrier}"] + named[f"half={flight.half}"]
    total = model.stages[-1].intercept + parts + named["hour"] * flight.hour + named["distance"] * flight.distance
    assert abs(total - flight.prediction) <= 1e-6 * max(1, abs(flight.prediction)), (
        f"a flight of {flight.carrier} in the {flight.half}: the parts add up to {total:.4f}, the model predicts "
        f"{flight.prediction:.4f}; is each name beside its own slot? The order of the labels is in labelsArray"
    )

# %% test="coefficients-have-names" points=2 hidden=true
# They add up when the order is another one, and whether the last value has a slot or not
import numpy as np
import pandas as pd
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression

from course import drawn

rng = drawn("planted-coefficients")
size = 160
letters = [str(letter) for letter in rng.permutation(list("ABCDEFGHIJKLMNOP"))]
values = {"base": letters[:4], "crew": letters[4:9]}
table = pd.DataFrame({
    "base": rng.choice(values["base"], size, p=[0.4, 0.3, 0.2, 0.1]),
    "crew": rng.choice(values["crew"], size, p=[0.3, 0.25, 0.2, 0.15, 0.1]),
    "seats": rng.integers(50, 300, size).astype(float),
    "fuel": rng.uniform(1, 9, size),
})
effect = {letter: float(rng.normal(0, 30)) for letter in letters[:9]}
table["label"] = table["base"].map(effect) + table["crew"].map(effect) + 0.4 * table["seats"] - 9 * table["fuel"]
table["label"] += rng.normal(0, 1, size)
rows = spark.createDataFrame(table)
parts = ["fuel", *[str(part) for part in rng.permutation(["base_v", "crew_v", "seats"])]]
keep = {"handleInvalid": "keep"}
for unseen, settings in (({}, {}), (keep, {"dropLast": False}), ({}, keep), ({}, {"dropLast": False, **keep})):
    model = Pipeline(stages=[
        StringIndexer(
            inputCols=["base", "crew"],
            outputCols=["base_i", "crew_i"],
            stringOrderType=str(rng.choice(["frequencyDesc", "frequencyAsc", "alphabetDesc"])),
            **unseen,
        ),
        OneHotEncoder(inputCols=["base_i", "crew_i"], outputCols=["base_v", "crew_v"], **settings),
        VectorAssembler(inputCols=parts, outputCol="x"),
        LinearRegression(featuresCol="x", regParam=0.01),  # without a penalty, a slot for each value has no single solution
    ]).fit(rows)
    named = named_coefficients(model, rows)
    assert isinstance(named, dict), f"named_coefficients returned {type(named).__name__}; it should return a dict"
    without = [name for name in ("seats", "fuel") if name not in named]
    assert not without, f"{len(without)} of 2 numbers have no coefficient; the name of a number is its column"
    prediction = model.transform(rows).toPandas()["prediction"].to_numpy()
    total = np.full(size, model.stages[-1].intercept)
    for column in ("base", "crew"):
        total += table[column].map(lambda value, column=column: named.get(f"{column}={value}", 0.0)).to_numpy(float)
    for column in ("seats", "fuel"):
        total += named[column] * table[column].to_numpy()
    off = int((np.abs(total - prediction) > 1e-6 * np.maximum(1, np.abs(prediction))).sum())
    assert off == 0, (
        f"with StringIndexer's {unseen or 'defaults'} and OneHotEncoder's {settings or 'defaults'}, the parts of {off} of {size} "
        "rows do not add up to the prediction; "
        "the order of the slots follows from labelsArray and from the assembler's inputCols, and with dropLast the last place "
        "has no slot. Which place is the last one if handleInvalid keeps invalid values?"
    )

# %% [markdown] task="pipeline-sees-training-rows-only"
# ## Task 2 · The pipeline sees training rows only
#
# **4 points · MD-31**
#
# Will a flight be late? Carriers and engines are texts, some engines are unknown, and so are some air pressures and numbers of
# seats.
#
# Write `train_and_score(train, test)`.
#
# - **Takes** two Spark DataFrames with `carrier`, `engine` (texts), `hour`, `distance`, `pressure`, `seats` (numbers) and the
#   label `late` (0.0 or 1.0). `engine`, `pressure` and `seats` have gaps. `test` has carriers and engines that `train` does not
#   have.
# - **Returns** `(model, scored)`: `model` is a fitted `PipelineModel` that ends in a logistic regression on all six columns;
#   `scored` is what it makes of `test`: each row once, with its columns, `prediction` and `probability`.
# - A gap in `pressure` or `seats` counts as the **median** of the training rows. This happens inside of the model:
#   `model.transform` must also work on new rows that have gaps and no `late`.
# - A text that is missing or new is no reason to stop or to lose a row.
# - Nothing in `model` may be learned from `test`.
#
# Free: the stages (all of `pyspark.ml` but `SQLTransformer`, which runs any SQL; no class of your own) and their number, scaling,
# penalties, pipelines inside of pipelines.

# %% [markdown] hint="pipeline-sees-training-rows-only"
# One pipeline, one `fit`. Which of its stages look at several rows? They all belong inside, and none of them is fitted before.

# %% [markdown] hint="pipeline-sees-training-rows-only"
# `StringIndexer` and `OneHotEncoder` for the texts, with `handleInvalid` for what is new. `Imputer` for the gaps in numbers:
# look at its parameter `strategy`, whose default is not the median. Then `VectorAssembler` and
# `LogisticRegression(labelCol="late")`.

# %% [markdown] hint="pipeline-sees-training-rows-only"
# Almost the line: `Imputer(inputCols=["pressure", "seats"], outputCols=["pressure_full", "seats_full"], strategy="median")` as
# one of the stages, then `model = Pipeline(stages=…).fit(train)` and `return model, model.transform(test)`.

# %% answer="pipeline-sees-training-rows-only"
def train_and_score(train, test):
    """Return (model, scored): a pipeline fitted on train alone, and the test rows with its predictions."""
    ### BEGIN SOLUTION
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import Imputer, OneHotEncoder, StringIndexer, VectorAssembler

    index, vector, full = ["carrier_i", "engine_i"], ["carrier_v", "engine_v"], ["pressure_full", "seats_full"]
    stages = [
        StringIndexer(inputCols=["carrier", "engine"], outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=vector),
        Imputer(inputCols=["pressure", "seats"], outputCols=full, strategy="median"),
        VectorAssembler(inputCols=["hour", "distance", *full, *vector], outputCol="features"),
        LogisticRegression(labelCol="late", maxIter=30),
    ]
    model = Pipeline(stages=stages).fit(train)
    return model, model.transform(test)
    ### END SOLUTION

# %% test="pipeline-sees-training-rows-only" points=1
# Half a year teaches, the other half is scored, and no stage has seen it before
from course import leak

train, test = flights.where("month <= 7"), flights.where("month > 7")
answer = train_and_score(train, test)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"train_and_score returned {type(answer).__name__}; it should return (model, scored), and model is a fitted PipelineModel"
)
model, scored = answer
assert isinstance(scored, DataFrame) and {"flight", "prediction", "probability"} <= set(scored.columns), (
    "scored should be a Spark DataFrame with the columns of test, prediction and probability: what model.transform returns"
)
assert scored.count() == test.count(), f"{test.count()} flights went in, {scored.count()} came out; each should get a prediction"
problem = leak(model, train, test)
assert not problem, problem

# %% test="pipeline-sees-training-rows-only" points=2 hidden=true
# Drawn rows with new carriers, new engines and gaps: each gets a prediction, and nothing has leaked
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from course import drawn, leak, stages_of

rng = drawn("planted-lateness")
size = 700
codes = [f"{letter}{number}" for letter, number in zip(rng.permutation(list("ABCDEFG")), rng.integers(10, 99, 7), strict=True)]
engines = [f"{letter}-jet" for letter in rng.permutation(list("PQRSTUV"))[:4]]
place, kind = rng.choice(6, size, p=[0.3, 0.25, 0.18, 0.12, 0.1, 0.05]), rng.choice(3, size, p=[0.5, 0.3, 0.2])
table = pd.DataFrame({
    "id": np.arange(size),
    "hour": rng.integers(5, 23, size),
    "distance": rng.integers(90, 1700, size),
    "pressure": rng.normal(1010, 8, size).round(1),
    "seats": rng.integers(20, 380, size).astype(float),
})
score = 1.6 * np.array([1, -1, 1, -1, 1, -1])[place] + 1.6 * np.array([-1, 1, 0])[kind]
for column, sign in zip(["hour", "distance", "pressure", "seats"], rng.choice([-1, 1], 4), strict=True):
    score += 1.4 * sign * (table[column] - table[column].mean()) / table[column].std()
table["late"] = (rng.random(size) < 1 / (1 + np.exp(-score))).astype(float)
later = np.arange(size) >= 450
table["carrier"] = np.where(later & (rng.random(size) < 0.2), codes[6], np.array(codes)[place])
table["engine"] = np.where(later & (rng.random(size) < 0.2), engines[3], np.array(engines)[kind])
table["engine"] = table["engine"].where(rng.random(size) > 0.1, None)
for column, shift in (("pressure", 9.0), ("seats", 60.0)):
    table[column] = (table[column] + shift * later).where(rng.random(size) > 0.15)  # other weather, larger planes
names = "id long, hour long, distance long, pressure double, seats double, late double, carrier string, engine string"
cells = table.astype(object).where(table.notna(), None)
train, test = (spark.createDataFrame(part.values.tolist(), names) for part in (cells[~later], cells[later]))
answer = train_and_score(train, test)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], PipelineModel), (
    f"train_and_score returned {type(answer).__name__}; it should return (model, scored), and model is a fitted PipelineModel"
)
model, scored = answer
found = scored.select("id", "prediction").toPandas().dropna()
assert sorted(found["id"]) == table["id"][later].tolist(), (
    f"{int(later.sum())} rows went in, {found['id'].nunique()} of them came out with a prediction; gaps and new texts are "
    "no reason to lose a row, look at handleInvalid"
)
problem = leak(model, train, test)
assert not problem, problem
try:
    again = model.transform(test.drop("late")).select("id", "prediction").toPandas()
except Exception as error:
    raise AssertionError(
        f"the model stopped with {type(error).__name__} on rows with gaps and without the label; "
        "the gaps should be filled inside of the model, and nothing in it may ask for late"
    ) from None
same = found.merge(again, on="id", suffixes=("", "_again"))
assert (same["prediction"] == same["prediction_again"]).all() and len(same) == len(found), (
    "scored does not hold the predictions of the model that you returned; fit once, and transform test with that model"
)
chance = scored.select("id", "probability").toPandas().sort_values("id")["probability"].map(lambda both: float(both[1]))
auc = roc_auc_score(table["late"][later], chance)
assert auc >= 0.75, f"the AUC is {auc:.2f} on labels that the six columns explain well; does the model use all of them?"
known, six = table[~later].dropna().iloc[:40], ["carrier", "engine", "hour", "distance", "pressure", "seats"]
asked = pd.concat([known, *(known.assign(**{column: np.roll(known[column].to_numpy(), 1)}) for column in six)])
asked = spark.createDataFrame(asked.assign(id=np.arange(280)).astype(object).values.tolist(), names)
said = model.transform(asked).select("id", "probability").toPandas().sort_values("id")["probability"]
chance = said.map(lambda both: float(both[1])).to_numpy().reshape(7, 40)
idle = [column for column, row in zip(six, chance[1:], strict=True) if np.abs(row - chance[0]).max() < 0.01]
assert not idle, f"the probability stays when a row gets another {', '.join(idle)}; the regression should use all six columns"
*_, last = stages_of(model)
kind = type(last).__name__
assert kind == "LogisticRegressionModel", f"the model ends in a {kind}; it should end in a logistic regression"

# %% test="pipeline-sees-training-rows-only" points=1 hidden=true
# A gap counts as the median of the training rows
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("medians")
size = 301
full = {"pressure": 960 + 10 * rng.exponential(4, size), "seats": 20 + 5 * rng.exponential(20, size)}
table = pd.DataFrame({column: values.round(1) for column, values in full.items()})
table["hour"], table["distance"] = rng.integers(5, 23, size), rng.integers(90, 1700, size)
table["carrier"], table["engine"] = rng.choice(["AA", "DL", "UA"], size), rng.choice(["fan", "jet"], size)
steep = (table["pressure"] - 1000) / 20 + (table["seats"] - 120) / 50
table["late"] = (rng.random(size) < 1 / (1 + np.exp(-steep))).astype(float)
for column in ("pressure", "seats"):
    table.loc[rng.choice(size, 100, replace=False), column] = np.nan  # 201 values are left, so the median is one of them
median = table[["pressure", "seats"]].median()
twins = table.iloc[:40].copy()
gap = np.where(rng.random(40) < 0.5, "pressure", "seats")
other = np.where(gap == "pressure", "seats", "pressure")
for row in range(40):
    twins.loc[row, other[row]] = 1100.0 if other[row] == "pressure" else 250.0  # far from every median
    twins.loc[row, gap[row]] = median[gap[row]]
gapped = twins.copy()
for row in range(40):
    gapped.loc[row, gap[row]] = np.nan
twins["id"], gapped["id"] = np.arange(40), np.arange(100, 140)
test = pd.concat([twins, gapped])
names = "pressure double, seats double, hour long, distance long, carrier string, engine string, late double"
cells = table.astype(object).where(table.notna(), None)
test_cells = test.astype(object).where(test.notna(), None)
answer = train_and_score(
    spark.createDataFrame(cells.values.tolist(), names), spark.createDataFrame(test_cells.values.tolist(), names + ", id long")
)
assert isinstance(answer, (tuple, list)) and len(answer) == 2, "train_and_score should return (model, scored)"
found = answer[1].select("id", "probability").toPandas()
chance = {row.id: float(row.probability[1]) for row in found.itertuples()}
assert len(chance) == 80, f"80 rows went in, {len(chance)} came out; a gap is no reason to lose a row"
off = sum(abs(chance[row] - chance[row + 100]) > 1e-6 for row in range(40))
assert off == 0, (
    f"{off} of 40 rows with a gap have another probability than the same row with the training rows' median in its place; "
    "look at the strategy of the imputer, and at the rows that it was fitted on"
)

# %% [markdown] task="unknown-values-are-set-aside"
# ## Task 3 · What the pipeline has never met is set aside
#
# **3 points · MD-30**
#
# A batch arrives to be scored. Before that, somebody wants to see the rows with a text that the pipeline does not know: not stop
# the job, not lose the rows, but look at them.
#
# Write `split_batch(model, rows)`.
#
# - **Takes** `model`, a fitted `PipelineModel` with one or more `StringIndexerModel` stages among its stages (each for one
#   column or for several), and `rows`, a Spark DataFrame.
# - **Returns** two Spark DataFrames `(known, strange)` with the columns of `rows`. A row is known if **all** its indexed texts
#   are among the labels that the pipeline learned. A missing text is not known.
# - Each row is in exactly one of the two, as often as it was in `rows`.
#
# Which `handleInvalid` the indexers have does not matter here. Free: SQL, pandas, Spark's own stages.

# %% [markdown] hint="unknown-values-are-set-aside"
# Find the stages that are a `StringIndexerModel`. What did they learn, and from which columns?

# %% [markdown] hint="unknown-values-are-set-aside"
# `stage.labelsArray` has one list of labels for each input column. `F.col(column).isin(…)` is neither true nor false for a
# missing text, and `~` leaves it so: such a row would pass neither `where`. `F.coalesce(…, F.lit(False))` decides.

# %% [markdown] hint="unknown-values-are-set-aside"
# Almost the line: `known = known & F.coalesce(F.col(column).isin(list(labels)), F.lit(False))` for each column and its labels,
# then `rows.where(known)` and `rows.where(~known)`. An indexer of one column has `getInputCol()`; `stage.isSet("inputCols")`
# tells.

# %% answer="unknown-values-are-set-aside"
def split_batch(model, rows):
    """Return (known, strange): the rows whose texts the indexers of the model have all met, and the others."""
    ### BEGIN SOLUTION
    known = F.lit(True)
    for stage in model.stages:
        if type(stage).__name__ != "StringIndexerModel":
            continue
        columns = stage.getInputCols() if stage.isSet("inputCols") else [stage.getInputCol()]
        for column, labels in zip(columns, stage.labelsArray, strict=True):
            known = known & F.coalesce(F.col(column).isin(list(labels)), F.lit(False))
    return rows.where(known), rows.where(~known)
    ### END SOLUTION

# %% test="unknown-values-are-set-aside" points=1
# Five flights, two of them strange
from pyspark.ml.feature import StringIndexer

names = "id int, carrier string, engine string"
train = spark.createDataFrame([(1, "DL", "fan"), (2, "AA", "fan"), (3, "DL", "jet")], names)
indexer = StringIndexer(inputCols=["carrier", "engine"], outputCols=["c", "e"], handleInvalid="keep")
batch = [(4, "AA", "jet"), (5, "ZZ", "fan"), (6, "DL", "steam"), (7, "DL", "fan"), (8, "AA", "fan")]
parts = split_batch(Pipeline(stages=[indexer]).fit(train), spark.createDataFrame(batch, names))
assert isinstance(parts, (tuple, list)) and len(parts) == 2 and all(isinstance(part, DataFrame) for part in parts), (
    f"split_batch returned {type(parts).__name__}; it should return two Spark DataFrames: (known, strange)"
)
assert all(sorted(part.columns) == ["carrier", "engine", "id"] for part in parts), "the parts should have the columns of rows, no others"
known, strange = ({row["id"] for row in part.collect()} for part in parts)
assert strange == {5, 6}, (
    f"the strange flights are {sorted(strange)}; 5 has a carrier and 6 an engine that the indexer has not met"
)
assert known == {4, 7, 8}, f"the known flights are {sorted(known)}; they should be 4, 7 and 8"

# %% test="unknown-values-are-set-aside" points=2 hidden=true
# Each row of a drawn batch is in exactly one part: missing texts, repeated rows, several indexers
import pandas as pd
from pyspark.ml.feature import StringIndexer, VectorAssembler

from course import drawn

rng = drawn("strange-batch")
letters = [str(letter) for letter in rng.permutation(list("ABCDEFGHIJKLMNOPQRST"))]
pool = {"gate": letters[:7], "crew": letters[7:13], "fuel": letters[13:20]}  # the last two of each are not in the training rows
train = pd.DataFrame({column: rng.choice(values[:-2], 60) for column, values in pool.items()})
train.iloc[:5] = [[values[:-2][row % len(values[:-2])] for values in pool.values()] for row in range(5)]  # each value is there
chances = {column: [0.86 / (len(values) - 2)] * (len(values) - 2) + [0.06, 0.08] for column, values in pool.items()}
batch = pd.DataFrame({column: rng.choice(values, 150, p=chances[column]) for column, values in pool.items()})
for column in pool:
    batch[column] = batch[column].where(rng.random(150) > 0.08, None)
batch.iloc[:4] = [[pool["gate"][0], pool["crew"][0], None]] * 2 + [[pool["gate"][-1], pool["crew"][0], pool["fuel"][0]]] * 2
policy, other = (str(word) for word in rng.choice(["error", "skip", "keep"], 2))
model = Pipeline(stages=[
    StringIndexer(inputCols=["gate", "crew"], outputCols=["g", "c"], handleInvalid=policy),
    StringIndexer(inputCol="fuel", outputCol="f", handleInvalid=other),
    VectorAssembler(inputCols=["g", "c", "f"], outputCol="x"),
]).fit(spark.createDataFrame(train))
rows = spark.createDataFrame(batch.values.tolist(), "gate string, crew string, fuel string")
parts = split_batch(model, rows)
assert isinstance(parts, (tuple, list)) and len(parts) == 2 and all(isinstance(part, DataFrame) for part in parts), (
    f"split_batch returned {type(parts).__name__}; it should return two Spark DataFrames: (known, strange)"
)
fine = pd.concat([batch[column].isin(set(train[column])) for column in pool], axis=1).all(axis=1)
found = [sorted(map(str, map(tuple, part.select("gate", "crew", "fuel").collect()))) for part in parts]
lost = len(batch) - len(found[0]) - len(found[1])
assert lost == 0, (
    f"{len(batch)} rows went in, {len(found[0]) + len(found[1])} came out; for a missing text a condition and its "
    "opposite may both be unknown, and a row may be there twice"
)
expected = [sorted(map(str, map(tuple, batch[which].values.tolist()))) for which in (fine, ~fine)]
assert found == expected, (
    f"{len(found[1])} rows are strange, {len(expected[1])} should be; a row is strange if any of its indexed texts is missing or "
    "not among the labels of the training rows, whichever indexer reads it"
)

# %% [markdown] task="fingerprint-names-the-rows"
# ## Task 4 · Which rows has it seen?
#
# **4 points · MD-30, MD-31**
#
# A colleague gives you a fitted model, and says that it has seen the training rows only. You can find out.
#
# Write `rows_seen(pipeline, model, candidates)`.
#
# - **Takes** `pipeline`, an unfitted `Pipeline` of a `StringIndexer`, a `VectorAssembler` and a `StandardScaler`, in this order;
#   `model`, which came from a `fit` of this pipeline; and `candidates`, a dict from a name to a Spark DataFrame.
# - **Returns** the name (`str`) of the DataFrame that the model was fitted on, or `None` if it is none of them.
# - Exactly one candidate gives the same labels, means and standard deviations, or none does. Sums of floats differ in the last
#   digits when rows come in another order, so take numbers as equal within one part in a billion ($10^{-9}$). Candidates that
#   differ do so by more than one part in 100,000.

# %% [markdown] hint="fingerprint-names-the-rows"
# What a stage learned follows from its rows. So do to each candidate what was done to the unknown rows, and compare.

# %% [markdown] hint="fingerprint-names-the-rows"
# `pipeline.fit(rows).stages` has the same three stages as `model.stages`. Compare `labelsArray` of the first, `mean` and `std`
# of the last. `numpy.allclose(one, other, rtol=1e-9)` compares vectors.

# %% [markdown] hint="fingerprint-names-the-rows"
# Almost the line: `again = pipeline.fit(rows)`, then `again.stages[0].labelsArray == model.stages[0].labelsArray`, and
# `np.allclose(again.stages[2].mean, model.stages[2].mean, rtol=1e-9)`, and the same for `std`. After the loop: `return None`.

# %% answer="fingerprint-names-the-rows"
def rows_seen(pipeline, model, candidates):
    """Return the name of the candidate that the model was fitted on, or None."""
    ### BEGIN SOLUTION
    import numpy as np

    for name, rows in candidates.items():
        again = pipeline.fit(rows)
        same_labels = again.stages[0].labelsArray == model.stages[0].labelsArray
        pairs = [(getattr(again.stages[2], what), getattr(model.stages[2], what)) for what in ("mean", "std")]
        if same_labels and all(np.allclose(one, other, rtol=1e-9) for one, other in pairs):
            return name
    return None
    ### END SOLUTION

# %% test="fingerprint-names-the-rows" points=1
# A model that has seen all rows is told from one that has seen its training rows
from pyspark.ml.feature import StandardScaler, StringIndexer, VectorAssembler

known = flights.where("carrier IN ('DL', 'MQ', 'AA')").select("month", "carrier", "hour", "distance")
candidates = {"train": known.where("month <= 7"), "test": known.where("month > 7"), "all rows": known}
pipeline = Pipeline(stages=[
    StringIndexer(inputCols=["carrier"], outputCols=["index"]),
    VectorAssembler(inputCols=["hour", "distance"], outputCol="numbers"),
    StandardScaler(inputCol="numbers", outputCol="scaled", withMean=True),
])
name = rows_seen(pipeline, pipeline.fit(known), candidates)
assert name == "all rows", (
    f"rows_seen returned {name!r} for a model that was fitted on all rows; compare what each stage has learned"
)

# %% test="fingerprint-names-the-rows" points=2 hidden=true
# The right one among drawn candidates with the same labels
import numpy as np
import pandas as pd
from pyspark.ml.feature import StandardScaler, StringIndexer, VectorAssembler

from course import drawn

rng = drawn("fingerprints")
size = 120
kinds = [str(kind) for kind in rng.permutation(["fan", "jet", "prop"])]
table = pd.DataFrame({
    "kind": np.repeat(kinds, [60, 40, 20]),
    "built": rng.integers(1970, 2013, size).astype(float),
    "seats": rng.integers(20, 380, size).astype(float),
})
nudged, stretched = table.copy(), table.copy()
nudged.loc[0, "seats"] += 40  # one plane of all: the mean moves by a third of a seat
stretched["built"] = 2 * table["built"].mean() - table["built"]
stretched["seats"] = table["seats"].mean() + 1.01 * (table["seats"] - table["seats"].mean())  # the same means, another spread
frames = {"today": table, "one plane more": pd.concat([table, table.iloc[[0]]]), "nudged": nudged, "stretched": stretched}
others = ["stretched", *[str(name) for name in rng.permutation(["one plane more", "nudged"])]]
others.insert(int(rng.integers(1, 4)), "today")
letters = dict(zip(others, "PQRS", strict=True))
candidates = {
    letters[name]: spark.createDataFrame(frames[name].sample(frac=1, random_state=int(rng.integers(10**6)))) for name in others
}
pipeline = Pipeline(stages=[
    StringIndexer(inputCols=["kind"], outputCols=["kind_i"]),
    VectorAssembler(inputCols=["built", "seats"], outputCol="v"),
    StandardScaler(inputCol="v", outputCol="s", withMean=bool(rng.integers(2))),
])
model = pipeline.fit(spark.createDataFrame(table))
name = rows_seen(pipeline, model, candidates)
assert name is None or isinstance(name, str), f"rows_seen returned {type(name).__name__}; it should return a name or None"
meant = next((kind for kind, letter in letters.items() if letter == name), "none of them")
assert meant == "today", (
    f"of four candidates with the same labels the function chose {meant!r}; one has another mean and one another standard "
    "deviation: compare both, with a tolerance of one part in a billion"
)

# %% test="fingerprint-names-the-rows" points=1 hidden=true
# None if no candidate fits, also when only the labels differ
import numpy as np
import pandas as pd
from pyspark.ml.feature import StandardScaler, StringIndexer, VectorAssembler

from course import drawn

rng = drawn("no-fingerprint")
size = 90
kinds = [str(kind) for kind in rng.permutation(["fan", "jet", "prop", "shaft"])]
table = pd.DataFrame({
    "kind": np.repeat(kinds[:3], [45, 30, 15]),
    "hour": rng.integers(5, 23, size).astype(float),
    "miles": rng.uniform(90, 1700, size),
})
renamed = table.assign(kind=table["kind"].replace({kinds[2]: kinds[3]}))
moved = table.assign(miles=table["miles"] + 3)
pipeline = Pipeline(stages=[
    StringIndexer(inputCols=["kind"], outputCols=["kind_i"]),
    VectorAssembler(inputCols=["hour", "miles"], outputCol="v"),
    StandardScaler(inputCol="v", outputCol="s"),
])
model = pipeline.fit(spark.createDataFrame(table))
name = rows_seen(pipeline, model, {"renamed": spark.createDataFrame(renamed), "moved": spark.createDataFrame(moved)})
assert name is None, (
    "rows_seen named a candidate, but one of them has other labels and the other one other means; "
    "if no candidate fits in all that was learned, the answer is None"
)

# %% [markdown] task="own-stage-survives-the-folder"
# ## Task 5 · A stage of your own, saved and loaded
#
# **3 points · MD-30**
#
# The wind blows from 350 degrees, then from 10. That is nearly the same direction, but 340 apart as a number. The hour 23 and
# the hour 0 have the same problem. The way out: place the value $x$ on a circle, and give the model two numbers:
#
# $$\sin(2\pi x / \mathrm{period}) \qquad \cos(2\pi x / \mathrm{period})$$
#
# Write a transformer class of your own for this, and two functions that use it. One job saves a model, and a later one, which
# knows only the folder, loads it.
#
# - `save_circle(rows, column, period)` **takes** a Spark DataFrame, the name of one of its number columns (`wind_dir`), and the
#   period of this column (360.0). It puts an instance of your class into a pipeline, fits it on `rows`, and **saves** the fitted
#   pipeline to a fresh folder, such as `tempfile.mkdtemp() + "/circle"`.
# - It **returns** `(folder, saved)`: the folder as text, and a dict, the JSON that Spark wrote for your stage, in
#   `folder/stages/*/metadata`. The column and the period are parameters (`Param`) of your stage, so they stand in
#   `saved["paramMap"]`, under any name.
# - `circled(folder, rows)` **loads** the pipeline from such a folder, and **returns** what the loaded model makes of `rows`,
#   which may be other rows: all their columns, and two more, `<column>_sin` and `<column>_cos`. A missing value gets 0.0 in
#   both: no direction.
# - Tolerance: $10^{-6}$.

# %% [markdown] hint="own-stage-survives-the-folder"
# The lesson's `LogOf` is nearly what you need: other arithmetic, another parameter. What does Spark do with your class when it
# loads the folder?

# %% [markdown] hint="own-stage-survives-the-folder"
# `class Circle(Transformer, HasInputCol, DefaultParamsReadable, DefaultParamsWritable)`, a `Param` for the period, an `__init__`
# that can be called without arguments, and `_transform`. The metadata is one line of text:
# `spark.read.text(f"{folder}/stages/*/metadata").first()[0]`, then `json.loads`. `PipelineModel.load(folder)` reads it all.

# %% [markdown] hint="own-stage-survives-the-folder"
# Almost the line: `angle = F.col(name) * (2 * math.pi / self.getOrDefault(self.period))`, then
# `rows.withColumn(f"{name}_sin", F.coalesce(F.sin(angle), F.lit(0.0)))`, and the same with `F.cos`.

# %% answer="own-stage-survives-the-folder"
def save_circle(rows, column, period):
    """Return (folder, saved): where the fitted pipeline with your stage was saved, and the metadata of this stage."""
    ### BEGIN SOLUTION
    folder = tempfile.mkdtemp() + "/circle"
    stage = Circle(inputCol=column, period=float(period))
    Pipeline(stages=[stage]).fit(rows).write().overwrite().save(folder)
    return folder, json.loads(spark.read.text(f"{folder}/stages/*/metadata").first()[0])
    ### END SOLUTION


def circled(folder, rows):
    """Return rows with <column>_sin and <column>_cos, by the pipeline that is loaded from the folder."""
    ### BEGIN SOLUTION
    return PipelineModel.load(folder).transform(rows)


import json
import math
import tempfile

from pyspark.ml import Transformer
from pyspark.ml.param.shared import HasInputCol, Param, Params, TypeConverters
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable


class Circle(Transformer, HasInputCol, DefaultParamsReadable, DefaultParamsWritable):
    """Adds the sine and cosine of inputCol, which begins again after one period."""

    period = Param(Params._dummy(), "period", "after how much the value begins again", TypeConverters.toFloat)

    def __init__(self, inputCol=None, period=360.0):
        super().__init__()
        self._set(inputCol=inputCol, period=period)

    def _transform(self, rows):
        name = self.getInputCol()
        angle = F.col(name) * (2 * math.pi / self.getOrDefault(self.period))
        halves = {f"{name}_sin": F.sin(angle), f"{name}_cos": F.cos(angle)}
        return rows.withColumns({half: F.coalesce(value, F.lit(0.0)) for half, value in halves.items()})
    ### END SOLUTION

# %% test="own-stage-survives-the-folder" points=1
# Four winds come back from the folder, by a class that is yours
four = [(0.0, 0.0, 1.0), (90.0, 1.0, 0.0), (180.0, 0.0, -1.0), (360.0, 0.0, 1.0)]
winds = spark.createDataFrame(four, ["wind_dir", "sin", "cos"])
answer = save_circle(winds.limit(2), "wind_dir", 360.0)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], str), (
    f"save_circle returned {type(answer).__name__}; it should return (folder, saved): a text and a dict"
)
folder, saved = answer
save_circle(winds, "sin", 1.0)  # another model, in another folder
out = circled(folder, winds)
assert isinstance(out, DataFrame), f"circled returned {type(out).__name__}; it should return a Spark DataFrame"
assert {"wind_dir", "sin", "cos", "wind_dir_sin", "wind_dir_cos"} <= set(out.columns), (
    f"circled gave the columns {out.columns}; it should give those of rows, wind_dir_sin and wind_dir_cos. Two models were "
    "saved; save each to a fresh folder, and load the model from the folder that circled is given"
)
assert out.count() == 4, f"4 rows went into circled, {out.count()} came out; it should transform the rows that it is given"
for row in out.collect():
    assert abs(row["wind_dir_sin"] - row["sin"]) <= 1e-6 and abs(row["wind_dir_cos"] - row["cos"]) <= 1e-6, (
        f"a wind from {row['wind_dir']:.0f} degrees has sine {row['wind_dir_sin']:.3f} and cosine {row['wind_dir_cos']:.3f}; "
        f"they should be {row['sin']:.0f} and {row['cos']:.0f}: a whole period is 2 pi"
    )
assert isinstance(saved, dict) and {"class", "paramMap"} <= set(saved), (
    "saved should be the dict in the metadata of your stage, with class and paramMap"
)
assert not str(saved["class"]).startswith(("pyspark.", "org.apache.")), (
    f"the saved stage is a {saved['class']}; the task asks for a class of your own, and for its metadata, not the pipeline's"
)

# %% test="own-stage-survives-the-folder" points=1 hidden=true
# Another column and another period survive, because they are parameters
import numpy as np

from course import drawn

rng = drawn("other-circles")
column, other = (str(name) for name in rng.permutation(["weekday", "minute", "month", "tide"])[:2])
period, another = (float(turn) for turn in rng.permutation([7.0, 12.0, 24.0, 60.0])[:2])
values = np.concatenate([rng.uniform(-2 * period, 2 * period, 40), [0.0, period, -period]]).round(3)
rows = spark.createDataFrame([(number, float(value), 1.0) for number, value in enumerate(values)], ["id", column, other])
answer = save_circle(rows.limit(3), column, period)
save_circle(rows.limit(3), other, another)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], str), (
    f"save_circle returned {type(answer).__name__}; it should return (folder, saved)"
)
folder, saved = answer
out = circled(folder, rows)
assert isinstance(out, DataFrame), f"circled returned {type(out).__name__}; it should return a Spark DataFrame"
assert {"id", column, f"{column}_sin", f"{column}_cos"} <= set(out.columns), (
    "two models were saved, and circled did not add the columns of the one in the folder that it was given; save each to a "
    "fresh folder, and load the model from the folder that circled is given"
)
found = out.select("id", f"{column}_sin", f"{column}_cos").toPandas().sort_values("id")
assert len(found) == len(values), f"{len(values)} rows went in, {len(found)} came out"
angle = 2 * np.pi * values / period
off = np.abs(found[f"{column}_sin"] - np.sin(angle)) + np.abs(found[f"{column}_cos"] - np.cos(angle))
assert (off.to_numpy() <= 1e-6).all(), (
    f"{int((off > 1e-6).sum())} of {len(values)} rows are not on the circle when the period is not 360; does the loaded stage "
    "still have the period that you gave it? Only a Param is written to the folder"
)
kept = list(saved.get("paramMap", {}).values()) if isinstance(saved, dict) else []
kept = [item for value in kept for item in (value if isinstance(value, list) else [value])]  # a Param may be a list of columns
assert column in kept and any(isinstance(value, (int, float)) and value == period for value in kept), (
    "the column and the period do not stand in the paramMap of your stage; declare each as a Param and set it with _set"
)

# %% test="own-stage-survives-the-folder" points=1 hidden=true
# A missing value has no direction, and the other rows do not notice
import numpy as np

from course import drawn

rng = drawn("calm-winds")
period = float(rng.choice([7.0, 24.0, 400.0]))
values = [None if gap else float(value) for value, gap in zip(rng.uniform(0, period, 40), rng.random(40) < 0.3, strict=True)]
values[int(rng.integers(40))] = None
rows = spark.createDataFrame(list(enumerate(values)), "id long, heading double")
answer = save_circle(rows, "heading", period)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], str), (
    f"save_circle returned {type(answer).__name__}; it should return (folder, saved)"
)
out = circled(answer[0], rows)
assert isinstance(out, DataFrame), f"circled returned {type(out).__name__}; it should return a Spark DataFrame"
found = {row["id"]: (row["heading_sin"], row["heading_cos"]) for row in out.collect()}
assert len(found) == 40, f"40 rows went in, {len(found)} came out; a missing value is no reason to lose a row"
gaps = [number for number, value in enumerate(values) if value is None]
empty = sum(found[number] != (0.0, 0.0) for number in gaps)
assert empty == 0, f"{empty} of {len(gaps)} rows without a value have something else than 0.0 and 0.0; a gap has no direction"
off = 0
for number, value in enumerate(values):
    if value is not None:
        angle = 2 * np.pi * value / period
        sine, cosine = found[number]
        off += abs(sine - np.sin(angle)) > 1e-6 or abs(cosine - np.cos(angle)) > 1e-6
assert off == 0, f"{off} of {40 - len(gaps)} rows with a value are not on the circle when other rows have gaps"

# %% [markdown] task="rates-come-from-training-rows"
# ## Task 6 · A rate that does not know the answer
#
# **3 points · MD-30, MD-31**
#
# "How often was this aircraft late?" is a good feature, and the easiest leak there is. Each aircraft has few flights, so a rate
# that counts the flight itself nearly gives its label away.
#
# Write `add_late_rate(train, rows, key)`.
#
# - **Takes** `train`, a Spark DataFrame with the label `late` (0.0 or 1.0) and the column `key`, both without gaps; `rows`, a
#   Spark DataFrame with `key`, and maybe with `late`; and `key`, the name of a text column (`"tailnum"`).
# - **Returns** `rows`, each row once with all its columns, and a column `late_rate` (a float): the mean of `late` over the
#   **training** rows with the same key.
# - A key that `train` does not have, or a missing key, gets the mean of `late` over all training rows.
# - Tolerance: $10^{-9}$.
#
# Free: a join, `TargetEncoder` (without smoothing), pandas.

# %% [markdown] hint="rates-come-from-training-rows"
# Two steps, as in every estimator: learn a small table from `train`, then apply it to `rows`. The labels of `rows` are not used.

# %% [markdown] hint="rates-come-from-training-rows"
# `groupBy(key).agg(F.avg("late"))` makes the table. A **left** join keeps the rows that find nothing in it, and adds no others;
# `fillna` or `coalesce` gives them the overall mean.

# %% [markdown] hint="rates-come-from-training-rows"
# Almost the line: `rows.join(rates, key, "left").fillna({"late_rate": overall})`, with
# `overall = train.agg(F.avg("late")).first()[0]`.

# %% answer="rates-come-from-training-rows"
def add_late_rate(train, rows, key):
    """Return rows with late_rate: the mean label of the training rows with the same key, or of all training rows."""
    ### BEGIN SOLUTION
    overall = train.agg(F.avg("late")).first()[0]
    rates = train.groupBy(key).agg(F.avg("late").alias("late_rate"))
    return rows.join(rates, key, "left").fillna({"late_rate": overall})
    ### END SOLUTION

# %% test="rates-come-from-training-rows" points=1
# Two aircraft, six training flights, a pencil
train = [("N1", 1.0), ("N1", 0.0), ("N1", 1.0), ("N1", 0.0), ("N2", 1.0), ("N2", 1.0)]
rows = [(7, "N1", 1.0), (8, "N2", 0.0), (9, "N1", 1.0)]
answer = add_late_rate(
    spark.createDataFrame(train, ["tailnum", "late"]), spark.createDataFrame(rows, ["id", "tailnum", "late"]), "tailnum"
)
assert isinstance(answer, DataFrame) and {"id", "tailnum", "late", "late_rate"} <= set(answer.columns), (
    f"add_late_rate returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and late_rate"
)
found = sorted((row["id"], row["late_rate"]) for row in answer.collect())
assert found == [(7, 0.5), (8, 1.0), (9, 0.5)], (
    f"the rates are {found}; N1 was late in 2 of 4 training flights and N2 in 2 of 2, which makes 0.5, 1.0 and 0.5"
)

# %% test="rates-come-from-training-rows" points=1 hidden=true
# The rate knows nothing about a coin
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from course import drawn

rng = drawn("coins")
size = 600
table = pd.DataFrame({
    "id": np.arange(size),
    "plane": [f"N{number}" for number in rng.permutation(np.repeat(np.arange(100, 250), 4))],
    "late": rng.integers(0, 2, size).astype(float),
})
first = ~table["plane"].duplicated()  # each plane is in the training rows
teach = first | (rng.random(size) < 0.5)
train, rows = table[teach], table[~teach]
answer = add_late_rate(spark.createDataFrame(train), spark.createDataFrame(rows), "plane")
assert isinstance(answer, DataFrame) and "late_rate" in answer.columns, (
    f"add_late_rate returned {type(answer).__name__}; it should return a Spark DataFrame with a column late_rate"
)
found = answer.select("id", "late_rate").toPandas().sort_values("id")
assert found["id"].tolist() == rows["id"].tolist(), f"{len(rows)} rows went in, {len(found)} came out; each should be there once"
expected = rows["plane"].map(train.groupby("plane")["late"].mean())
auc = roc_auc_score(rows["late"], found["late_rate"].astype(float).fillna(0.5))
assert np.allclose(found["late_rate"].to_numpy(float), expected.to_numpy(), atol=1e-9), (
    f"the labels are coins, and the rate foretells them with an AUC of {auc:.2f}; it should be the mean over the training "
    "rows with the same key, and over no other rows"
)

# %% test="rates-come-from-training-rows" points=1 hidden=true
# A new aircraft, or one without a tail number, gets the mean of all training rows
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("new-aircraft")
planes_known = [f"N{number}" for number in rng.permutation(np.arange(100, 999))[:12]]
weights = np.arange(1, 13) / 78  # planes with few flights and planes with many
train = pd.DataFrame({"plane": planes_known + [str(plane) for plane in rng.choice(planes_known, 88, p=weights)]})
chance = dict(zip(planes_known, np.linspace(0.05, 0.75, 12), strict=True))
train["late"] = (rng.random(100) < train["plane"].map(chance)).astype(float)
train.loc[0, "late"], train.loc[11, "late"] = 0.0, 1.0
keys = [*rng.choice(planes_known, 30), *["X1", "X2", "X3"] * 4, *[None] * 8]
seats = [None if number % 4 == 1 else float(rng.integers(20, 380)) for number in range(50)]
rows = [(number, None if key is None else str(key), seat) for number, (key, seat) in enumerate(zip(keys, seats, strict=True))]
asked = spark.createDataFrame(rows, "id long, plane string, seats double")
answer = add_late_rate(spark.createDataFrame(train), asked, "plane")
assert isinstance(answer, DataFrame) and {"seats", "late_rate"} <= set(answer.columns), (
    f"add_late_rate returned {type(answer).__name__}; it should return a Spark DataFrame with the columns of rows and late_rate"
)
found = answer.select("id", "late_rate").toPandas().sort_values("id")
assert len(found) == len(rows), f"{len(rows)} rows went in, {len(found)} came out; a new or missing key loses no row"
gaps = int(answer.select("seats").toPandas()["seats"].isna().sum())
assert gaps == seats.count(None), (
    f"another column of rows had {seats.count(None)} gaps and has {gaps}; only late_rate is new, so name it in fillna"
)
rates = train.groupby("plane")["late"].mean()
expected = np.array([rates.get(key, train["late"].mean()) for _, key, _ in rows])
off = np.abs(found["late_rate"].to_numpy(float) - expected)
new, known = float(np.nan_to_num(off[30:], nan=1.0).max()), float(np.nan_to_num(off[:30], nan=1.0).max())
assert new <= 1e-9, (
    "a key that the training rows do not have gets something else than the mean of late over all training rows "
    "(all rows, each counted once: not the mean of the rates, not zero, not a gap)"
)
assert known <= 1e-9, "the rate of a known key is not the mean of late over its training rows when new keys stand beside it"
