# %% [markdown]
# # Which columns can I make from these, and which of them earn their place?
#
# A table gives you a timestamp, a tail number, an airport. A model wants to know more: is it evening, is it a weekend, were the
# last flights from here late? You can make such columns by the hundred. Some help, some do nothing, and some know the answer,
# which is worse than nothing.
#
# **Objectives** DP-22 compare two features properly · MD-31 build a training pipeline. The rest of this unit is beyond the
# current exam guide: it is what those pipelines and the feature tables of this module are filled with.
# **Left out** one-hot encoding and logarithms (unit *encode_scale*), importances of trees in depth (module 1,
# *trees_ensembles*), tuning (module 4), storing features (unit *feature_tables*).
# **Time** 35 minutes to read and run.
#
# Ten times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights and bike hours to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import PCA, RFormula, StandardScaler, UnivariateFeatureSelector, VectorAssembler, VectorSlicer
from pyspark.ml.functions import vector_to_array
from pyspark.ml.linalg import Vectors
from pyspark.ml.regression import DecisionTreeRegressor, LinearRegression
from pyspark.ml.stat import Correlation
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F
from sklearn.feature_selection import f_classif
from sklearn.metrics import roc_auc_score as auc  # 0.5 is a coin, 1.0 is perfect

from course import dataset

spark = SparkSession.builder.getOrCreate()
weather = spark.read.parquet(dataset("weather")).coalesce(1).cache()  # New York's airports, 2013, every hour
flights = spark.read.parquet(dataset("flights")).where("arr_delay IS NOT NULL").sample(fraction=fraction, seed=seed)
flights = flights.withColumns({"late": F.expr("double(arr_delay > 15)"), "teaches": F.expr("month < 3")}).coalesce(1).cache()
shown = ["month", "day", "sched_dep_time", "hour", "time_hour", "carrier", "flight", "tailnum", "arr_delay", "late"]
flights.orderBy("time_hour", "sched_dep_time", "carrier", "flight").select(shown).show(6)

# %% [markdown]
# January and February teach, March judges. The label is `late`: more than 15 minutes behind the plan.
#
# ## The parts of a time
#
# `time_hour` is a single number for a computer. It holds an hour, a weekday, a weekend, a day of the year.
#
# **Predict before you run:** `hour` in the table is the hour on the clock in New York. Does `F.hour("time_hour")` give the
# same? And which number does `F.dayofweek` give to a Monday?

# %%
local = F.convert_timezone(None, F.lit("America/New_York"), F.col("time_hour").cast("timestamp_ntz"))
parts = {
    "session_hour": F.hour("time_hour"),
    "local_hour": F.hour(local),
    "name": F.date_format(local, "E"),
    "dayofweek": F.dayofweek(local),
    "weekday": F.weekday(local),
    "weekend": F.weekday(local) >= 5,
    "dayofyear": F.dayofyear(local),
}
timed = flights.withColumns(parts)
timed.where("month = 1 AND day BETWEEN 6 AND 12 AND hour = 20").select("hour", *parts).distinct().orderBy("dayofyear").show()
agree = timed.selectExpr("avg(int(hour = local_hour))", "avg(int(hour = session_hour))", "first(current_timezone())").first()
print(f"equal to `hour`: {agree[0]:.0%} in New York's zone, {agree[1]:.0%} in the session's ({agree[2]})")
assert agree[:2] == (1, 0)

# %% [markdown]
# A timestamp is an instant. Its hour, its weekday and sometimes its month depend on the **time zone of the session**, and
# another cluster may have another one. Name the zone yourself. And name the week: `dayofweek` counts from Sunday = 1,
# `weekday` from Monday = 0.
#
# ## 23 and 0 are neighbours
#
# The number 23 is far from 0; the hour 23 is not. Sine and cosine, $\sin(2\pi h/24)$ and $\cos(2\pi h/24)$, put the hours on
# a circle. Both are needed: the sine alone is the same at 3 and at 9 o'clock.
#
# **Predict before you run:** a linear regression explains the temperature by `hour`. Which share of the daily up and down does
# it get (R²)? And with the two columns sine and cosine?

# %%
turn = 2 * np.pi * F.col("hour") / 24  # 24 steps make a whole turn
by_hour = weather.groupBy("hour").agg(F.avg("temp").alias("temp")).withColumns({"sine": F.sin(turn), "cosine": F.cos(turn)})
by_hour = by_hour.coalesce(1).orderBy("hour").cache()  # (24 hours, 4)
clock, (figure, (left, right)) = by_hour.toPandas(), plt.subplots(1, 2, figsize=(11, 4), layout="tight")
left.scatter(clock["sine"], clock["cosine"], c=clock["temp"], cmap="coolwarm", s=400)
for hour, _, x, y in clock.itertuples(index=False):
    left.text(x, y, int(hour), ha="center", va="center")
left.set(aspect="equal", xlim=(-1.2, 1.2), ylim=(-1.2, 1.2), xlabel="sine", ylabel="cosine", title="the hours; red is warm")
clock.plot(x="hour", y="temp", style="k.", markersize=10, label="mean of the hour", ylabel="°F", ylim=(49, 65), ax=right)
for formula, style in {"temp ~ hour": "--", "temp ~ sine + cosine": "-"}.items():
    model = Pipeline(stages=[RFormula(formula=formula), LinearRegression()]).fit(by_hour)
    label, said = f"{formula}, R² {model.stages[1].summary.r2:.2f}", model.transform(by_hour).toPandas()
    right.plot("hour", "prediction", style, data=said, label=label)
right.legend()
plt.show()

# %% [markdown]
# The straight line ends each day some degrees higher than it begins, and jumps at midnight. The circle closes. Weekdays, months
# and the direction of the wind are circles, too. A tree cuts a column into pieces, so it needs the circle less.
#
# ## Two columns that only speak together
#
# Below: bikes hired by the hour in Washington, on working days and on other days. **Predict before you run:** a linear model
# knows the hour (one-hot). What does the column `workingday` add to its R²? And what do the *products* of hour and
# working day add?

# %%
bikes = spark.read.parquet(dataset("bikes")).sample(fraction=fraction, seed=seed)
bikes = bikes.selectExpr("cnt", "hr AS hour", "printf('%02d', hr) AS hr", "workingday").coalesce(1).cache()
mean = bikes.groupBy("hr").pivot("workingday", ["Yes", "No"]).agg(F.avg("cnt")).orderBy("hr").toPandas()
axis = mean.set_index("hr").plot(figsize=(8, 3), style=["-o", "--s"], xlabel="hour", ylabel="bikes, mean", ylim=(0, 590))
axis.legend(["working day", "other day"], loc="upper left")
plt.show()

# %%
linear, tree = LinearRegression(solver="normal"), DecisionTreeRegressor(maxDepth=8, seed=seed)
trials = {
    "cnt ~ hr": linear,
    "cnt ~ hr + workingday": linear,
    "cnt ~ hr + workingday + hr:workingday": linear,
    "cnt ~ hour": tree,
    "cnt ~ hour + workingday": tree,
}
r2 = []
for formula, learner in trials.items():
    said = Pipeline(stages=[RFormula(formula=formula), learner]).fit(bikes).transform(bikes)
    r2.append(1 - said.agg(F.var_pop(F.col("cnt") - F.col("prediction")) / F.var_pop("cnt")).first()[0])
    print(f"{type(learner).__name__:<21} {formula:<38} {said.first()['features'].size:>2} columns, R² {r2[-1]:.3f}")
assert r2[1] - r2[0] < 0.01 and r2[2] - r2[1] > 0.1 and r2[4] - r2[3] > 0.1

# %% [markdown]
# Alone, the working day adds nearly nothing: both kinds of day have about as many bikes, at *other hours*. A linear model adds,
# so somebody must multiply for it: `a:b` in `RFormula`, or the stages `Interaction` (chosen columns) and `PolynomialExpansion`
# (all products up to a degree: 10 columns become 65 at degree 2). A tree asks one question after the other, and finds it by
# itself.
#
# ## Aggregates: who learned from whom?
#
# "How often was this carrier late?" A group's mean of the label is a strong column. It is learned, so it is learned from the
# training rows, and joined to all others. A key that they never saw gets the overall mean.
#
# **Predict before you run:** we rank the flights of March by such a rate alone. What happens to the AUC if the rate was
# learned from *all* rows, March included: for a carrier with thousands of flights, and for a plane with twenty?

# %%
keys = [["carrier"], ["origin", "dest"], ["carrier", "flight"], ["tailnum"], ["tailnum", "dest"]]
overall = flights.where("teaches").agg(F.avg("late")).first()[0]
table = pd.DataFrame(index=["carrier", "route", "flight number", "plane", "plane, route"])
for name, key in zip(table.index, keys):
    learned = flights.where("teaches").groupBy(key).agg(F.avg("late").alias("train"))
    leaking = flights.groupBy(key).agg(F.avg("late").alias("all"), F.count("late").alias("rows"))
    joined = flights.join(learned, key, "left").join(leaking, key, "left").fillna({"train": overall, "all": overall})
    seen = joined.select("teaches", "late", "train", "all", "rows").toPandas()
    march, taught = seen[~seen["teaches"]], seen[seen["teaches"]]
    table.loc[name, "rows per value"] = len(seen) / (1 / seen["rows"]).sum()
    table.loc[name, "March, rate of train"] = auc(march["late"], march["train"])
    table.loc[name, "March, rate of all"] = auc(march["late"], march["all"])
    table.loc[name, "train, rate of train"] = auc(taught["late"], taught["train"])
print(table.round(3).to_string())
assert table.loc["carrier", "March, rate of all"] < 0.65 and table.loc["plane, route", "March, rate of all"] > 0.8

# %%
marks = {"March, rate of train": "o-", "March, rate of all": "s--", "train, rate of train": "^:"}
axis = table.plot(x="rows per value", y=list(marks), style=list(marks.values()), logx=True, figsize=(8, 3.6))
for name, (rows, honest, *_) in table.iterrows():
    axis.annotate(name, (rows, honest), xytext=(0, -18), textcoords="offset points", ha="right" if name == "plane" else "left")
axis.set(xlabel="flights that share a value (logarithmic)", ylabel="AUC for late", ylim=(0.45, 1), xlim=(0.5, 20_000))
plt.show()

# %% [markdown]
# The fewer rows stand behind a rate, the more of each row's own label is in it. The honest rate of plane and route is hardly
# better than a coin, and the leaking one looks like the best column of all.
#
# Look at the third curve as well. On the **training rows** each rate contains its own label, also when March stays hidden. A
# model would trust it far too much. Cures: shrink small groups towards the overall mean (task 3), or give each training row
# a rate that was learned from the other folds.
#
# ## Windows: what happened just before?
#
# A window looks at the rows before this one: same airport, same day, in the order of the plan. `rowsBetween(-20, -1)` is the
# twenty rows before, **without** the current one. **Predict before you run:** five columns. Which AUC in March is honest,
# and which are too good?

# %%
at_airport = Window.partitionBy("origin", "month", "day").orderBy("sched_dep_time", "carrier", "flight")
of_plane = Window.partitionBy("tailnum", "month", "day").orderBy("sched_dep_time", "carrier", "flight")
windows = {
    "dep_delay, plane's flight before": F.avg("dep_delay").over(of_plane.rowsBetween(-1, -1)),
    "dep_delay, airport, rows -20 to -1": F.avg("dep_delay").over(at_airport.rowsBetween(-20, -1)),
    "arr_delay, airport, rows -20 to -1": F.avg("arr_delay").over(at_airport.rowsBetween(-20, -1)),
    "arr_delay, airport, rows -20 to 0": F.avg("arr_delay").over(at_airport.rowsBetween(-20, 0)),
    "arr_delay, plane, no frame": F.avg("arr_delay").over(of_plane),
}
seen = flights.where("tailnum IS NOT NULL").withColumns(windows).where("NOT teaches").select("late", *windows).toPandas()
found = {name: auc(seen["late"], seen[name].fillna(0)) for name in windows}
for name, value in found.items():
    print(f"{name:<36} AUC {value:.3f}, empty for {seen[name].isna().mean():.1%}")
values = list(found.values())
assert values[4] > values[3] > values[2] > values[1] > values[0] and values[4] > 0.9

# %% [markdown]
# - Row **0** is the flight itself, so its label is in the mean. The last line has no frame at all. With an `orderBy` the
#   default is "from the first row to the current one": the current row is inside, and most planes have no other flight on that
#   day.
# - The third line looks clean, and is not. When this flight should depart, some of those twenty planes are **still in the
#   air**. Nobody knows their arrival delay yet. The departures (second line) are nearly all known. Ask of each column: when did
#   I know it?
# - The first rows of a window have no past: null, not 0.
#
# Name a `partitionBy`. Without one Spark moves **all** rows to one place (a question of the quiz shows the plan); it warns in
# its log, and stops nothing.
#
# ## Which of them earn their place? One by one
#
# Fourteen candidates: parts of time, a carrier's rate, the window over the airport, the weather, and three columns of pure
# **noise**. January fits, February chooses, March judges. (The weather is the observed one, not a forecast: we are generous.)
#
# How do you compare two columns properly? Two of numbers: correlation. Two of categories: chi-square. Numbers against
# a category: an F-test (ANOVA). **Predict before you run:** how many of the fourteen have a p-value below 0.01?

# %%
flight = ["time_hour", "sched_dep_time", "carrier", "flight"]
names = ["hour_sin", "hour_cos", "weekend", "distance", "carrier_rate", "airport_before"]
names += ["temp", "dewp", "humid", "wind_speed", "visib", "noise_1", "noise_2", "noise_3"]
made = {"hour_sin": F.sin(turn), "hour_cos": F.cos(turn), "weekend": F.expr("int(weekday(make_date(2013, month, day)) > 4)")}
made |= {"airport_before": F.avg("dep_delay").over(at_airport.rowsBetween(-20, -1))}
made |= {f"noise_{n}": F.pmod(F.xxhash64(F.lit(n), *flight), F.lit(997)) / 997 for n in (1, 2, 3)}
january = flights.where("month = 1")
rates, overall = january.groupBy("carrier").agg(F.avg("late").alias("carrier_rate")), january.agg(F.avg("late")).first()[0]
wide = flights.withColumns(made).join(rates, "carrier", "left").fillna({"carrier_rate": overall})
wide = wide.join(weather.drop("year", "month", "day", "hour"), ["origin", "time_hour"]).dropna(subset=names)
wide = wide.where(F.pmod(F.xxhash64(F.lit(seed), *flight), F.lit(10)) < 3).select("month", "late", *names)
assembled = VectorAssembler(inputCols=names, outputCol="raw").transform(wide).coalesce(1).cache()
ready = StandardScaler(inputCol="raw", outputCol="features", withMean=True).fit(assembled.where("month = 1")).transform(assembled)
fit, choose, judge = (ready.where(f"month = {month}").cache() for month in (1, 2, 3))
print([part.count() for part in (fit, choose, judge)], "flights in January, February, March")

# %%
x, late = (np.array(fit.select(column).toPandas().iloc[:, 0].tolist()) for column in (vector_to_array("features"), "late"))
test = pd.DataFrame(f_classif(x, late), index=["F value", "p-value"], columns=names)  # the test that Spark's selector uses
print(test.T.sort_values("F value", ascending=False).round(4).to_string())
print(f"p-value below 0.01: {(test.loc['p-value'] < 0.01).sum()} of {len(names)}")

selector = UnivariateFeatureSelector(labelCol="late", outputCol="chosen", selectionMode="numTopFeatures")
selector.setFeatureType("continuous").setLabelType("categorical").setSelectionThreshold(6)
top = [names[i] for i in selector.fit(fit).selectedFeatures]
print("the six best, one by one:", top)
twins = Correlation.corr(fit, "features").first()[0].toArray()[names.index("temp"), names.index("dewp")]
print(f"temp and dewp, the dew point: correlation {twins:.2f}")
assert not any(name.startswith("noise") for name in top)

# %% [markdown]
# Nearly everything that is not noise is "significant": a p-value says that an effect is *real*, and with thousands of rows a
# tiny one is real. Rank by the F value, or compare AUC.
#
# `UnivariateFeatureSelector` picks the test by two types: features `continuous`, label `categorical` is the F-test, both
# `categorical` is chi-square, both `continuous` is an F-test of correlation. Its modes: `numTopFeatures`, `percentile`, and
# `fpr`, `fdr`, `fwe` by p-value. It looks at **one column at a time**: of two columns that say the same it would take both, and
# it overlooks a column like `workingday` above.
#
# ## All together: a penalty that says no
#
# A logistic regression with an L1 penalty (`elasticNetParam=1`) weighs all columns at once, and sets coefficients to
# **exactly** 0. **Predict before you run:** the penalty grows from left to right. Which column stays longest? And is noise
# (dotted) at 0 from the start?

# %%
penalties = np.logspace(-3.3, -1.1, 7)
path = pd.DataFrame(index=names)  # (candidates, penalties)
for penalty in penalties:
    lasso = LogisticRegression(labelCol="late", elasticNetParam=1.0, regParam=float(penalty), maxIter=40)
    path[penalty] = lasso.fit(fit).coefficients.toArray()
steps = (path != 0).sum(axis=1).sort_values(ascending=False, kind="stable")
noise, strong = [name for name in names if "noise" in name], path[penalties[0]].abs().nlargest(6).index
axis = path.drop(noise).drop(strong).T.plot(color="lightgray", logx=True, figsize=(9, 3.8))
path.loc[noise].T.plot(ax=axis, logx=True, style="k:")
path.loc[strong].T.plot(ax=axis, logx=True, linewidth=2)
handles, labels = axis.get_legend_handles_labels()
axis.legend(handles[-7:], labels[-7:], loc="center left", bbox_to_anchor=(1, 0.5))
axis.set(xlabel="regParam (logarithmic)", ylabel="coefficient, scaled columns")
plt.show()
print(f"of {len(penalties)} penalties, not 0 at:", steps.to_dict())

# %%
def names_kept(column, standardization):
    lasso = LogisticRegression(labelCol="late", featuresCol=column, elasticNetParam=1.0, regParam=0.02)
    weights = lasso.setStandardization(standardization).setMaxIter(40).fit(fit).coefficients
    return [name for name, weight in zip(names, weights) if weight != 0]


trials = {"scaled columns": ("features", False), "raw, the default": ("raw", True), "raw, no standardization": ("raw", False)}
kept = {name: names_kept(*how) for name, how in trials.items()}
for name, columns in kept.items():
    print(f"{name}: {columns}")
scaled, default, raw = kept.values()
assert scaled == default != raw

# %% [markdown]
# `airport_before` stays to the end: what survives a larger penalty has more to say **beside the others**. Noise (dotted) is
# small, but with a small penalty two of the three are not 0: L1 is no test, and `regParam` has to be tuned (module 4).
#
# The penalty adds up coefficients, and a coefficient depends on the unit. In feet a distance has larger numbers than in miles,
# so a smaller coefficient does the same work: large numbers are cheap, small ones (a rate!) dear. Spark's default,
# `standardization=True`, scales inside of the fit and gives the coefficients back in raw units. To *compare* them, scale in a
# stage.
#
# ## One after the other: recursive elimination
#
# Fit, throw the weakest column out, fit again. scikit-learn has it as `RFE`; Spark has none, and a short loop does it. Here two
# columns leave in each round. **Predict before you run:** what does the AUC in February do, from fourteen columns to two?

# %%
slicer = VectorSlicer(inputCol="features", outputCol="sliced")
ridge = LogisticRegression(labelCol="late", featuresCol="sliced", regParam=0.001, maxIter=15)


def asked(columns, rows):
    model = ridge.fit(slicer.setIndices(columns).transform(fit))
    said = model.transform(slicer.transform(rows)).select("late", vector_to_array("probability")[1]).toPandas()
    return np.abs(model.coefficients.toArray()).argsort(), auc(*said.to_numpy().T)  # the weakest column first


left = list(range(len(names)))
while left:
    order, found = asked(left, choose)
    leaving = " and ".join(names[left[place]] for place in order[:2])
    print(f"{len(left):>2} columns, AUC in February {found:.3f}; leaving: {leaving}")
    kept, left = (left if len(left) >= 6 else kept), [left[place] for place in sorted(order[2:])]
print(f"March, asked once, with {len(kept)} columns: {asked(kept, judge)[1]:.3f}")
assert "airport_before" in [names[place] for place in kept]

# %% [markdown]
# Twelve of fourteen columns add some 0.01 to the two best. And each column costs: somebody must compute it, in time, for every
# request, for years. The choice was made in **February**. March is asked once, at the end, or it becomes training data, too.
#
# `temp`, the fifth best alone, leaves first. `dewp` says nothing alone and stays long. The two of them together give `humid`:
# such columns share one message, and their coefficients push against each other. The size of a coefficient is not yet a use.
# Compare the AUC with and without, in the same month: March is easier than February here.
#
# Forests have `featureImportances`, which favour columns with many values and split the credit of twins (module 1,
# *trees_ensembles*). Use them to look, and shuffle columns of unseen rows to decide.
#
# ## Fewer columns without choosing: PCA
#
# PCA makes new columns, mixtures of the old ones. The first takes as much variance as one column can, the second of what is
# left, and so on. **Predict before you run:** eight columns of weather, among them the wind's direction from 0 to 360. How many
# components carry 90 % of the variance, raw and scaled?

# %%
sky = ["temp", "dewp", "humid", "wind_speed", "wind_dir", "precip", "pressure", "visib"]
air = VectorAssembler(inputCols=sky, outputCol="raw").transform(weather.where("month < 3").dropna(subset=sky))
air = StandardScaler(inputCol="raw", outputCol="scaled", withMean=True).fit(air).transform(air).cache()
axis = plt.figure(figsize=(8, 3.4)).gca()
for column, style in {"raw": "o--", "scaled": "s-"}.items():
    pca = PCA(k=len(sky), inputCol=column, outputCol="components").fit(air)
    share = pca.explainedVariance.toArray()  # (8,), the largest first
    heaviest = sky[np.abs(pca.pc.toArray()[:, 0]).argmax()]  # pc: (8 columns, 8 components)
    needed = (share.cumsum() < 0.9).sum() + 1
    print(f"{column:<6}: the first carries {share[0]:.0%}, mostly {heaviest}; 90 % need {needed}")
    axis.plot(np.arange(1, 9), share.cumsum(), style, label=column)
axis.axhline(0.9, color="gray", ls=":")
axis.set(xlabel="components", ylabel="variance explained", ylim=(0, 1.05))
plt.legend(loc="lower right")
plt.show()

# %% [markdown]
# Raw, the "first component" is the wind's direction, because its numbers are the largest. **Scale first.** Scaled, six are
# needed: most of these columns say something of their own. (And a direction is a circle: 350 degrees and 10 are neighbours.)
#
# PCA never looks at the label: it may throw away just what you need. It helps with many columns that say the same. And a
# component has no name that you could explain to anybody.
#
# ## A selection is a fit
#
# Two hundred rows, a thousand columns of noise, and a label from a coin. We choose the 20 best columns, and a classifier learns
# from 100 rows. **Predict before you run:** which AUC on the other 100 rows, if all 200 took part in the choice? And if the
# selector sits in the pipeline?

# %%
rng = np.random.default_rng(seed)
noise, coin = rng.normal(size=(200, 1000)), rng.integers(0, 2, 200)  # nothing to be found
cells = [(Vectors.dense(row), float(toss), at < 100) for at, (row, toss) in enumerate(zip(noise, coin))]
rows = spark.createDataFrame(cells, ["x", "label", "teaches"]).coalesce(1).cache()  # (200 rows, 1,000 columns in x)
train, test = rows.where("teaches"), rows.where("NOT teaches")

best = UnivariateFeatureSelector(featuresCol="x", outputCol="features", selectionMode="numTopFeatures")
best.setFeatureType("continuous").setLabelType("categorical").setSelectionThreshold(20)
classifier, found = LogisticRegression(regParam=0.1), {}
pipeline = Pipeline(stages=[best, classifier]).fit(train)
chosen = best.fit(rows)  # "to save time": on all rows, before the split
leaking = classifier.fit(chosen.transform(train)).transform(chosen.transform(test))
for name, said in {"before the split": leaking, "in the pipeline": pipeline.transform(test)}.items():
    found[name] = auc(*said.select("label", vector_to_array("probability")[1]).toPandas().to_numpy().T)
    print(f"20 of 1,000 columns chosen {name}: AUC of a coin {found[name]:.2f}")
assert found["before the split"] > 0.7 and abs(found["in the pipeline"] - 0.5) < 0.2

# %% [markdown]
# Out of a thousand columns of noise some agree with the coin by accident, in *these* 200 rows. Whoever chooses with the test
# rows chooses those that agree **there**. The classifier itself was honest. A selector is an estimator like all others: it
# stands in the pipeline, and cross-validation fits it again in each fold (module 4).
#
# ## What to remember
#
# - Parts of time: name the zone and the week. Circles get a sine and a cosine.
# - A linear model needs its products made (`a:b`, `Interaction`); a tree finds them.
# - An aggregate is learned: from training rows, joined to the others, with an answer for new keys. The fewer rows behind it,
#   the larger the leak.
# - A window ends at row -1 and has a partition. Then ask what was *known* at that time.
# - Compare numbers with numbers by correlation, categories with categories by chi-square, numbers with categories by an F-test.
#   Rank by size: a p-value only says "real".
# - One by one (selector) is cheap and blind to twins and products; L1 and elimination see all columns together. Scale first,
#   for PCA as well.
# - A selection is a fit: inside the pipeline, on training rows.
#
# ## On Databricks (November 2026)
#
# - The same classes and the same calls. `ChiSqSelector` still runs but has been deprecated since Spark 3.1:
#   `UnivariateFeatureSelector` is today's name.
# - The session's time zone is a setting of the cluster or the notebook: `spark.conf.set("spark.sql.session.timeZone",
#   "America/New_York")`.
# - The exam asks for pipelines, and for features that training and scoring compute alike. Aggregates and windows that several
#   models need belong in a feature table with a point in time (unit *feature_tables*).
