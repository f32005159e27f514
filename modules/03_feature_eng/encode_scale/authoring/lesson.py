# %% [markdown]
# # How do words and skewed numbers become columns for a model?
#
# A model computes with numbers. A table has words: 13 carriers, some 70 destinations, thousands of tail numbers. And it has
# numbers of which a few are giants. There are several ways to make columns of them. Each fits some models, and harms others.
#
# **Objectives** DP-25 one-hot encode · DP-26 where one-hot encoding fits and where it does not · DP-27 where a log transform
# fits. **Left out** what `handleInvalid` does in a whole pipeline (unit *pipelines*), a model on a logarithmic label (unit
# *regression*), gaps (unit *impute*), words in free text. **Time** 35 minutes to read and run.
#
# Fourteen times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the rows to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml import Pipeline
from pyspark.ml.feature import FeatureHasher, OneHotEncoder, StandardScaler, StringIndexer, TargetEncoder, VectorAssembler
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sklearn.metrics import roc_auc_score  # 0.5 is a coin, 1.0 is perfect

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights_lga")).where("arr_delay IS NOT NULL").sample(fraction=0.35 * fraction, seed=seed)
bucket = F.pmod(F.xxhash64(F.lit(seed), "time_hour", "carrier", "flight"), F.lit(10))
flights = flights.withColumns({"bucket": bucket, "late": (F.col("arr_delay") > 15).cast("double")}).coalesce(1).cache()
train, test = flights.where("bucket >= 2"), flights.where("bucket < 2")
flights.select("carrier", "dest", "tailnum", "hour", "distance", "arr_delay", "late").orderBy("time_hour", "flight").show(5)

# %% [markdown]
# ## A word becomes an index, an index becomes a vector
#
# `StringIndexer` lists the words of the training rows and gives each its place: **the most frequent first, ties by the
# alphabet**. `OneHotEncoder` gives each place a slot in a vector.
#
# **Predict before you run:** there are as many carriers as lines below. How many slots has the vector, and which carrier
# gets only zeros?

# %%
index = StringIndexer(inputCol="carrier", outputCol="index").fit(train)
encoder = OneHotEncoder(inputCol="index", outputCol="vector").fit(index.transform(train))
means = train.groupBy("carrier").agg(F.count("*").alias("flights"), F.avg("arr_delay").alias("mean"))
carriers = encoder.transform(index.transform(means)).orderBy("index").coalesce(1).cache()
carriers.select("carrier", "flights", "index", "vector").show(20, truncate=False)
table = carriers.toPandas()
assert encoder.categorySizes == [len(table)]

figure, axis = plt.subplots(figsize=(6.4, 3.8))
axis.imshow(np.vstack([vector.toArray() for vector in table["vector"]]), cmap="Greens", vmin=0, vmax=1.3)
axis.set(yticks=range(len(table)), yticklabels=table["carrier"], xticks=range(len(table) - 1), xlabel="slot")
axis.set_title(f"{len(table)} carriers, {len(table) - 1} slots: the last carrier has none")
plt.show()

# %% [markdown]
# `(12,[2],[1.0])` reads: twelve slots, a 1.0 in slot 2, zeros elsewhere. It is a **sparse** vector: only what is not zero is
# stored. With `dropLast=True`, the default, the last place gets no slot, because "none of the others" already says which it
# is. A linear model with an intercept needs no more: with all slots, one column would be the others' shadow.
#
# But then zeros have a meaning, and what comes in new must not get it by accident. The next cell fits one encoder for each pair of
# settings to the places 0, 1 and 2, and asks for place 2 and for place 9, which nobody has seen. **Predict before you run:** with
# which settings does place 2 become zeros, and with which place 9?

# %%
places, asked = (spark.createDataFrame([(float(place),) for place in some], ["place"]) for some in ([0, 1, 2], [0, 2, 9]))
seen = {}
for invalid in ("error", "keep"):
    for drop in (False, True):
        fitted = OneHotEncoder(inputCol="place", outputCol="vector", handleInvalid=invalid, dropLast=drop).fit(places)
        rows = fitted.transform(asked if invalid == "keep" else asked.where("place < 9")).orderBy("place").collect()
        words = [" ".join(f"{number:.0f}" for number in row["vector"].toArray()) for row in rows]
        seen[f"{invalid}, dropLast={drop}"] = [*words, "stops"][:3]
print(pd.DataFrame(seen, index=["place 0", "place 2", "place 9 (new)"])[sorted(seen, reverse=True)].to_string())
assert seen["keep, dropLast=True"] == ["1 0 0", "0 0 1", "0 0 0"]

# %% [markdown]
# With `keep`, one place more is made for what is new, and it is *that* place which `dropLast` leaves out. Zeros then mean "new", and
# each known place has a slot. With `error`, the last known place becomes zeros, and the new place stops the job. With
# `dropLast=False`, nobody becomes zeros (task 1).
#
# ## May the index itself be the column?
#
# It is a number already, and it takes one column instead of twelve. **Predict before you run:** four models get only the
# carrier, and should say how late it is on average. Which of them can come close to the means: the linear model on the index,
# the linear model on the vector, a small tree (three splits deep) on the index, the same tree on the vector?

# %%
from pyspark.ml.regression import DecisionTreeRegressor, LinearRegression

asked = VectorAssembler(inputCols=["index"], outputCol="number").transform(carriers)
coded = VectorAssembler(inputCols=["index"], outputCol="number").transform(encoder.transform(index.transform(train))).cache()
models = {
    "linear on index": LinearRegression(featuresCol="number", labelCol="arr_delay"),
    "linear on vector": LinearRegression(featuresCol="vector", labelCol="arr_delay"),
    "tree on index": DecisionTreeRegressor(featuresCol="number", labelCol="arr_delay", maxDepth=3, seed=seed),
    "tree on vector": DecisionTreeRegressor(featuresCol="vector", labelCol="arr_delay", maxDepth=3, seed=seed),
}
for name, model in models.items():
    said = model.fit(coded).transform(asked).select("carrier", F.col("prediction").alias(name)).toPandas()
    table = table.merge(said, on="carrier")
off = {name: float(np.average((table[name] - table["mean"]).abs(), weights=table["flights"])) for name in models}
print("\n".join(f"{name:<16}: {minutes:.1f} minutes beside the carrier's mean" for name, minutes in off.items()))
assert off["linear on vector"] < 0.01 and off["tree on index"] < off["tree on vector"] < off["linear on index"]

# %%
figure, axis = plt.subplots(figsize=(9, 3.6))
axis.bar(table["carrier"], table["mean"], color="lightgray", label="mean of the carrier")
for (name, style), mark in zip({"linear on index": "-", "tree on index": "", "tree on vector": ""}.items(), ["o", "s", "^"]):
    axis.plot(table["carrier"], table[name], marker=mark, ls=style or "none", ms=6, alpha=0.8, label=name)
axis.set(ylabel="minutes late", xlabel="carrier, in the order of the index")
axis.legend(loc="center left", bbox_to_anchor=(1, 0.5))
figure.tight_layout()
plt.show()

# %% [markdown]
# For the linear model the index is a mistake: a straight line through an order that means nothing but "how many flights". For
# the tree it is none. On the vector, the same tree is *worse*: each split can set apart one carrier only.
#
# How does the tree know that 3 is not "more than 2"? `StringIndexer` writes into the schema that this column has categories.
# The metadata travels with the column. The next cell fits one split twice: as it is, and after `+ 0`, which loses the
# metadata. And the tree needs one bin for each level, while `maxBins` is 32. **Predict before you run:** what happens with
# `dest`, which has more levels than that?

# %%
import re

bare = coded.select("arr_delay", (F.col("index") + 0).alias("bare"))
bare = VectorAssembler(inputCols=["bare"], outputCol="number").transform(bare)
stump, splits = DecisionTreeRegressor(featuresCol="number", labelCol="arr_delay", maxDepth=1, seed=seed), []
for name, rows in {"with metadata": coded, "without": bare}.items():
    splits.append(stump.fit(rows).toDebugString.splitlines()[1].strip())
    print(f"{name:<14}", splits[-1])
assert " in {" in splits[0] and " <= " in splits[1]
dest = StringIndexer(inputCol="dest", outputCol="place", handleInvalid="keep").fit(train)
try:
    stump.fit(VectorAssembler(inputCols=["place"], outputCol="number").transform(dest.transform(train)))
    raise RuntimeError("it should have stopped")
except Exception as problem:
    print("stops: a tree", re.search(r"requires maxBins.*?has \d+ values", str(problem).replace("\n", " ")).group())

# %% [markdown]
# With metadata: "is the carrier one of these". Without: "is the number at most". With a larger `maxBins` the tree for `dest`
# runs.
#
# ## One-hot against trees, on the census
#
# Who earns more than 50,000 dollars? Seven texts and five numbers. A tree reads the texts as places, or as one-hot vectors.
# **Predict before you run:** how many columns does each see, and which one judges better?

# %%
from pyspark.ml.classification import DecisionTreeClassifier, LogisticRegression

texts = ["workclass", "education", "marital_status", "occupation", "race", "sex", "native_country"]
numbers, auc = ["age", "education_num", "capital_gain", "capital_loss", "hours_per_week"], {}
people = spark.read.parquet(dataset("census")).sample(fraction=0.3 * fraction, seed=seed).coalesce(1)
place, vector = [f"{name}_i" for name in texts], [f"{name}_v" for name in texts]
stages = [StringIndexer(inputCols=texts, outputCols=place, handleInvalid="keep"), OneHotEncoder(inputCols=place, outputCols=vector)]
stages += [VectorAssembler(inputCols=numbers + some, outputCol=name) for name, some in (("places", place), ("vectors", vector))]
people = people.selectExpr("*", "double(income = '>50K') AS label", "pmod(xxhash64(fnlwgt, age), 10) AS part")
people = Pipeline(stages=stages).fit(people).transform(people).cache()
for name in ("places", "vectors"):
    tree = DecisionTreeClassifier(featuresCol=name, maxDepth=4, maxBins=64, seed=seed).fit(people.where("part >= 2"))
    said = tree.transform(people.where("part < 2")).select("label", "probability").toPandas()
    auc[name] = roc_auc_score(said["label"], said["probability"].str[1])
    print(f"{name}: {tree.numFeatures} columns, AUC {auc[name]:.3f}")
assert abs(auc["places"] - auc["vectors"]) < 0.05 and tree.numFeatures > 80

# %% [markdown]
# The scores are close, with eight times as many columns to look through at each node. (The indexer knows all people here:
# only the form of the columns is compared.) When a few levels carry the signal, such as being married, one slot is as good as
# one place. When it is spread over many levels, as with the carriers above, the tree on vectors needs one split for each.
# One-hot gives a tree nothing that it does not have.
#
# ## Many levels
#
# **Predict before you run:** the vector of `tailnum` has a slot for each aircraft. How many slots, and what share of them was
# filled in fewer than 20 training rows?

# %%
facts, size = {}, train.count()
for column in ("carrier", "dest", "tailnum"):
    counts = train.groupBy(column).count().toPandas()["count"].to_numpy()
    new = test.join(train.select(column).distinct(), column, "left_anti").count()
    rare = counts[counts < 20]
    facts[column] = {
        "levels": len(counts), "rare (< 20 rows)": len(rare), "rows with a rare level": f"{rare.sum() / size:.0%}",
        "test rows, new": new, "dense, MB": f"{8 * size * len(counts) / 1e6:,.0f}", "sparse, MB": f"{12 * size / 1e6:.1f}",
    }
print(pd.DataFrame(facts).T.to_string())
assert facts["tailnum"]["levels"] > 1000 and facts["tailnum"]["test rows, new"] > facts["dest"]["test rows, new"]

# %% [markdown]
# The sizes are arithmetic: eight bytes for each number of a dense vector, twelve (a place and a value) for a sparse one.
# Sparse, the vector itself is cheap. What costs is the **model**: a coefficient for each slot, learned from a handful of rows
# each. Rare levels teach noise, and aircraft that are new get nothing.
#
# ## A hash needs no list
#
# `FeatureHasher` computes the slot from the word: no `fit`, no list, and a new word gets a slot like any other. The number of
# slots is yours to choose. Two words may land in one slot: a **collision**. **Predict before you run:** with twice as many
# slots as destinations, how many destinations share theirs?

# %%
levels = train.select("dest").distinct().cache()
count, sizes, shared = levels.count(), [2**power for power in range(5, 13)], {}
for slots in sizes:
    hashed = FeatureHasher(inputCols=["dest"], outputCol="hashed", numFeatures=slots).transform(levels).toPandas()["hashed"]
    taken = hashed.map(lambda vector: int(vector.indices[0])).value_counts()
    shared[slots] = int(taken[taken > 1].sum())
expected = count * (1 - (1 - 1 / np.array(sizes)) ** (count - 1))  # a level is alone if all others land elsewhere
print(f"{count} destinations;", ", ".join(f"{slots} slots: {number} share" for slots, number in shared.items()))

both = pd.DataFrame({"counted": shared, "expected of a fair hash": dict(zip(sizes, expected))})
axis = both.plot(logx=True, marker="o", figsize=(8, 3))
axis.set(xlabel="numFeatures (logarithmic)", ylabel="destinations that share", xticks=sizes, xticklabels=sizes)
axis.minorticks_off()
plt.show()

# %% [markdown]
# With twice as many slots, half of the destinations share. Collisions go away slowly: to be rid of most, have ten or twenty
# times as many slots as levels, and prefer a power of two. The second price: nobody can say afterwards what slot 77 stands
# for. The default, 262,144 slots, has few collisions, and is a wide vector.
#
# ## A rate needs one column
#
# `TargetEncoder` (Spark 4) replaces a level by the mean label of its training rows. For $n$ rows with mean $m$, and $p$ the
# mean of all, **smoothing** $s$ makes it $(n\,m + s\,p) / (n + s)$. **Predict before you run:** an aircraft flew once and was
# late. Which rate does it get with $s = 0$, and which with $s = 20$?

# %%
tail = StringIndexer(inputCol="tailnum", outputCol="plane", handleInvalid="keep").fit(train)
known, prior = tail.transform(train).cache(), train.agg(F.avg("late")).first()[0]
planes = tail.transform(train.groupBy("tailnum").agg(F.count("*").alias("n"), F.avg("late").alias("m")))
for s in (0, 20):
    encoder = TargetEncoder(inputCols=["plane"], outputCols=[f"s={s}"], labelCol="late", smoothing=s, handleInvalid="keep")
    planes = encoder.fit(known).transform(planes)
planes = planes.orderBy("n", "tailnum").toPandas()
assert np.allclose(planes["s=20"], (planes["n"] * planes["m"] + 20 * prior) / (planes["n"] + 20))
print("aircraft that flew once:", planes[planes["n"] == 1].groupby("m")[["s=0", "s=20"]].first().round(3).to_string(), sep="\n")
figure, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True)
for axis, name in zip(axes, ("s=0", "s=20")):
    axis.scatter(planes["n"], planes[name], s=6, alpha=0.3)
    axis.axhline(prior, color="firebrick", lw=1)
    axis.set(xscale="log", xlabel="training flights of the aircraft", ylabel="rate of late flights", title=name)
plt.show()

# %% [markdown]
# Left, the extreme rates belong to aircraft that flew rarely. Right, they wait near the mean until they have proof. A new
# aircraft gets the mean itself (`handleInvalid="keep"`; the default is `"error"`).
#
# The unit *pipelines* shows what happens when test rows are in the rate. But training rows alone can deceive, too: **each has
# helped to make its own rate**. To see it, we give each flight a lottery number, some three flights to a number. It knows
# nothing. **Predict before you run:** what does the column do to the test AUC, when the model learns from rates of the same
# rows, and when each row gets its rate from four *other* fifths (out of fold)?

# %%
key = ["time_hour", "carrier", "flight"]
ticket = F.pmod(F.xxhash64(F.lit("lottery"), *key), F.lit(size // 9)).alias("ticket")
fold = F.pmod(F.xxhash64(F.lit("fold"), *key), F.lit(5)).alias("fold")
lots = train.where("month <= 4").select("hour", "late", ticket, fold).cache()  # a third of the rows, size / 9 numbers
lottery = TargetEncoder(inputCols=["ticket"], outputCols=["rate"], labelCol="late", handleInvalid="keep")
fitted = lottery.fit(lots)
later = fitted.transform(test.select("hour", "late", ticket)).cache()
out_of_fold = fitted.transform(lots.limit(0))
for part in range(5):
    others = lottery.fit(lots.where(F.col("fold") != part))
    out_of_fold = out_of_fold.union(others.transform(lots.where(F.col("fold") == part)))
out_of_fold = out_of_fold.coalesce(1).cache()
print(f"{lots.count():,} flights, {lots.select('ticket').distinct().count():,} lottery numbers")

# %%
ways = {"hour alone": (["hour"], out_of_fold), "rates of the same rows": (["hour", "rate"], fitted.transform(lots).coalesce(1))}
ways["rates out of fold"] = (["hour", "rate"], out_of_fold)
for name, (some, rows) in ways.items():
    stages = [VectorAssembler(inputCols=some, outputCol="x"), LogisticRegression(featuresCol="x", labelCol="late", maxIter=10)]
    model, ways[name] = Pipeline(stages=stages).fit(rows), []
    for part in (rows, later):
        said = model.transform(part).select("late", "probability").toPandas()
        ways[name].append(roc_auc_score(said["late"], said["probability"].map(lambda vector: vector[1])))
print(pd.DataFrame(ways, index=["AUC, train", "AUC, test"]).T.round(3).to_string())
assert ways["rates of the same rows"][0] > 0.8 and ways["rates of the same rows"][1] < ways["hour alone"][1] - 0.02
assert abs(ways["rates out of fold"][1] - ways["hour alone"][1]) < 0.02

# %% [markdown]
# The lottery looks like the best feature ever, and the model trusts it: the test AUC falls. Out of fold, the column is what
# it is: worthless, and harmless. Task 3 builds it. So the choice is:
#
# | the column has … | linear model, k-means | trees |
# |---|---|---|
# | few levels that come often | one-hot | index (with its metadata, and `maxBins`) |
# | many levels, and there is a label | target rate, smoothed and out of fold | the same |
# | many levels, and no label or no list | hash | hash |
#
# ## Who needs a scale?
#
# **Predict before you run:** five models see the hour and the distance. Then the distance is written in thousands of miles
# instead of miles. Which models say something else about the same flights?

# %%
from pyspark.ml.clustering import KMeans

some = train.orderBy("time_hour", "flight", "carrier").limit(1500)
some = some.select("hour", "distance", F.col("arr_delay").cast("double").alias("y"))
views = [some.withColumn("distance", F.col("distance") / unit) for unit in (1, 1000)]
assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
views = [assemble.transform(view).coalesce(1).cache() for view in views]
candidates = {
    "linear": LinearRegression(labelCol="y"),
    "linear, penalty": LinearRegression(labelCol="y", regParam=10.0),
    "linear, penalty, standardization=False": LinearRegression(labelCol="y", regParam=10.0, standardization=False),
    "tree": DecisionTreeRegressor(labelCol="y", maxDepth=3, seed=seed),
    "k-means, k=2": KMeans(k=2, seed=seed),
}

# %%
moved = {}
for name, model in candidates.items():
    said = [model.fit(view).transform(view).select("prediction").toPandas()["prediction"] for view in views]
    miles, thousands = said
    moved[name] = float((np.abs(miles - thousands) > 0.1).mean())
    moved[name] = min(moved[name], 1 - moved[name]) if "k-means" in name else moved[name]  # clusters 0 and 1 may change names
    print(f"{name:<39}: {moved[name]:.0%} of the flights get another answer")
assert max(moved["linear"], moved["linear, penalty"], moved["tree"]) < 0.01
assert moved["k-means, k=2"] > 0.1 and moved["linear, penalty, standardization=False"] > 0.3

# %% [markdown]
# Without a penalty the coefficient makes up for the unit. A tree asks only what is larger. A penalty would feel the unit, but
# Spark's linear models scale inside (`standardization=True`) and give the coefficients back in your units. In scikit-learn a
# penalty does feel it. k-means always does.
#
# Which scaler? The next cell asks what an hour of delay is worth after scaling, and then adds **one** flight that is 100,000
# minutes late. The cell below it scales one-hot vectors of `dest`, with and without subtracting the mean. **Predict before
# you run:** which scaler does not notice the giant? And how many numbers are stored for one flight?

# %%
from pyspark.ml.feature import MinMaxScaler, RobustScaler

frames = [some.select("y"), *(spark.createDataFrame([(y,) for y in ys], ["y"]) for ys in ([100_000.0], [0.0, 60.0]))]
delays, giant, hour = (VectorAssembler(inputCols=["y"], outputCol="x").transform(rows).coalesce(1).cache() for rows in frames)
scalers = {"StandardScaler": StandardScaler(), "MinMaxScaler": MinMaxScaler(), "RobustScaler": RobustScaler()}
worth = {}
for name, scaler in scalers.items():
    scaler = scaler.setInputCol("x").setOutputCol("scaled")
    for kind, rows in {"as it is": delays, "with one giant": delays.union(giant)}.items():
        low, high = sorted(row["scaled"][0] for row in scaler.fit(rows).transform(hour).collect())
        worth[name, kind] = high - low
print(pd.Series(worth).unstack().round(4).to_string())
assert worth["RobustScaler", "with one giant"] > 0.95 * worth["RobustScaler", "as it is"]
assert worth["StandardScaler", "with one giant"] < 0.1 * worth["StandardScaler", "as it is"]

# %%
encoder = OneHotEncoder(inputCol="place", outputCol="vector").fit(dest.transform(train))
vectors = encoder.transform(dest.transform(train)).select("vector").limit(1000).coalesce(1).cache()
stored = {"one-hot": vectors.first()["vector"]}
for centred in (False, True):
    scaler = StandardScaler(inputCol="vector", outputCol="scaled", withMean=centred).fit(vectors)
    stored[f"scaled, withMean={centred}"] = scaler.transform(vectors).first()["scaled"]
for name, vector in stored.items():
    print(f"{name:<23} {type(vector).__name__:<13} {len(vector.values):>3} numbers stored for one flight")
assert len(stored["scaled, withMean=True"].values) > 30

# %% [markdown]
# One giant flattens everybody else, except with the quartiles of `RobustScaler`. All three learn from rows: fit them on the
# training rows alone (task 6). And do not centre one-hot vectors: subtracting a mean turns every zero into a number.
#
# ## A logarithm for what is skewed
#
# A delay of two hours is twice one hour; the tenth hour matters less than the first. A logarithm counts such *times*, not
# minutes. **Predict before you run:** three skewed columns, and their `log1p`, which is ln(1 + x). Which of them looks like a
# bell afterwards? And what does Spark say, in the cell below the pictures, to `log` and `log1p` of *all* delays, of which
# most are negative or zero?

# %%
bikes = spark.read.parquet(dataset("bikes")).select("hr", F.col("cnt").cast("double").alias("cnt"))
bikes = bikes.sample(fraction=fraction, seed=seed).cache()
skewed = {
    "minutes late, if late": train.where("arr_delay > 0").select(F.col("arr_delay").cast("double").alias("x")),
    "bikes rented in an hour": bikes.select(F.col("cnt").alias("x")),
    "capital gain, dollars": people.select(F.col("capital_gain").cast("double").alias("x")),
}
figure, axes = plt.subplots(2, 3, figsize=(10, 4.4))
for column, (name, rows) in zip(axes.T, skewed.items()):
    values = rows.withColumn("log", F.log1p("x")).toPandas()
    for axis, part, title in zip(column, ("x", "log"), (name, "log1p of it")):
        axis.hist(values[part], bins=40, color="steelblue" if part == "x" else "seagreen")
        axis.set(title=f"{title}: skewness {values[part].skew():.1f}", yticks=[])
figure.tight_layout()
plt.show()

# %%
flow = flights.select(F.isnull(F.log("arr_delay")).alias("log"), F.isnull(F.log1p("arr_delay")).alias("log1p"))
lost = flow.agg(F.count("*"), F.count_if("log"), F.count_if("log1p")).first()
print(f"{lost[0]:,} flights; log is NULL for {lost[1]:,}, log1p for {lost[2]:,}; no error, no warning")
assert lost[1] > lost[2] > 0.4 * lost[0]

# %% [markdown]
# Minutes become nearly a bell. The bikes only change their side: their hours with few rentals are now far out on the left. And the dollars stay what they are: a spike at zero and a little hill.
# No logarithm takes a spike apart; a column "has any gain" would. So look at the picture, not at the skewness alone.
#
# `log` of zero and below, and `log1p` of −1 and below, are NULL, silently, and the next stage drops the rows or stops. Zeros:
# `log1p`. Negative numbers: a signed logarithm (task 5), or no logarithm at all.
#
# Does it help a model? Take the speed of a flight, in miles per hour of air time. A plane needs time to climb, so twice the
# distance brings some more speed, and again twice brings some more. **Predict before you run:** how much of the speed does
# each model explain (R²), by miles and by their logarithm?

# %%
speed = (60 * F.col("distance") / F.col("air_time")).alias("y")
flown = flights.where("air_time > 0").select("bucket", "distance", F.log1p("distance").alias("log"), speed).cache()
helped = {}
for column in ("distance", "log"):
    for name, model in {"linear": LinearRegression(featuresCol="x"), "tree": DecisionTreeRegressor(featuresCol="x", seed=seed)}.items():
        stages = [VectorAssembler(inputCols=[column], outputCol="x"), model.setLabelCol("y")]
        said = Pipeline(stages=stages).fit(flown.where("bucket >= 2")).transform(flown.where("bucket < 2"))
        said = said.select("y", "prediction").toPandas()
        helped[name, column] = 1 - ((said["y"] - said["prediction"]) ** 2).sum() / ((said["y"] - said["y"].mean()) ** 2).sum()
print(pd.Series(helped).unstack().round(3).to_string())
assert helped["linear", "log"] > helped["linear", "distance"] + 0.02 and abs(helped["tree", "log"] - helped["tree", "distance"]) < 0.01

# %% [markdown]
# The line fits the logarithm better. The tree does not care: a logarithm keeps the order, and a tree asks only for the order.
# So a logarithm of a *feature* is for models that add and multiply, when the effect goes by "times as much".
#
# ## The way back is not the mean
#
# Take the mean of the logarithms, and undo the logarithm with `expm1`. **Predict before you run:** for each hour of the day,
# do you get the mean number of rented bikes, or more, or less?

# %%
back = F.expm1(F.avg(F.log1p("cnt"))).alias("back")
hours = bikes.groupBy("hr").agg(F.avg("cnt").alias("mean"), back, F.count("*").alias("n")).orderBy("hr").toPandas()
factor = (hours["n"] * hours["mean"]).sum() / (hours["n"] * hours["back"]).sum()
hours["back, times factor"] = hours["back"] * factor
values = bikes.toPandas().merge(hours, on="hr")
for name in ("mean", "back", "back, times factor"):
    error = values["cnt"] - values[name]
    share, rmse = values[name].sum() / values["cnt"].sum(), np.sqrt((error**2).mean())
    print(f"{name:<18}: {share:.0%} of all rentals, RMSE {rmse:.1f}")
assert (hours["back"] < hours["mean"]).all() and np.isclose(values["back, times factor"].sum(), values["cnt"].sum())

axis = hours.plot(x="hr", y=["mean", "back", "back, times factor"], style=["o-", "s-", "^:"], figsize=(8, 3.2))
axis.set(xlabel="hour of the day", ylabel="bikes per hour")
axis.legend(loc="upper left")
plt.show()

# %% [markdown]
# Less, in every hour. `expm1` of the mean of logarithms is a typical value, near the median; it is not the mean, because the
# giants count less. Summed up, about a fifth of all rentals is gone. One factor, learned on the training rows, brings the sum
# back. (Here all rows teach and judge, since only the sums matter.)
#
# On the original scale, the RMSE is smallest for the mean, by its definition. A model that was fitted on logarithms is judged
# there, too: undo first, then measure.
#
# ## What to remember
#
# - One-hot: few levels that come often, and a model that multiplies (linear, k-means). `dropLast` drops the last place; with
#   `keep` that place is "new".
# - The index itself may be the column only for a tree that sees its metadata. `maxBins` must hold the levels.
# - Many levels: a smoothed rate, out of fold; or a hash, with ten or twenty times as many slots as levels.
# - Scale for k-means and for penalties without standardization, not for trees. Fit on training rows. Giants: `RobustScaler`.
# - A logarithm: positive, skewed, "times" rather than "plus". `log` of zero is NULL. Undo with `expm1`, and correct the mean.
# - RMSE belongs on the original scale: undo first, then measure (unit *regression*).
#
# ## On Databricks (November 2026)
#
# - The same classes and the same calls. `TargetEncoder` came with Spark 4.0, which is runtime 17.0; on older runtimes, join a
#   table of means, as task 3 does.
# - `pyspark.ml` runs on dedicated clusters, since runtime 17.0 on standard ones, and on serverless compute from environment
#   4. A fitted model there may have at most 100 MB: an indexer with millions of labels is one more reason for a hash.
# - The exam says `StringIndexer`, then `OneHotEncoder`, and asks where one-hot does harm: trees, and columns with many
#   levels. In Spark 2 the encoder was a transformer without `fit`, and the estimator was called `OneHotEncoderEstimator`; since
#   Spark 3.0 `OneHotEncoder` is the estimator. Old questions may still show the long name.
# - AutoML chose encodings by itself. It is no longer part of runtimes for machine learning since 18.0, so today you choose.
