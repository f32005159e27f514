# %% [markdown]
# # What is in this table, and which values do not belong there?
#
# In February 2013 the weather station at Newark wrote down a wind of 1,048 miles per hour. Among ten hours of that night, one
# common rule for outliers says that this value is normal. How do you find it? And how do you know that the other large values,
# the storms and the four-hour delays, are honest?
#
# **Objectives** DP-19 summary statistics with `summary()` or data summaries · DP-20 remove outliers by standard deviation or
# IQR · DP-21 visualise categorical and continuous features · DP-22 compare two categorical or two continuous features.
# **Left out** what to put into gaps (unit *impute*), words and skewed numbers as features (unit *encode_scale*).
# **Time** 35 minutes to read and run.
#
# Twelve times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use; the weather is small and stays whole

# %%
from statistics import NormalDist

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.ml.stat import ChiSquareTest, Correlation
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).sample(fraction=fraction, seed=seed).cache()  # January to March 2013
weather = spark.read.parquet(dataset("weather")).where("month <= 3").cache()  # three airports, hour by hour
show = ["month", "day", "hour", "carrier", "tailnum", "origin", "distance", "dep_delay", "arr_delay"]
flights.orderBy("month", "day", "sched_dep_time", "carrier", "flight").select(show).show(5)

# %% [markdown]
# ## Ask for a summary
#
# `describe()` gives five rows: count, mean, stddev, min, max. `summary()` adds the quartiles, and it takes a list of what you
# want, with any percentile as a text: `"99%"`.
#
# **Predict before you run:** the table has the same number of rows in each column. Are the counts below equal? And what is the
# mean of `tailnum`, a text such as `N14228`?

# %%
columns = ["dep_delay", "distance", "carrier", "tailnum"]
statistics = ["count", "mean", "stddev", "min", "25%", "50%", "75%", "99%", "max"]
table = flights.select(columns).summary(*statistics)
table.show()

rows, known = flights.count(), int(table.where("summary = 'count'").first()["tailnum"])
print(f"{rows:,} rows, {known:,} tail numbers: {rows - known:,} are missing")
print("describe:", [row["summary"] for row in flights.select("distance").describe().collect()])
assert known == flights.where("tailnum IS NOT NULL").count() < rows

# %% [markdown]
# `count` is the count of the values that are **not null**. So the gaps of a column are the rows minus its count. No line of the
# summary says it, you have to subtract. All answers come back as text, because one column holds counts, words and means.
#
# A text has no mean: it is NULL here. But that is only half of the truth. The next table has a text that *looks* like a number,
# and a number that is **not a number**: NaN comes from 0/0 in pandas or from a sensor, and it is not the same as null.
#
# **Predict before you run:** what is the largest of 1.0, 2.0, NaN and null? Which of the four medians is 1.5? What are the
# smallest text and the mean text?

# %%
odd = spark.createDataFrame([(1.0, "10"), (2.0, "9"), (float("nan"), "x"), (None, None)], "number double, text string")
odd.summary("count", "mean", "min", "50%", "max").show()

clean = F.when(~F.isnan("number"), F.col("number"))  # NaN becomes null
medians = odd.agg(F.percentile("number", 0.5), F.percentile_approx("number", 0.5), F.percentile(clean, 0.5)).first()
for name, median in zip(["percentile", "percentile_approx", "percentile without NaN"], medians):
    print(f"{name:<23}", median)
print(f"{'approxQuantile':<23}", odd.approxQuantile("number", [0.5], 0.0)[0])
assert list(medians) == [2.0, 2.0, 1.5]

# %% [markdown]
# One NaN makes the mean NaN and is itself the largest value. `percentile` and `percentile_approx` count it as a value above all
# others; `approxQuantile` leaves it out. So turn NaN into null first, then all of them agree on which rows they use.
#
# And the text: Spark casts the words "10" and "9" to numbers for the mean and the percentiles, but sorts them as words for the
# minimum. A mean of postcodes or flight numbers means nothing, even when it is printed.
#
# The last difference: only `percentile` takes the value **between** two others (1.5). The approximate ones return a value that
# stands in the column.
#
# ## How approximate is approximate?
#
# `approxQuantile(column, shares, error)` promises a *rank*, not a value. With an error of 0.01 the answer for 0.99 may stand
# anywhere between the shares 0.98 and 1.00. The percentiles of `summary()` and `percentile_approx` are approximate too, with an
# error of at most 1/10,000 of the rows (`accuracy=10000`).
#
# **Predict before you run:** 99 % of the departures are less than about three hours late. What may an error of 0.01 make of
# that?

# %%
shares = [0.25, 0.5, 0.75, 0.9, 0.99]
table = pd.DataFrame(index=[f"{share:.0%}" for share in shares])
table["exact"] = flights.agg(F.percentile("dep_delay", shares)).first()[0]
table["percentile_approx"] = flights.agg(F.percentile_approx("dep_delay", shares)).first()[0]
for error in (0.001, 0.01, 0.05):
    table[f"error {error}"] = flights.approxQuantile("dep_delay", shares, error)
print(table.to_string())

delays = np.sort(flights.select("dep_delay").dropna().toPandas()["dep_delay"].to_numpy())  # minutes
for error in (0.001, 0.01, 0.05):
    for share, value in zip(shares, table[f"error {error}"]):
        assert np.mean(delays <= value) >= share - error - 1e-4 and np.mean(delays < value) <= share + error + 1e-4

# %% [markdown]
# Small errors are harmless in the middle, where many flights share a value. In a long tail the ranks 0.98 and 1.00 lie far
# apart: the answer for "99 %" may be the largest value of the table. The promise was kept in each cell (the asserts check it).
# An error of 0.0 is exact. So is `percentile`, and on a large table with many different values both are expensive.
#
# ## The wind of Newark
#
# The first rule for outliers: a value is suspicious when it is more than $k = 3$ standard deviations away from the mean.
#
# **Predict before you run:** ten hours of wind in miles per hour, and one of them is 1,048. How many standard deviations away
# from the mean is it?

# %%
ten = weather.where("origin = 'EWR' AND month = 2 AND day = 12 AND hour < 10").select("hour", "wind_speed").orderBy("hour")
print(*[f"{row.wind_speed:.0f}" for row in ten.collect()])
mean, deviation, largest = ten.agg(F.avg("wind_speed"), F.stddev("wind_speed"), F.max("wind_speed")).first()
away = (largest - mean) / deviation
print(f"mean {mean:.0f}, standard deviation {deviation:.0f}: the limit is {mean + 3 * deviation:.0f}, the value {largest:.0f}")
print(f"it is {away:.2f} deviations away; with ten values nothing can be more than {9 / np.sqrt(10):.2f} away")
assert ten.count() == 10 and largest > 1000 and away < 3

# %% [markdown]
# Not three. The value has moved the mean and blown up the deviation that should judge it: this is called **masking**. Among $n$
# values no value can be more than $(n-1)/\sqrt n$ deviations away.
#
# The second rule uses quartiles, which one large value cannot move. The **fences** are $q_1 - 1.5\,\mathrm{IQR}$ and
# $q_3 + 1.5\,\mathrm{IQR}$ with $\mathrm{IQR} = q_3 - q_1$. This is the rule of a box plot.
#
# **Predict before you run:** which rule flags more of the winds? And of the departure delays, which have a long tail?

# %%
def limits(rows, column, rule, k):
    if rule == "deviation":
        mean, deviation = rows.agg(F.avg(column), F.stddev(column)).first()
        return mean - k * deviation, mean + k * deviation
    q1, q3 = rows.agg(F.percentile(column, [0.25, 0.75])).first()[0]
    return q1 - k * (q3 - q1), q3 + k * (q3 - q1)


subjects = {"ten hours": (ten, "wind_speed"), "wind": (weather, "wind_speed"), "delay": (flights, "dep_delay")}
subjects["wind below 200"] = (weather.where("wind_speed < 200"), "wind_speed")
found = []
for name, (rows, column) in subjects.items():
    for rule, k in {"deviation": 3, "iqr": 1.5}.items():
        low, high = limits(rows, column, rule, k)
        flagged = rows.agg(F.avg((~F.col(column).between(low, high)).cast("int"))).first()[0]
        found.append((name, rule, low, high, flagged))
found = pd.DataFrame(found, columns=["what", "rule", "low", "high", "flagged"]).set_index(["what", "rule"])

# %%
quarter = NormalDist().inv_cdf(0.75)  # of a bell with deviation 1; its fence lies at 4 times that
print(found.assign(flagged=found["flagged"].map("{:.2%}".format)).round(1).to_string())
print(f"in a bell the fences flag {2 * NormalDist().cdf(-4 * quarter):.1%}")
share = found["flagged"]
assert share["ten hours", "deviation"] == 0 < share["ten hours", "iqr"]
assert found["high"]["wind", "deviation"] > 1.5 * found["high"]["wind below 200", "deviation"]
assert share["delay", "iqr"] > 0.1 > 0.04 > share["delay", "deviation"]

# %% [markdown]
# The fences find the 1,048 in the ten hours. One value out of thousands still moves the upper limit of the deviation rule for
# the wind by more than half, and does not move the fence.
#
# But look at the delays. The fences flag more than one departure in ten: a delay of 33 minutes is called an outlier. Nothing is
# broken there. Delays are **skewed**: most are near zero, some are long. The fences were made for a bell, and in a bell they
# flag 0.7 % of the values.
#
# So a rule does not know what is broken. It says where to look. Then look.

# %%
figure, axes = plt.subplots(1, 2, figsize=(10, 3.4))
for axis, name, width, unit in ((axes[0], "wind", 4, "miles per hour"), (axes[1], "delay", 10, "minutes")):
    rows, column = subjects[name]
    counts = rows.where(f"{column} IS NOT NULL").groupBy(F.floor(F.col(column) / width).alias("bin")).count().toPandas()
    axis.bar(counts["bin"] * width, counts["count"], width=width, align="edge", color="lightsteelblue")
    for rule, colour in {"deviation": "firebrick", "iqr": "seagreen"}.items():
        axis.axvline(found["low"][name, rule], color=colour)
        axis.axvline(found["high"][name, rule], color=colour, label=f"{rule}: above {found['high'][name, rule]:.1f}")
    axis.set(yscale="log", xlabel=f"{name}, {unit}", ylabel="rows (logarithmic)")
    axis.legend(loc="upper right")
print(f"{len(counts)} bins drawn, {int(counts['count'].sum()):,} flights behind them")
plt.show()

# %% [markdown]
# On the left one bar stands alone: no weather makes 1,048 miles per hour. On the right the bars go on and on: a tail, and no gap
# in it until the last few flights. The first is an error, the second is the very thing that we want to predict.
#
# Note how the picture was made. **Spark counts, the driver draws.** `groupBy` on the bin number returns a few dozen rows. The
# call `toPandas()` on all the rows, only to draw them, is how a driver runs out of memory.
#
# ## Mark, cap or drop, with limits from the training rows
#
# What to do with a flagged value: **mark** it in a second column (a model can use that, and nothing is lost), **cap** it at the
# limit (the row stays), or **drop** the row (only if the value is an error and the row is worth nothing without it). Limits are
# learned, like a mean: from the training rows alone, and then applied to later rows.
#
# **Predict before you run:** one hour of March has no wind speed. What does `F.least(wind, limit)` make of a null? And what does
# `where("wind_speed <= limit")` do with the row?

# %%
early, later = weather.where("month <= 2"), weather.where("month = 3")
low, high = limits(early, "wind_speed", "iqr", 1.5)
wind = F.col("wind_speed")
capped = F.when(wind > high, high).when(wind < low, low).otherwise(wind)  # null stays null
careless = F.least(F.greatest(wind, F.lit(low)), F.lit(high))
print(f"limits {low:.1f} to {high:.1f}, from {early.count():,} hours of January and February")
gaps = later.where(wind.isNull()).select("origin", "day", "hour", wind, capped.alias("when"), F.round(careless, 1).alias("least"))
gaps.show()
within, above, every = later.where(wind <= high).count(), later.where(wind > high).count(), later.count()
print(f"March: {every:,} hours, {within:,} up to the limit, {above} above it, {every - within - above} in neither of the two")
(gap,) = gaps.collect()
assert gap["when"] is None and gap["least"] == round(low, 1) and above > 0

# %% [markdown]
# `F.least` and `F.greatest` skip nulls, so the gap became a value, the lower limit, and nobody will ever see that it was a gap.
# And `where` keeps only rows for which the condition is *true*; for a null it is neither true nor false, and the row is gone.
# Write `wind.isNull() | (wind <= high)`.
#
# The worst place to drop rows is the **label of the test rows**. **Predict before you run:** the plainest model says for each
# March flight the mean arrival delay of January and February. What does its error become when "outliers" of March are removed?

# %%
usual = flights.where("month <= 2").agg(F.avg("arr_delay")).first()[0]
march = flights.where("month = 3 AND arr_delay IS NOT NULL")
low, high = limits(march, "arr_delay", "iqr", 1.5)
errors = {}
for name, rows in {"all of March": march, "without its outliers": march.where(F.col("arr_delay").between(low, high))}.items():
    errors[name], size = rows.agg(F.sqrt(F.avg((F.col("arr_delay") - usual) ** 2)), F.count("*")).first()
    print(f"{name:<20}: {size:,} flights, RMSE {errors[name]:.1f} minutes")
assert errors["without its outliers"] < 0.6 * errors["all of March"]

# %% [markdown]
# The model is the same and the error is nearly halved. But the passengers of the removed flights were there. What you do not
# know at the time of the prediction, you cannot use to choose the rows.
#
# ## A picture for each kind of column
#
# One category: **bars**. Two categories: **stacked bars**, as shares, so that large and small groups can be compared. One number:
# a **histogram**. A number for each category: **box plots**. In all of them Spark aggregates first.
#
# **Predict before you run:** which carriers fly from one airport almost alone?

# %%
pairs = flights.crosstab("carrier", "origin").toPandas().set_index("carrier_origin")  # (carriers, 3 airports)
pairs = pairs.loc[pairs.sum(axis=1).sort_values(ascending=False).index[:10]].iloc[::-1]
figure, axes = plt.subplots(1, 2, figsize=(10, 3.6), sharey=True)
pairs.sum(axis=1).plot.barh(ax=axes[0], color="lightsteelblue", xlabel="flights", ylabel="carrier")
airports = pairs.columns.sort_values()
pairs[airports].div(pairs.sum(axis=1), axis=0).plot.barh(ax=axes[1], stacked=True, xlabel="share of the carrier's flights",
                                                         color=["steelblue", "goldenrod", "seagreen"])
axes[1].legend(loc="upper left", bbox_to_anchor=(1, 1))
figure.tight_layout()
plt.show()
assert pairs.loc["9E", "JFK"] > 0.8 * pairs.loc["9E"].sum() and pairs.loc["EV", "EWR"] > 0.8 * pairs.loc["EV"].sum()

# %%
hours = flights.where("arr_delay IS NOT NULL AND hour BETWEEN 6 AND 21").groupBy("hour")
boxes = hours.agg(F.percentile("arr_delay", [0.25, 0.5, 0.75]).alias("quartiles"))
fences = boxes.select("hour", F.col("quartiles")[0].alias("q1"), F.col("quartiles")[1].alias("med"),
                      F.col("quartiles")[2].alias("q3"), (2.5 * F.col("q1") - 1.5 * F.col("q3")).alias("low"),
                      (2.5 * F.col("q3") - 1.5 * F.col("q1")).alias("high"))
inside = flights.join(fences, "hour").where(F.col("arr_delay").between(F.col("low"), F.col("high")))
ends = inside.groupBy("hour").agg(F.min("arr_delay").alias("whislo"), F.max("arr_delay").alias("whishi"))
drawn = fences.join(ends, "hour").orderBy("hour").toPandas()  # 16 rows
figure, axis = plt.subplots(figsize=(9, 3.4))
axis.bxp(drawn.assign(label=drawn["hour"]).to_dict("records"), showfliers=False)
axis.axhline(15, color="firebrick", ls=":", lw=1)
axis.set(xlabel="hour of the scheduled departure", ylabel="arrival delay, minutes", title="The line is 15 minutes: late")
plt.show()
assert (drawn["whishi"] <= drawn["high"]).all() and drawn["q3"].iloc[-1] > drawn["q3"].iloc[0] + 10

# %% [markdown]
# A box goes from the first to the third quartile, the line in it is the median. A **whisker** ends at the furthest *value* inside
# of the fences, not at the fence. Medians hardly move over the day; the upper quartile climbs. A picture of the mean alone would
# have hidden that.
#
# ## Two numbers: draw, then choose the coefficient
#
# A scatter plot of all flights is one blot. **Hexagons** or squares that count, and the mean of each bin on top, show the
# shape. Then the measure: **Pearson** asks for a straight line and believes each value. **Spearman** is Pearson of the ranks: it
# asks whether one rises with the other, and one wild value is only one more rank.
#
# **Predict before you run:** the wind at Newark and at LaGuardia, two airports of one city, in the same hour. What does the
# 1,048 do to the two coefficients?

# %%
at = {place: weather.where(F.col("origin") == place) for place in ("EWR", "LGA")}
winds = at["EWR"].select("time_hour", F.col("wind_speed").alias("EWR"))
winds = winds.join(at["LGA"].select("time_hour", F.col("wind_speed").alias("LGA")), "time_hour").dropna().cache()
together = VectorAssembler(inputCols=["EWR", "LGA"], outputCol="both")
r = {}
for name, rows in {"with the 1,048": winds, "without it": winds.where("EWR < 200")}.items():
    for method in ("pearson", "spearman"):
        r[name, method] = Correlation.corr(together.transform(rows), "both", method).first()[0][0, 1]
print(pd.Series(r).unstack().round(3).to_string())
assert abs(r["with the 1,048", "spearman"] - r["without it", "spearman"]) < 0.01
assert r["with the 1,048", "pearson"] < r["without it", "pearson"] - 0.2

# %%
few = winds.where("EWR < 200").groupBy(F.floor(F.col("EWR") / 3).alias("x"), F.floor(F.col("LGA") / 3).alias("y"))
cells = few.agg(F.count("*").alias("hours"), F.sum("LGA").alias("total")).orderBy("x", "y").toPandas()
print(f"{winds.count():,} hours became {len(cells)} cells")
grid = cells.pivot(index="y", columns="x", values="hours")
line = cells.groupby("x")[["hours", "total"]].sum()
figure, axis = plt.subplots(figsize=(6.4, 4))
line = line[line["hours"] >= 5]  # a mean of fewer says little
places = 3 * grid.columns.to_numpy() + 1.5, 3 * grid.index.to_numpy() + 1.5
shades = axis.pcolormesh(*places, grid, cmap="Blues", shading="nearest")
axis.plot(3 * line.index + 1.5, line["total"] / line["hours"], "o-", color="firebrick", label="mean of the column")
axis.set(xlabel="wind at Newark, miles per hour", ylabel="wind at LaGuardia")
axis.legend(loc="upper left", bbox_to_anchor=(0, 1.14))
figure.colorbar(shades, label="hours")
plt.show()

# %% [markdown]
# One value of two thousand takes more than half of Pearson's coefficient away. Spearman does not notice. And neither replaces
# the picture: a curve that goes up and then down again may have a coefficient of zero in both.
#
# Two traps of missing values, then a third of another kind. **Predict before you run:** `DataFrame.stat.corr` and
# `functions.corr` get the same two columns of 344 penguins, two of which were never measured. Do they agree? Does a longer
# bill go with a deeper bill?

# %%
penguins = spark.read.parquet(dataset("penguins"))
bill = ("bill_length_mm", "bill_depth_mm")
function, method = penguins.agg(F.corr(*bill)).first()[0], penguins.stat.corr(*bill)
zeros = penguins.fillna(0).agg(F.corr(*bill)).first()[0]
print(f"functions.corr {function:.3f} · stat.corr {method:.3f} · with 0 for each gap {zeros:.3f}")
penguins.groupBy("species").agg(F.count("*").alias("birds"), F.round(F.corr(*bill), 3).alias("corr")).orderBy("species").show()
for columns in (["precip", "visib"], ["precip", "visib", "pressure"]):
    vectors = VectorAssembler(inputCols=columns, outputCol="v", handleInvalid="skip").transform(weather)
    r = Correlation.corr(vectors, "v").first()[0][0, 1]
    print(f"rain and visibility, with {columns}: {r:.3f}, {vectors.count():,} hours")
rain = weather.groupBy(F.col("pressure").isNull().alias("gap")).agg(F.avg("precip")).orderBy("gap").collect()
print(f"mean rain with a pressure {rain[0][1]:.4f} inches, without one {rain[1][1]:.4f}")
assert function < -0.2 and method > 0.1 and abs(method - zeros) < 1e-9

# %% [markdown]
# `stat.corr` counts a gap as **0**: two birds with a bill of zero millimetres turn the sign. `functions.corr` leaves out the rows
# in which one of the two is missing. `Correlation` wants vectors without gaps, and an assembler that skips drops an hour if *any*
# of its columns is missing: with the pressure in the vector, the coefficient of two other columns changes. The pressure is
# missing in hours with much more rain.
#
# The third: over all birds longer bills are flatter, within each species longer bills are deeper. The species stands
# behind both. **Correlation is not cause**; before you tell a story, look within the groups.
#
# ## Two categories
#
# The table of counts (`crosstab`) first. **Chi-square** compares it with what independent columns would give: its p-value says
# how surprising the difference is. **Cramér's V** says how *large* it is, from 0 to 1: $\sqrt{\chi^2 / (n\,(m - 1))}$, with the
# $n$ rows and the smaller number $m$ of categories. **Mutual information** measures the size too, in nats: how much one
# column tells about the other.
#
# **Predict before you run:** four columns against "more than 15 minutes late". One of them is whether the flight *number* is odd.
# Which p-values are below 0.001?

# %%
flown = flights.where("arr_delay IS NOT NULL").withColumn("late", (F.col("arr_delay") > 15).cast("string"))
flown = flown.withColumn("number", F.when(F.col("flight") % 2 == 1, "odd").otherwise("even")).cache()
columns = ["carrier", "hour", "number", "month"]
codes = [f"{column}_code" for column in columns]
index = StringIndexer(inputCols=[*columns, "late"], outputCols=[*codes, "label"]).fit(flown)
coded = VectorAssembler(inputCols=codes, outputCol="v").transform(index.transform(flown))
test = ChiSquareTest.test(coded, "v", "label").first()  # all four at once
table = pd.DataFrame({"p-value": test["pValues"]}, index=columns)
for column, chi in zip(columns, test["statistics"]):
    counts = flown.crosstab(column, "late").toPandas().set_index(f"{column}_late").to_numpy()
    free = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0, keepdims=True) / counts.sum()
    table.loc[column, "Cramér's V"] = np.sqrt(chi / (counts.sum() * (min(counts.shape) - 1)))
    table.loc[column, "nats"] = np.sum(counts * np.log(np.where(counts > 0, counts / free, 1))) / counts.sum()
print(table.assign(**{"p-value": [f"{p:.0e}" if p else "< 1e-300" for p in table["p-value"]]}).round(4).to_string())
assert table.loc["number", "p-value"] < 0.001 or fraction < 1
assert table.loc["number", "Cramér's V"] < 0.1 < table.loc["carrier", "Cramér's V"]

# %% [markdown]
# Flight numbers *do* go with lateness, and the p-value leaves no doubt. But V is close to zero: nobody would notice. With tens of
# thousands of rows a p-value says "not exactly independent", which is rarely the question. The size is the question: look at V,
# or at the shares themselves. And the month? In this winter its p-value is large: the flights of the three months were
# late about equally often.
#
# `StringIndexer` was only there because `ChiSquareTest` wants numbers as names. The last mistake is to believe that such
# numbers are quantities.
#
# **Predict before you run:** we number the carriers in four orders and correlate the number with the distance. How many different
# answers are there?

# %%
codes = {}
for order in ("alphabetAsc", "alphabetDesc", "frequencyDesc", "frequencyAsc"):
    coded = StringIndexer(inputCol="carrier", outputCol="code", stringOrderType=order).fit(flown).transform(flown)
    codes[order] = coded.agg(F.corr("code", "distance")).first()[0]
    print(f"{order:<14} Pearson {codes[order]:+.3f}")
groups = flown.groupBy("carrier").agg(F.count("*").alias("n"), F.avg("distance").alias("mean")).toPandas()
overall, variance = flown.agg(F.avg("distance"), F.var_pop("distance")).first()
eta = np.average((groups["mean"] - overall) ** 2, weights=groups["n"]) / variance
print(f"share of the variance of the distance that lies between the carriers: {eta:.3f}, in any order")
assert len({round(value, 3) for value in codes.values()}) == 4 and min(codes.values()) < 0 < max(codes.values())

# %% [markdown]
# Four answers and both signs: the coefficient measured the alphabet. The **correlation ratio** $\eta^2$, the variance of the
# group means over the whole variance, needs no order and is the right measure for a category and a number.
#
# | pair | picture | measure |
# |---|---|---|
# | number, number | squares that count, binned mean | Spearman; Pearson if the shape is a line and no value is wild |
# | category, category | stacked bars, mosaic | Cramér's V, with chi-square's p-value beside it; mutual information |
# | category, number | box plots | $\eta^2$, or the quartiles side by side; mutual information with bins |
#
# ## What to remember
#
# - `count` counts what is not null. Missing is rows minus count. NaN is not null: turn it into null before you summarise.
# - Percentiles of `summary()` are approximate; `approxQuantile` promises a rank, which says little in a long tail.
# - Deviations are blown up by the values that they should judge. Fences are not, but they flag honest values of a skewed column.
# - A rule says where to look. Mark, cap or drop is your decision; limits come from the training rows; nulls need a line of code.
# - Never remove rows by the label of the test rows.
# - Aggregate in Spark, draw the small table. A whisker ends at a value.
# - Spearman for numbers, Cramér's V for categories, $\eta^2$ for one of each. With many rows a p-value says nothing about size.
#
# ## On Databricks (November 2026)
#
# - `df.summary()` is the same. `dbutils.data.summarize(df)` draws a profile of a Spark or pandas frame: counts, missing values,
#   distinct values, quartiles, and a histogram for each column. Some of it is approximate; `dbutils.data.summarize(df,
#   precise=True)` takes longer. The reference marks the `data` utilities as *experimental*.
# - The same profile comes without code: `display(df)`, then **+** beside the table, then **Data Profile**. The other choice
#   there, **Visualization**, draws bars, histograms, box plots and scatter plots.
# - The exam says *data summaries* and means these two. Do not mix them up with *data profiling* in Unity Catalog, today's name of
#   Lakehouse Monitoring: that one watches a table over time (module 2, unit *monitoring*).
# - For pictures of large tables the advice stays: aggregate first. `df.plot` of Spark 4 (`df.plot.hist`, `df.plot.box`) does that
#   for you and draws with Plotly.
