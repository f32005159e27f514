# %% [markdown]
# # Which rows has this pipeline seen?
#
# A pipeline says who earns more than 50,000 dollars a year, and its test score looks good. Before you believe the score, ask
# what the pipeline *remembers*: which categories, which means, which rates. And from which rows does it have them?
#
# **Objectives** MD-30 estimators and transformers · MD-31 build a training pipeline.
# **Left out** stable splits and metrics (unit *regression*), imputing, encoding and scaling in depth (module 3),
# cross-validation (module 4), logging and registering models (module 2).
# **Time** 35 minutes to read and run.
#
# Nine times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the people to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml import Estimator, Pipeline, PipelineModel
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import OneHotEncoder, StandardScaler, StringIndexer, TargetEncoder, VectorAssembler
from pyspark.ml.functions import vector_to_array
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
people = spark.read.parquet(dataset("census")).sample(fraction=fraction, seed=seed)  # United States, 1994
show = ["age", "workclass", "education", "occupation", "hours_per_week", "native_country", "income"]
people.orderBy("fnlwgt", "age").select(show).show(6)

# %% [markdown]
# ## Split first
#
# `income` has two values, so the label is 1.0 or 0.0: a rule for one row, which needs no other row. Everything that looks at
# several rows comes after the split. A hash of the whole row decides: eight of ten people may teach, the others may only judge.
# (Why a hash and not `randomSplit`: unit *regression*. A person who stands in the table twice lands on one side.)

# %%
bucket = F.pmod(F.xxhash64(F.lit(seed), *people.columns), F.lit(10))
label = (F.col("income") == ">50K").cast("double")
people = people.withColumns({"bucket": bucket, "label": label}).cache()  # (people, 15 columns + 2)
train, test = people.where("bucket >= 2").cache(), people.where("bucket < 2").cache()
for name, rows in {"train": train, "test": test}.items():
    size, rich = rows.agg(F.count("label"), F.avg("label")).first()
    print(f"{name}: {size:,} people, {rich:.1%} earn more than 50K")

# %% [markdown]
# ## One column becomes a vector
#
# A model wants numbers. Two **estimators** make them from a text. `StringIndexer` lists the values that it finds, the most
# frequent first, and gives each its place in the list. `OneHotEncoder` looks how many places there are, and gives each a slot of
# its own. What `fit` returns is a **transformer**: it remembers the list, and applies it to any rows.
#
# **Predict before you run:** `workclass` has eight values and some gaps. How many slots does it get, and who gets only zeros?

# %%
indexer = StringIndexer(inputCol="workclass", outputCol="index", handleInvalid="keep").fit(train)
encoder = OneHotEncoder(inputCol="index", outputCol="vector").fit(indexer.transform(train))
values = indexer.transform(test).groupBy("workclass", "index").count()
encoder.transform(values).orderBy("index").show(truncate=False)

known = len(indexer.labels)
print(f"{known} labels and one place for gaps and unseen values: {encoder.categorySizes[0]} places, one slot less")
assert encoder.categorySizes == [known + 1]

# %% [markdown]
# `(8,[2],[1.0])` reads: eight slots, a 1 in slot 2, zeros elsewhere. The *last* place gets no slot (`dropLast`): zeros
# everywhere already say "none of the others". With `handleInvalid="keep"` the last place belongs to gaps and unseen values.
# Without it, the last place is the rarest known value, and that value loses its slot.
#
# ## One fit for all stages
#
# Five texts and four numbers make one vector, and a logistic regression reads it. A `Pipeline` of these stages is an estimator
# too. Its `fit` goes through the stages in order: fit this one **on the rows that were given**, transform them, go on to the
# next.
#
# The cells below build it, list what each fitted stage remembers, and show sixty test people the way the model sees them.

# %%
texts = ["workclass", "education", "marital_status", "occupation", "native_country"]
numbers = ["age", "capital_gain", "capital_loss", "hours_per_week"]


def preparation(policy="keep"):
    index, vector = [f"{name}_i" for name in texts], [f"{name}_v" for name in texts]
    return [
        StringIndexer(inputCols=texts, outputCols=index, handleInvalid=policy),
        OneHotEncoder(inputCols=index, outputCols=vector),
        VectorAssembler(inputCols=numbers, outputCol="numbers"),
        StandardScaler(inputCol="numbers", outputCol="scaled", withMean=True),
        VectorAssembler(inputCols=["scaled", *vector], outputCol="features"),
    ]

# %%
pipeline = Pipeline(stages=[*preparation(), LogisticRegression(maxIter=15)])
model = pipeline.fit(train)  # a PipelineModel: each estimator has become a transformer

remembers = {
    "StringIndexerModel": lambda stage: f"{sum(map(len, stage.labelsArray))} labels of {len(stage.labelsArray)} columns",
    "OneHotEncoderModel": lambda stage: f"places: {stage.categorySizes}",
    "StandardScalerModel": lambda stage: f"4 means, 4 deviations; mean age {stage.mean[0]:.2f}",
    "LogisticRegressionModel": lambda stage: f"{stage.numFeatures} coefficients, 1 intercept",
}
for before, after in zip(pipeline.getStages(), model.stages):
    kind, fitted = "estimator  " if isinstance(before, Estimator) else "transformer", type(after).__name__
    print(f"{kind} -> {fitted:<24}", remembers.get(fitted, lambda stage: "nothing: it only puts columns together")(after))

# %%
scored = model.transform(test)  # (people of test, 17 columns + 16)
attributes = scored.schema["features"].metadata["ml_attr"]["attrs"]
slots = pd.Series({slot["idx"]: slot["name"] for kind in attributes.values() for slot in kind}).sort_index()
sixty = scored.orderBy("fnlwgt", "age").limit(60).toPandas()["features"]
seen = np.vstack([vector.toArray() for vector in sixty])  # (60, slots)

group = np.array([0] * len(numbers) + [1 + texts.index(slot.split("_v_")[0]) for slot in slots[len(numbers) :]])
figure, axis = plt.subplots(figsize=(10, 4))
axis.imshow(np.where((group > 0) & (seen > 0), group, np.nan), cmap="tab10", vmin=0, vmax=9, aspect="auto")
axis.imshow(np.where(group == 0, seen, np.nan), cmap="coolwarm", vmin=-3, vmax=3, aspect="auto")
axis.set(xticks=np.flatnonzero(np.diff(group, prepend=-1)), xticklabels=["4 numbers", *texts], ylabel="sixty people")
axis.set_title(f"{len(slots)} slots: {slots[0]}, {slots[1]}, …, {slots[4]}, {slots[5]}, …")
axis.vlines(np.flatnonzero(np.diff(group)) + 0.5, -0.5, 59.5, color="lightgray")
plt.setp(axis.get_xticklabels(), rotation=25, ha="right", rotation_mode="anchor")
plt.show()

# %% [markdown]
# The list is the memory of the pipeline: no row is kept, only what was learned from all of them. And most of the vector is
# empty, at most five ones for five texts. The assembler wrote the names of the slots beside the column, into the schema. The
# coefficients of the model stand in the same order, so each has a name as well (task 1 of the exercise).
#
# ## What the pipeline has never met
#
# Rows bring gaps and new values. `handleInvalid` decides what happens. Its default is `"error"`: stop. With `"skip"`, nothing
# stops.
#
# **Predict before you run:** `train` and `test` both have gaps in `workclass`. Which of the five numbered lines stops? And in
# the cell below it: who is missing after `"skip"`, and is it a random choice?

# %%
fitted = StringIndexer(inputCol="workclass", outputCol="index").fit(train)  # 1
indexed = fitted.transform(test)  # 2
actions = {
    "3: indexed.count()": indexed.count,
    '4: indexed.agg(F.max("age")).first()': indexed.agg(F.max("age")).first,
    '5: indexed.agg(F.max("index")).first()': indexed.agg(F.max("index")).first,
}
for line, action in actions.items():
    try:
        action()
        print(f"{line:<38} runs")
    except Exception as problem:
        assert "StringIndexer encountered NULL value" in str(problem)
        print(f"{line:<38} stops: StringIndexer encountered NULL value")

# %%
everyone = test.agg(F.count("label"), F.avg("label")).first()
skipping = Pipeline(stages=preparation("skip")[:1]).fit(train)
kept = skipping.transform(test).agg(F.count("label"), F.avg("label")).first()
skipped = everyone[0] - kept[0]
rich = (everyone[0] * everyone[1] - kept[0] * kept[1]) / skipped
for name, size, share in (("everyone", *everyone), ("kept", *kept), ("skipped", skipped, rich)):
    print(f"{name:<9} {size:>6,} people, {share:.1%} earn more than 50K")
assert skipped > 0.04 * everyone[0] and rich < kept[1]

# %% [markdown]
# Only line 5 stops. `fit` leaves gaps out of its list without a word. `transform` is only a plan. And an action computes only
# the columns that it needs: `count()` needs none of them. So a pipeline that can be counted may still stop in production.
#
# The skipped people get no prediction, and no metric will ever miss them. They are not a random choice: people with a gap earn
# less than the others. A score on the rest is a score on other people.
#
# The same word means something else at the next stage. A `VectorAssembler` with `"keep"` turns a missing *number* into `NaN` and
# hands it on. **Predict before you run:** we hide the age of everybody above 50K. What does the fitted model say about them?

# %%
lenient = PipelineModel([
    stage.copy({stage.handleInvalid: "keep"}) if isinstance(stage, VectorAssembler) else stage for stage in model.stages
])
rich = test.where("label = 1")
for name, rows in {"as they are": rich, "age hidden": rich.withColumn("age", F.lit(None).cast("int"))}.items():
    said = lenient.transform(rows).select(vector_to_array("probability")[1].alias("p"), "prediction")
    found, unknown, size = said.agg(F.avg("prediction"), F.count_if(F.isnan("p")), F.count("*")).first()
    print(f"{name:<11}: {size:,} people above 50K, {found:.0%} found; the probability is NaN for {unknown:,}")
assert (found, unknown) == (0, size)

# %% [markdown]
# Nothing stops. The probability is not a number, and the prediction is **0.0**, "not above 50K", for each of them.
#
# | stage | `"error"`, the default | `"skip"` | `"keep"` |
# |---|---|---|---|
# | `StringIndexer`: gap or unseen value | stops | the row is gone | one more place, shared by both |
# | `OneHotEncoder`: place that it does not know | stops | – | one more place |
# | `VectorAssembler`: gap or NaN in a number | stops | the row is gone | NaN in the vector |
#
# For texts, `"keep"` is a fair answer. For numbers it is no answer at all: fill the gap before (`Imputer`, in the exercise).
#
# ## Which rows has it seen?
#
# Now the other way round. Somebody hands you three fitted pipelines, A, B and C. One was fitted on `train`, one on everybody,
# one on `test`. **Predict before you run:** you have the rows, and what each pipeline remembers. Can you tell which is which?

# %%
frames = {"train": train, "everybody": people, "test": test}
hidden = dict(zip("ABC", np.random.default_rng(seed).permutation(list(frames))))
fits = {letter: Pipeline(stages=preparation()[:4]).fit(frames[name]) for letter, name in hidden.items()}

table = pd.DataFrame(index=[f"{name}, values" for name in texts] + [f"{name}, mean" for name in numbers])
for letter, fitted in fits.items():
    table[letter] = [*map(len, fitted.stages[0].labelsArray), *fitted.stages[3].mean]
for name, rows in frames.items():
    table[name] = list(rows.agg(*map(F.countDistinct, texts), *map(F.avg, numbers)).first())
print(table.map("{:,.6g}".format).to_string())
for letter in fits:
    seen = [name for name in frames if np.allclose(table[letter], table[name], rtol=1e-9)]
    print(letter, "has seen", *seen)
    assert seen == [hidden[letter]]

# %% [markdown]
# What a pipeline has learned is a fingerprint of the rows that it was fitted on. You need not trust a notebook that says "fitted
# on the training rows": fit again, and compare (task 4). It is also why a saved pipeline is not anonymous. A country with a
# single person stands in the list.
#
# ## Does it matter?
#
# **Predict before you run:** the classifier below is fitted on `train`, but its preparation (labels, places, means, deviations)
# on *everybody*, test people included. By how much does the test AUC rise?

# %%
from sklearn.metrics import roc_auc_score  # 0.5 is a coin, 1.0 is perfect

leaking = Pipeline(stages=preparation()).fit(people)
classifier = LogisticRegression(maxIter=15).fit(leaking.transform(train))
auc = {}
for name, rows in {"train": scored, "everybody": classifier.transform(leaking.transform(test))}.items():
    said = rows.select("label", vector_to_array("probability")[1].alias("p")).toPandas()
    auc[name] = roc_auc_score(said["label"], said["p"])
    print(f"prepared on {name}: AUC {auc[name]:.4f}")
assert abs(auc["train"] - auc["everybody"]) < 0.005 and auc["train"] > 0.85

# %% [markdown]
# Next to nothing. A mean of thousands of ages does not move for a few more. It is still a fault: when everybody's values are in
# the list, no test row is ever *unseen*, and the day on which production stops stays hidden. But it does not make this score a
# lie.
#
# Now a stage that learns from the **label**. `TargetEncoder` replaces a value by the share of positive labels among the rows
# that have it. To see a leak and nothing else, take a label that nobody can predict: each person tosses a coin. An honest AUC is
# 0.5.
#
# **Predict before you run:** `fnlwgt` is a weight of the survey, different for nearly everybody. It knows nothing about a coin.
# Which AUC does it get if the encoder was fitted on everybody?

# %%
columns = {"education": "education_num", "age": "age", "age, education": "100 * age + education_num"}
columns |= {"age, hours": "100 * age + hours_per_week", "fnlwgt": "fnlwgt"}
coin = F.pmod(F.xxhash64(F.lit("coin"), *people.columns), F.lit(2)).cast("double").alias("coin")
tossed = people.select("bucket", coin, *[F.expr(value).alias(name) for name, value in columns.items()]).cache()

rates = [f"rate {name}" for name in columns]
encoder = TargetEncoder(inputCols=list(columns), outputCols=rates, labelCol="coin", handleInvalid="keep")
sharing = [tossed.count() / tossed.select(name).distinct().count() for name in columns]
table = pd.DataFrame({"people per value": sharing}, index=list(columns))
for name, rows in {"train": tossed.where("bucket >= 2"), "everybody": tossed}.items():
    judged = encoder.fit(rows).transform(tossed.where("bucket < 2")).toPandas()
    table[f"fitted on {name}"] = [roc_auc_score(judged["coin"], judged[rate]) for rate in rates]
print(table.round(2).to_string())
assert (abs(table["fitted on train"] - 0.5) < 0.06).all() and table["fitted on everybody"].iloc[-1] > 0.8

# %%
axis = table.plot(x="people per value", marker="o", logx=True, color=["seagreen", "firebrick"], figsize=(8, 3.6))
for name, row in table.iterrows():
    axis.annotate(name, (row["people per value"], row["fitted on everybody"]), xytext=(4, 6), textcoords="offset points")
axis.axhline(0.5, color="gray", ls=":", zorder=0)
axis.set(xlabel="people who share a value (logarithmic)", ylabel="AUC for a coin", ylim=(0.4, 1), xlim=(1, 10_000))
axis.set_title("The fewer rows behind a rate, the more it gives away")
plt.show()

# %% [markdown]
# A coin, "predicted". If you share your value with nobody, the rate *is* your label. No metric complains and no stage stops. The
# rule that needs no thinking: **split, then fit, and every stage on the training rows.** One `fit` of one pipeline keeps it.
#
# ## A transformer of your own, and a folder to keep it in
#
# `capital_gain` runs from 0 to 99,999 dollars; a logarithm suits it better. As a *stage* it travels with the model and cannot be
# forgotten when rows are scored. For one expression `SQLTransformer` is enough; a class of your own has parameters and tests.
#
# Then the pipeline is saved: a folder for each stage, its parameters as JSON, what it learned as Parquet in `data`. **Predict
# before you run:** which of the three stages have `data`? And can somebody load the folder who does not have your class?

# %%
import json
import tempfile
from pathlib import Path

from pyspark.ml import Transformer
from pyspark.ml.param.shared import HasInputCol, HasOutputCol, Param, Params, TypeConverters
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable


class LogOf(Transformer, HasInputCol, HasOutputCol, DefaultParamsReadable, DefaultParamsWritable):
    unit = Param(Params._dummy(), "unit", "how many dollars count as one", TypeConverters.toFloat)

    def __init__(self, inputCol=None, outputCol=None, unit=1.0):  # whoever loads a folder calls it without arguments
        super().__init__()
        self._set(inputCol=inputCol, outputCol=outputCol, unit=unit)

    def _transform(self, rows):
        return rows.withColumn(self.getOutputCol(), F.log1p(F.col(self.getInputCol()) / self.getOrDefault(self.unit)))

# %%
logarithm = LogOf(inputCol="capital_gain", outputCol="log_gain", unit=1000.0)
assemble = VectorAssembler(inputCols=["log_gain"], outputCol="vector")
scale = StandardScaler(inputCol="vector", outputCol="scaled", withMean=True)
fitted = Pipeline(stages=[logarithm, assemble, scale]).fit(train)
folder = f"{tempfile.mkdtemp()}/gains"
fitted.write().overwrite().save(folder)  # without overwrite() an existing folder is an error
for stage in sorted(Path(folder, "stages").iterdir()):
    written = json.loads(next(stage.glob("metadata/part*")).read_text())
    print(f"{written['class']:<45}", *sorted(part.name for part in stage.iterdir()))
again = PipelineModel.load(folder)
print("loaded: unit", again.stages[0].getOrDefault("unit"), "· the same mean:", again.stages[2].mean == fitted.stages[2].mean)

# %%
own = LogOf
del LogOf  # as in another notebook, which has only the folder
try:
    PipelineModel.load(folder)
except AttributeError as problem:
    print("load stops:", problem)
LogOf = own

# %% [markdown]
# The folder holds the *name* of your class and its parameters, never its code. Keep the class in a module that training and
# scoring both import. And make each setting a `Param`: a plain attribute (`self.unit = …`) is not written, and is lost after
# loading.
#
# A transformer has no `fit`, so it must not learn. The next one learns in secret, from whatever rows it is given. **Predict
# before you run:** which `centered` age has one and the same person, in company and alone?

# %%
class MinusMean(LogOf):
    def _transform(self, rows):
        mean = rows.agg(F.avg(self.getInputCol())).first()[0]  # of the rows at hand, whoever they are
        return rows.withColumn(self.getOutputCol(), F.col(self.getInputCol()) - mean)


center = MinusMean(inputCol="age", outputCol="centered")
one, others = test.orderBy("fnlwgt", "age").limit(1).withColumn("me", F.lit(1)), test.withColumn("me", F.lit(0))
companies = {"with all of test": one.union(others), "with the old": one.union(others.where("age > 60")), "alone": one}
for company, rows in companies.items():
    age, centered = center.transform(rows).where("me = 1").select("age", "centered").first()
    print(f"{company:<16}: age {age}, centered {centered:+.1f}")
assert centered == 0

# %% [markdown]
# One person, three values. Alone, as in a request to an endpoint, everybody is average. What must learn is an estimator:
# `StandardScaler(withMean=True)` learns the mean once, in `fit`, and then a person's value does not depend on the company.
#
# ## What to remember
#
# - Split before the first `fit`. An estimator learns from the rows it is given; a transformer only applies.
# - A fitted pipeline is a memory. Fit again and compare what was learned: that tells which rows it has seen.
# - A leak is as large as the rows behind what is learned are few: nothing for a mean of thousands, everything for a rate of one
#   or two.
# - A text: `handleInvalid="keep"`. With `"skip"` people disappear, and not at random; `"error"` waits until the column is used.
# - A number: impute the gap. With an assembler that keeps `NaN`, the model answers 0.0.
# - Save the whole pipeline. A transformer of your own needs an importable class, settings as `Param`, and no look at other rows.
#
# ## On Databricks (November 2026)
#
# - The same classes, the same `fit`, `save` and `load`. The folder lies in a Unity Catalog volume:
#   `model.write().overwrite().save("/Volumes/catalog/schema/volume/gains")`. Mostly you will log the pipeline instead, with
#   `mlflow.spark.log_model` (module 2), so that it gets a version and a name.
# - A class of your own goes into a `.py` file beside the notebooks, in workspace files or a Git folder. `log_model` takes the
#   file along with `code_paths=[…]`.
# - `pyspark.ml` runs on dedicated clusters, since runtime 17.0 on standard ones, and on serverless compute from environment 4,
#   where a model may have at most 100 MB. `TargetEncoder` came with Spark 4.0, which is runtime 17.0.
# - The exam's words are the ones used here: estimator, transformer, pipeline. It wants to know which stages learn, in which
#   order stages must stand, and what `fit` gives back.
