# %% [markdown]
# # What should stand where nothing stands?
#
# A model wants a number in every place, and a table has gaps. You may put the mean there, the median, the most frequent value,
# or nothing at all. Each choice says something about the row that nobody has measured. Which one can you defend?
#
# **Objectives** DP-23 mean, median or mode: which, and why · DP-24 impute with mean, median, mode · from the older outline:
# indicator variables for imputed values.
# **Left out** outliers (unit *explore*), one-hot encoding and logarithms (unit *encode_scale*), pipelines in depth (module 1).
# **Time** 30 minutes to read and run.
#
# Eleven times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights and people to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.feature import Imputer, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
read = {name: spark.read.parquet(dataset(name)) for name in ("flights", "weather", "planes", "bikes", "census")}
weather = read["weather"].select("origin", "time_hour", "temp", "pressure", "precip", "wind_speed", "wind_gust")
planes = read["planes"].withColumnRenamed("year", "built").select("tailnum", "built", "seats", "speed", "engine", "model")
january = read["flights"].where("month = 1").sample(fraction=fraction, seed=seed)  # 2013, from New York
flights = january.join(weather, ["origin", "time_hour"], "left").join(planes, "tailnum", "left").coalesce(1).cache()
shown = ["day", "hour", "carrier", "flight", "arr_delay", "pressure", "wind_gust", "built", "seats", "speed"]
flights.where("day = 16").orderBy("hour", "carrier", "flight").select(shown).show(8)

# %% [markdown]
# ## How many gaps, and how many complete rows?
#
# The flights of January 2013 from New York, each with the weather at its hour and with what is known about its plane. The
# first idea is to keep only complete rows.
#
# **Predict before you run:** which share of the flights has a value in *every* column?

# %%
size = flights.count()
gaps = flights.select([F.count_if(F.col(name).isNull()).alias(name) for name in flights.columns]).first().asDict()
for name, count in sorted(gaps.items(), key=lambda item: (-item[1], item[0])):
    if count:
        print(f"{name:<11}{count / size:>7.1%}")
rest = flights.drop("speed", "wind_gust")
for name, rows in {"all columns": flights, "without speed and wind_gust": rest}.items():
    print(f"complete rows, {name}: {rows.dropna().count() / size:.1%} of {size:,}")
assert flights.dropna().count() < 0.01 * size < 0.5 * size < rest.dropna().count()

# %% [markdown]
# Hardly any. A row must have *no* gap to stay, so the emptiest column decides for all of them. Drop the **column** when most
# of it is missing: a fill would invent nearly all of it. Drop the **row** when few rows are concerned, and when you will never
# have to score such a row. At scoring time a row cannot be dropped: somebody waits for the answer.
#
# ## Why is it missing?
#
# There are three kinds of reasons. **At random**: the gap has nothing to do with the row. **It depends on something that you
# see**: another column tells where gaps are likely. **It depends on the value itself**, which you do not see.
#
# **Predict before you run:** of which kind are these four? The weather word in the bike table. The air pressure. The
# occupation of a person. The speed of a gust of wind.

# %%
cases = {
    "weather word": ("bikes", "weathersit IS NULL", "6 * floor(hr / 6)", "hour of the day, from"),
    "air pressure": ("weather", "pressure IS NULL", "CASE WHEN precip > 0 THEN 'wet' ELSE 'dry' END", "rain in this hour"),
    "occupation": ("census", "occupation IS NULL", "least(10 * floor(age / 10), 80)", "age, from"),
    "wind gust": ("weather", "wind_gust IS NULL", "least(5 * floor(wind_speed / 5), 25)", "wind in mph, from"),
}
figure, axes = plt.subplots(1, 4, figsize=(12, 3), layout="tight")
shares = {}
for axis, (title, (table, gap, by, label)) in zip(axes, cases.items()):
    share = F.avg(F.expr(gap).cast("int")).alias("share")
    found = read[table].groupBy(F.expr(by).alias("by")).agg(share).dropna().orderBy("by").toPandas()
    shares[title] = found["share"]
    axis.bar(found["by"].astype(str), found["share"], color="steelblue")
    axis.set(title=title, xlabel=label, ylabel="share of gaps", ylim=(0, 1))
plt.show()
assert np.ptp(shares["weather word"]) < 0.02 and shares["air pressure"].iloc[1] > 2 * shares["air pressure"].iloc[0]

# %% [markdown]
# - The **weather word** is missing as often at night as at noon. It looks as if somebody had removed words at random.
# - The **air pressure** is missing far more often in rain and snow: in half of the wet hours, and in 7 of 100 dry ones. You see
#   the rain, so you can see where gaps are likely.
# - The **occupation** is missing for the young and the old: many of them have none.
# - The **gust** is missing when the wind is slow. Then there *was* no gust. The gap is the value: filling it with the mean
#   gust would put a storm into a calm hour.
#
# Two more belong in that list. A cancelled flight has no `dep_delay`, because it never left. And the weekday of a bike row is
# not lost at all: the date stands beside it. **Ask first whether the value can be looked up.** In the next cell the calendar
# is compared with the most frequent weekday.

# %%
weekday = F.date_format("dteday", "E")
bikes = read["bikes"].withColumn("looked_up", weekday).cache()
known = bikes.where("weekday IS NOT NULL")
mode = known.agg(F.mode("weekday", True)).first()[0]
right = known.agg(*[F.avg((F.col("weekday") == guess).cast("int")) for guess in (F.col("looked_up"), mode)]).first()
print(f"looked up in the calendar: {right[0]:.1%} right, filled with the mode {mode!r}: {right[1]:.1%} right")
print(bikes.where("weekday IS NULL").count(), "gaps can be looked up")
assert right[0] == 1 and right[1] < 0.15

# %% [markdown]
# ## What a fill does to the column
#
# To see what a fill does you need the truth, so we hide values that we know. The bike table has the temperature and the
# temperature *as felt*, both complete. We hide three of ten temperatures, and fill them with the mean of the others.
#
# **Predict before you run:** the mean stays where it is. What happens to the standard deviation, and to the correlation with
# the temperature as felt?

# %%
hidden = F.pmod(F.xxhash64(F.lit(seed), "dteday", "hr"), F.lit(10)) < 3
masked = bikes.select("temp", "atemp", F.when(~hidden, F.col("temp")).alias("left")).cache()
mean, median, mode = masked.agg(F.avg("left"), F.median("left"), F.mode("left", True)).first()
columns = {"the truth": F.col("temp"), "only known": F.col("left")}
fills = {"mean": mean, "median": median, "mode": mode}
columns |= {f"{name} in gaps": F.coalesce("left", F.lit(value)) for name, value in fills.items()}
table = pd.DataFrame(index=["mean", "deviation", "correlation"])
for name, column in columns.items():
    table[name] = masked.agg(F.avg(column), F.stddev(column), F.corr(column, F.when(column.isNotNull(), F.col("atemp")))).first()
print(table.T.round(2).to_string())
assert table.loc["deviation", "mean in gaps"] < 0.88 * table.loc["deviation", "the truth"]
assert table.loc["correlation", "mean in gaps"] < 0.9 * table.loc["correlation", "only known"]

# %%
seen = masked.withColumn("filled", F.coalesce("left", F.lit(mean))).orderBy("temp", "atemp", "left").toPandas()
figure, axes = plt.subplots(1, 3, figsize=(12, 3.2), layout="tight")
bins = np.arange(-9, 42, 1.0)
for axis, name, title in ((axes[0], "temp", "the truth"), (axes[1], "filled", "the mean in three of ten")):
    axis.hist(seen[name], bins=bins, color="steelblue")
    axis.set(title=title, xlabel="°C", ylim=(0, 6500))
axes[0].set_ylabel("hours")
few = seen.iloc[::10]
axes[2].scatter(few["filled"], few["atemp"], s=4, c=np.where(few["left"].isna(), "firebrick", "steelblue"))
axes[2].set(title="filled rows in red", xlabel="temperature, °C", ylabel="as felt, °C")
plt.show()

# %% [markdown]
# The mean is kept, the rest is not. There is a **spike** where nothing was, the **spread** is smaller, and the **correlation**
# has fallen, because the red rows all have one temperature, whatever the others felt. Every constant does this. A model sees a
# weaker relation than there is, and believes its numbers too much.
#
# ## `Imputer`: learn from the training rows, fill anywhere
#
# `Imputer` is an estimator: several columns, **one** strategy (`mean` is the default, then `median` and `mode`). What it
# learns stands in `surrogateDF`. The first twenty days of January teach, the others are filled.
#
# **Predict before you run:** `seats` and `built` are whole numbers. What stands in a gap of `seats` when the strategy is
# `mean`?

# %%
train, test = flights.where("day <= 20").cache(), flights.where("day > 20").cache()
inputs = ["pressure", "seats", "built"]
full = [f"{name}_full" for name in inputs]
for strategy in ("mean", "median", "mode"):
    model = Imputer(inputCols=inputs, outputCols=full, strategy=strategy).fit(train)
    learned = model.surrogateDF.first()
    gap = model.transform(test).where("seats IS NULL").select("seats_full").first()[0]
    print(f"{strategy:<7}", {name: round(value, 2) for name, value in learned.asDict().items()}, "· a gap in seats gets", gap)
    assert gap == int(learned["seats"])
print(dict(model.transform(test).select(full).dtypes))

# %% [markdown]
# The column keeps its type. So the mean of a column of whole numbers is **cut** to a whole number: cast it to double first if
# that matters.
#
# Now the edges. The next cell shows what counts as a gap, and three things that `Imputer` does not do. **Predict before you
# run:** in the two lists, which entries are filled?

# %%
four = spark.createDataFrame([(1.0,), (float("nan"),), (None,), (-999.0,), (5.0,)], "x double").coalesce(1)
for missing in (float("nan"), -999.0):
    model = Imputer(inputCols=["x"], outputCols=["x"], missingValue=missing).fit(four)
    print(f"missingValue={missing}: fill {model.surrogateDF.first()[0]:.1f},", [row.x for row in model.transform(four).collect()])

empty = four.withColumns({"nothing": F.lit(None).cast("double"), "word": F.lit("a"), "yes": F.lit(True)})
for name in ("word", "yes", "nothing"):
    try:
        Imputer(inputCols=[name], outputCols=[f"{name}_full"], strategy="mode").fit(empty)
        print(f"{name}: runs")
    except Exception as problem:
        said = [part for part in ("must be of type numeric", "surrogate cannot be computed") if part in str(problem)]
        assert said, problem
        print(f"{name}: stops, {said[0]}")

# %% [markdown]
# - Null **and** NaN are gaps. With `missingValue=-999.0` null and -999 are, and a NaN is left as it is: you may need both
#   runs. (If nobody says what -999 means, it is a number, and a bad one: look at the fill of the first line.)
# - No texts, no booleans. And no column that is empty in the training rows: that one has to go.
#
# ## Mean, median or mode?
#
# Each is the best constant, for its own question. Hide values again, this time of people: `capital_gain` is 0 for most and
# 99,999 dollars for a few. **Predict before you run:** which fill has the smallest RMSE on the hidden gains, which the
# smallest mean absolute error, and which is exactly right most often?

# %%
people = read["census"].sample(fraction=fraction, seed=seed).cache()
hide = F.pmod(F.xxhash64(F.lit(seed), *people.columns), F.lit(10)) < 3
others, judges = people.where(~hide), people.where(hide)
lines = []
for name in ("capital_gain", "hours_per_week", "age"):
    *fills, skewness = others.agg(F.avg(name), F.median(name), F.mode(name, True), F.skewness(name)).first()
    offs = [F.col(name) - float(fill) for fill in fills]
    errors = [(F.sqrt(F.avg(off**2)), F.avg(F.abs(off)), F.avg((off == 0).cast("int"))) for off in offs]
    found = np.array(judges.agg(*sum(errors, ())).first()).reshape(3, 3)
    lines += [(name, skewness, *line) for line in zip(("mean", "median", "mode"), fills, *found.T)]
table = pd.DataFrame(lines, columns=["column", "skewness", "fill", "value", "RMSE", "mean abs. error", "exactly right"])
print(table.round(2).to_string(index=False))
gain = table[table["column"] == "capital_gain"].set_index("fill")
assert gain["RMSE"].idxmin() == "mean" and gain["mean abs. error"].idxmin() == "median" and gain.loc["mean", "exactly right"] == 0

# %% [markdown]
# The mean wins by RMSE: no other constant has a smaller one on the rows that taught it. But no hidden person has exactly that
# gain. A few large values pull the mean of a skewed column up; the median stays with the middle row. With `age` the two are
# close together, and the mode misleads: no age is much more frequent than the others.
#
# | the column | fill | misleads when |
# |---|---|---|
# | numbers, symmetric, no outliers | mean | a long tail or a fault of a sensor pulls it |
# | numbers, skewed or with outliers | median | more than half are one value: it is that value |
# | codes, words, few values | mode | no value is much more frequent than the others |
# | a gap that means something | a value of its own, or an indicator | the reason changes after training |
#
# ## Words
#
# The mode of a text is learned by hand: `F.mode(name, True)` decides ties by the smallest value. Or the gap becomes a value of
# its own: `fillna("unknown")`, or `StringIndexer(handleInvalid="keep")`.
#
# **Predict before you run:** how many of the people without an occupation earn more than 50,000 dollars, and how many with the
# most frequent occupation?

# %%
rich = F.avg((F.col("income") == ">50K").cast("int")).alias("rich")
table = people.fillna({"occupation": "(gap)"}).groupBy("occupation").agg(F.count("*").alias("people"), rich)
table = table.orderBy("rich", "occupation").toPandas().set_index("occupation")
mode = people.agg(F.mode("occupation", True)).first()[0]
colors = ["firebrick" if name == "(gap)" else "darkorange" if name == mode else "steelblue" for name in table.index]
axis = table["rich"].plot.barh(color=colors, figsize=(8, 4), xlabel="share above 50K", ylabel="", xlim=(0, 0.6))
axis.set_title(f"red: no occupation · orange: the mode, {mode}")
plt.tight_layout()
plt.show()
print(f"gap: {table.loc['(gap)', 'rich']:.0%} of {table.loc['(gap)', 'people']:,}; {mode}: {table.loc[mode, 'rich']:.0%}")
workless = people.where("occupation IS NULL").agg(F.avg(F.col("workclass").isNull().cast("int"))).first()[0]
print(f"{workless:.1%} of the people without an occupation have no workclass either")

# %% [markdown]
# The gap is a group of its own. Filled with the mode, these people would count as one of the better paid. For words, a value
# of its own is the safer default; take the mode when the gaps are few and at random.
#
# ## A fill for each group
#
# The seats of a plane follow from its model. A median per model is a fill that knows more. Models that the training rows do
# not have **fall back** to the overall median. **Predict before you run:** by how much is the group's median nearer?

# %%
hide = F.pmod(F.xxhash64(F.lit(seed), "tailnum"), F.lit(10)) < 3
learn, judge = planes.where(~hide), planes.where(hide)
overall = learn.agg(F.median("seats")).first()[0]
medians = learn.groupBy("model").agg(F.median("seats").alias("of_model"))  # learned once, from the training rows
filled = judge.join(medians, "model", "left").withColumn("fill", F.coalesce("of_model", F.lit(overall)))


def rmse(fill):
    return F.sqrt(F.avg((F.col("seats") - fill) ** 2))


counts = F.count("*"), F.count_if(F.col("of_model").isNull())
rows, new, alone, group = filled.agg(*counts, rmse(F.lit(overall)), rmse(F.col("fill"))).first()
print(f"{rows} planes: RMSE {alone:.1f} seats with one median, {group:.1f} with that of the model; {new} new models fell back")
assert group < 0.5 * alone and new > 0

# %% [markdown]
# A window (`F.median(…).over(Window.partitionBy("model"))`) is shorter, but it learns from the rows that it fills. A single
# row at scoring time has no group. Keep the learned table, and join it.
#
# ## Remember that there was a gap
#
# The air pressure is missing more often in rain and snow. After the fill an hour with a gap looks like any other. An **indicator**
# keeps what the gap said. `Imputer` makes none: you add it, and **before** the fill.
#
# **Predict before you run:** how many flights does an indicator find that is made after the fill? And are flights with such a
# gap late more often?

# %%
gap = F.col("pressure").isNull() | F.isnan("pressure")
marked = train.withColumn("pressure_missing", gap.cast("int"))
filling = Imputer(inputCols=["pressure"], outputCols=["pressure"], strategy="median").fit(train)  # in place
filled = filling.transform(marked).withColumn("too_late", gap.cast("int"))
before, after = filled.agg(F.sum("pressure_missing"), F.sum("too_late")).first()
print(f"gaps that an indicator finds: {before:,} before the fill, {after} after it")
late = F.avg((F.col("arr_delay") > 15).cast("int")).alias("late")
by_gap = filled.groupBy("pressure_missing").agg(F.count("*").alias("flights"), late).orderBy("pressure_missing").toPandas()
print(by_gap.round(3).to_string(index=False))
assert after == 0 < before and by_gap["late"].is_monotonic_increasing

# %% [markdown]
# Make an indicator for every column that *can* have gaps, also when the training rows have none: the columns of a model are
# fixed, and tomorrow's rows are not.
#
# ## The fill belongs to the model
#
# Three imputers, fitted on three sets of rows. **Predict before you run:** do their fills differ? Then the right one is saved,
# loaded, and given a single flight. Which value does its gap get?

# %%
import tempfile

numbers = ["temp", "pressure", "seats", "built"]
imputer = Imputer(inputCols=numbers, outputCols=[f"{name}_full" for name in numbers])
sets = {"train": train, "everybody": flights, "test": test}
table = pd.DataFrame({name: imputer.fit(rows).surrogateDF.first().asDict() for name, rows in sets.items()})
print(table.round(3).to_string())
assert (table["train"] != table["everybody"]).all()

folder = f"{tempfile.mkdtemp()}/fills"
assemble = VectorAssembler(inputCols=[f"{name}_full" for name in numbers], outputCol="features")
Pipeline(stages=[imputer, assemble]).fit(train).write().overwrite().save(folder)
one = test.where("pressure IS NULL").orderBy("day", "hour", "carrier", "flight").limit(1)
print("one flight, alone:", round(PipelineModel.load(folder).transform(one).first()["pressure_full"], 3))

# %% [markdown]
# The fills differ, so each tells which rows it has seen (`leak` in the exercise's tests does just that). The effect on a score
# is small when thousands of rows stand behind a mean, and large when a group has two. The rule costs nothing: **split, then
# fit.** And at scoring time nothing is learned: the single flight gets the mean of the training rows, from the folder.
#
# ## The label is not a feature
#
# Cancelled flights have no arrival delay. **Predict before you run:** we fill that *label* with its mean. What happens to the
# RMSE of a model that says the same number for every flight?

# %%
mean = flights.agg(F.avg("arr_delay")).first()[0]
for name, label in {"known labels": F.col("arr_delay"), "filled labels": F.coalesce("arr_delay", F.lit(mean))}.items():
    count, error = flights.agg(F.count(label), F.sqrt(F.avg((label - mean) ** 2))).first()
    print(f"{name}: {count:,} flights, RMSE {error:.2f} minutes")
share = gaps["arr_delay"] / size
print(f"{share:.1%} of the flights have no label")
assert share > 0

# %% [markdown]
# The error falls, and nothing was learned: some flights are now "predicted" without any error, because we wrote the answer
# ourselves. **Drop rows without a label** from training and from the test. And say so: the model then speaks of flights that
# did arrive.
#
# ## And trees?
#
# "Trees can live with gaps" is true of some libraries: XGBoost and LightGBM learn for each split to which side a gap goes.
# Spark's own trees do not: a `VectorAssembler` that keeps a gap makes a NaN, and `fit` stops at it (a question of the quiz
# runs it). So fill first, also for a tree. A tree does not mind a strange fill, though: a value far outside, such as -1 for
# `built`, lets it split the gaps off. A linear model would take -1 for a very old plane.
#
# ## What to remember
#
# - Ask first why it is missing. Can it be looked up? Is the gap itself the value?
# - Mean for symmetric numbers, median for skewed ones, mode for words and codes. For words, "unknown" is often better.
# - A constant makes a spike, a smaller spread and weaker correlations. A fill per group does less harm; it needs a fall-back.
# - Indicator first, then the fill. For every column that can have gaps.
# - Fit on the training rows, save the imputer with the model, and never fill a label.
# - `Imputer`: numbers only, one strategy, null and NaN are gaps, whole numbers stay whole.
# - Drop a column that is mostly empty. Drop rows only if you will never have to score such a row.
#
# ## On Databricks (November 2026)
#
# - The same `Imputer` and the same calls, in a pipeline that `mlflow.spark.log_model` logs (module 2), so that the fills have
#   a version.
# - The exam says: AutoML can impute. In the UI each column has an *Impute with* setting, in the Python API there is
#   `imputers={"age": "median"}`. Today AutoML is not built in from runtime 18.0 ML: you choose the
#   fills yourself, as in this lesson.
# - A table of medians per group that several models need is a feature table (later in this module).
