# %% [markdown]
# # What does Spark do when I ask for a table?
#
# You write `flights.join(weather, …).groupBy(…)`, and Spark answers at once. It cannot have read 80,000 flights in no time. What
# has it done, what will it do later, and how often? And when two tables meet: are all your rows still there?
#
# **Objectives** none of the current exam guide by its id: this unit is beyond it, and it is the ground for MD-30 to MD-34, where
# estimators and searches run on such tables. From the older outline: clusters, repos and jobs.
# **Left out** writing tables, streaming, the pandas API on Spark, tuning a real cluster.
# **Time** 35 minutes to read and run.
#
# Ten times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import io
import logging
import re
from contextlib import redirect_stdout

import matplotlib.pyplot as plt
import pandas as pd
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F

from course import dataset

logging.disable()  # this lesson makes errors on purpose, and Spark logs each of them at length
spark = SparkSession.builder.getOrCreate()
flights, planes, airlines = (spark.read.parquet(dataset(name)) for name in ("flights", "planes", "airlines"))
flights = flights.sample(fraction=fraction, seed=seed) if fraction < 1 else flights
flights.select("month", "day", "carrier", "flight", "tailnum", "origin", "dest", "dep_time", "arr_delay").show(5)

# %% [markdown]
# ## Ask, and nothing happens
#
# Is a flight late? We ask a Python function, and the function counts how often somebody calls it. So we can see what each line
# costs.
#
# **Predict before you run:** how many calls does each of the four lines in `costs` make?

# %%
calls = spark.sparkContext.accumulator(0)


@F.udf("boolean")
def is_late(minutes):
    calls.add(1)
    return minutes is not None and minutes > 15


def cost(action):
    before = calls.value
    action()
    return calls.value - before

# %%
marked, share = flights.withColumn("late", is_late("arr_delay")), F.avg(F.col("late").cast("int"))
costs = {
    'where("late").select("dest")': cost(lambda: marked.where("late").select("dest")),
    "count()": cost(lambda: marked.count()),
    "agg(share).first()": cost(lambda: marked.agg(share).first()),
    "agg(share).first() again": cost(lambda: marked.agg(share).first()),
}
print(pd.Series(costs, name="calls").map("{:,}".format).to_string())
rows = flights.count()
assert list(costs.values()) == [0, 0, rows, rows]

# %% [markdown]
# - `where`, `select`, `withColumn`, `join`, `groupBy` are **transformations**. They only add a line to a plan. Nothing is read.
# - `count`, `first`, `show`, `collect`, `toPandas` and every write are **actions**. An action starts the work.
# - `count()` started the work too, but it did not need the column `late`. Spark never computes what nobody asks for.
# - The second `agg` paid the full price again. Spark forgot the column as soon as the first answer was out.
#
# ## Keep what you need twice
#
# `cache()` asks Spark to keep a table. **Predict before you run:** now `count()` follows `cache()`. How many calls does each line
# make?

# %%
kept = marked.select("origin", "late")
costs = {
    "cache()": cost(lambda: kept.cache()),
    "count()": cost(lambda: kept.count()),
    "agg(share).first()": cost(lambda: kept.agg(share).first()),
    'where("late").count()': cost(lambda: kept.where("late").count()),
    "the same from marked": cost(lambda: marked.where("late").count()),
    "after unpersist()": cost(lambda: kept.unpersist().where("late").count()),
}
print(pd.Series(costs, name="calls").map("{:,}".format).to_string())
assert list(costs.values()) == [0, rows, 0, 0, rows, rows]

# %% [markdown]
# `cache()` is lazy as well: it is a wish, and the next action fulfils it. A cache keeps whole rows, so this time `count()` had to
# compute `late`. From then on every question that starts **from `kept`** is free. A question that starts from `marked` does not
# pass through `kept`, and pays. `unpersist()` gives the memory back. Cache what several actions share, such as the training rows
# of a search, and nothing else.
#
# ## An error may wait
#
# The source of this data writes an unknown departure time as the text `NA`. We write it so, too, and turn the text into numbers.
#
# **Predict before you run:** which of the three lines below fails, and when?

# %%
def outcome(question):
    try:
        return question()
    except PySparkException as error:
        return f"{type(error).__name__} {error.getCondition()}"


text = F.coalesce(F.col("dep_time").cast("string"), F.lit("NA"))
exported = flights.select("carrier", "flight", text.alias("dep_time"))
numbers = exported.withColumn("number", F.col("dep_time").cast("int"))
print("select a misspelt column:", outcome(lambda: exported.select("dep_tyme")))
print("count the rows:          ", outcome(lambda: numbers.count()))
print("take the largest number: ", outcome(lambda: numbers.agg(F.max("number")).first()))
assert outcome(lambda: numbers.count()) == rows
assert "CAST_INVALID_INPUT" in outcome(lambda: numbers.agg(F.max("number")).first())

# %% [markdown]
# Spark looks at *names and types* when you write the line, so a misspelt name fails at once. It looks at *values* only when an
# action needs them. The line with the cast was fine, `count()` was fine, and the error came two lines later, in somebody else's
# code.
#
# That it came at all is new: since Spark 4, **ANSI** rules are on. Before, a bad cast gave NULL, or worse.
#
# **Predict before you run:** with ANSI off, what is three billion as an `int`? And what is `12.5`?

# %%
expressions = ["CAST('NA' AS INT)", "CAST('12.5' AS INT)", "CAST(3000000000 AS INT)", "1 / 0", "TRY_CAST('NA' AS INT)",
               "TRY_CAST(3000000000 AS INT)", "TRY_DIVIDE(1, 0)", "CAST(' 7 ' AS INT)", "TRY_TO_NUMBER('1,089', '9,999')"]  # fmt: skip
table = pd.DataFrame(index=expressions)
for ansi, name in ((True, "ANSI on"), (False, "ANSI off")):
    spark.conf.set("spark.sql.ansi.enabled", ansi)
    table[name] = [outcome(lambda: spark.sql(f"SELECT {words}").first()[0]) for words in expressions]
spark.conf.set("spark.sql.ansi.enabled", True)
print(table.astype(str).replace("None", "NULL").to_string())

read = exported.withColumn("number", F.col("dep_time").try_cast("int"))
gaps = read.selectExpr("count_if(number IS NULL)", "count_if(number IS NULL AND dep_time <> 'NA')").first()
print(f"{gaps[0]:,} of {rows:,} departure times became NULL; {gaps[1]} of them were something else than NA")
assert table.iloc[2, 1] == 3_000_000_000 - 2**32 and gaps[1] == 0 < gaps[0]

# %% [markdown]
# Without ANSI, three billion turned into a negative number, and nobody was told. With ANSI, you hear of it. `try_cast`,
# `try_divide` and `try_to_number` are the polite way out: NULL, but only where *you* allow it. Then **count** what became NULL,
# as in the last line. A `try_cast` that nobody counts hides errors just as the old rules did.
#
# ## Read a plan
#
# What will Spark do for "the share of late flights by destination, in January, worst first"? `explain()` prints it. The little
# function takes out the numbers and paths that change from run to run.

# %%
def plan(frame):
    printed = io.StringIO()
    with redirect_stdout(printed):
        frame.explain()
    noise = r"#\d+L?|, \[plan_id=\d+\]|Batched.*(?=PushedFilters)|, ENSURE_REQUIREMENTS"
    return re.sub(noise, "", printed.getvalue()).split("==\n")[1].strip()


late = (F.col("arr_delay") > 15).cast("int")
by_dest = flights.where("month = 1").groupBy("dest").agg(F.avg(late).alias("late")).orderBy(F.desc("late"))
print(plan(by_dest))
written_last = flights.withColumn("late", late).select("month", "dest", "late").where("month = 1")
again = written_last.groupBy("dest").agg(F.avg("late").alias("late")).orderBy(F.desc("late"))
assert plan(again).count("Exchange") == plan(by_dest).count("Exchange") == 2
assert re.search("ReadSchema: (.*)", plan(again))[1] == "struct<month:int,arr_delay:int,dest:string>"

# %% [markdown]
# Read it **from the bottom to the top**:
#
# 1. `FileScan`: of 19 columns it reads three (`ReadSchema`), and it hands `month = 1` to the file reader (`PushedFilters`). Had
#    you written the `where` last, as in `again`, Spark would still do it first.
# 2. `HashAggregate … partial`: each partition adds up its own rows.
# 3. `Exchange hashpartitioning(dest)`: a **shuffle**. Rows travel between machines, so that equal destinations meet.
# 4. `HashAggregate`: the parts become one row for each destination.
# 5. `Exchange rangepartitioning(late)` and `Sort`: a second shuffle, because a total order needs one.
#
# `AdaptiveSparkPlan` says that Spark may still change its mind while it runs, when it sees real sizes.
#
# An action starts a **job**. Each `Exchange` cuts the job into **stages**. A stage runs one **task** for each partition, and the
# tasks share the cores. A shuffle writes to disk, sends over the network and makes everybody wait, so it is what you count first.
#
# **Predict before you run:** how many shuffles does each of these need?

# %%
def shuffles(frame):
    return len(re.findall(r"\bExchange ", plan(frame)))  # \b: a BroadcastExchange is something else


previous = F.lag("arr_delay").over(Window.partitionBy("tailnum").orderBy("time_hour"))
questions = {
    "where + withColumn": flights.where("month = 1").withColumn("late", late),
    "distinct": flights.select("dest").distinct(),
    "groupBy one key": flights.groupBy("dest").count(),
    "orderBy": flights.select("dest").orderBy("dest"),
    "window by plane": flights.withColumn("previous", previous),
    "window by plane, groupBy plane": flights.withColumn("previous", previous).groupBy("tailnum").agg(F.max("previous")),
    "window by plane, groupBy dest": flights.withColumn("previous", previous).groupBy("dest").agg(F.max("previous")),
}
found = pd.Series({name: shuffles(frame) for name, frame in questions.items()})
print(found.to_string())
assert found.tolist() == [0, 1, 1, 1, 1, 1, 2]

# %% [markdown]
# Work on one row at a time needs no shuffle. What brings rows of a table together (groups, an order, a window) needs one, and a
# second question about the **same** key rides along for free.
#
# ## Who holds which rows?
#
# A partition is a part of the rows that one task works on. Our file is small and comes in one piece, so one core would do all the
# work.
#
# **Predict before you run:** you have eight cores. Which of the four calls gives work to all of them?

# %%
def layout(rows, column, partitions):
    """Rows per partition (empty ones, too) and value of a column."""
    counted = rows.groupBy(F.spark_partition_id().alias("partition"), column).count().toPandas()
    return counted.pivot(index="partition", columns=column, values="count").reindex(range(partitions)).fillna(0)


eight = flights.repartition(8)
frames = {"repartition(8)": (eight, 8), "then coalesce(3)": (eight.coalesce(3), 3), "then coalesce(16)": (eight.coalesce(16), 16),
          'repartition(8, "origin")': (flights.repartition(8, "origin"), 8)}  # fmt: skip
figure, axes = plt.subplots(1, 4, figsize=(11, 2.8), sharey=True, layout="constrained")
for axis, (name, (frame, asked)) in zip(axes, frames.items()):
    held = layout(frame, "origin", asked)
    held.plot.bar(stacked=True, width=0.9, ax=axis, color=["steelblue", "darkorange", "seagreen"], legend=axis is axes[0])
    axis.set(title=f"{name}\n{(held.sum(axis=1) > 0).sum()} of {asked} hold rows", ylabel="flights")
    axis.tick_params(axis="x", rotation=0, labelsize=7)
    assert (held.sum(axis=1) > 0).sum() == {8: 8, 3: 3, 16: 8}[asked] - 5 * ("origin" in name)
plt.show()

# %% [markdown]
# - `repartition(8)` is a shuffle. It deals the rows out like cards: even heaps.
# - `coalesce(3)` glues neighbours together, without a shuffle. So it can only make fewer partitions: the wish for 16 was not
#   granted, and no error said so. Heaps may become uneven. Use it before you write few files; use `repartition` to spread work.
# - `repartition(8, "origin")` puts equal keys together. Three airports fill at most three partitions, and five cores sleep.
#   Whoever waits for the result waits for the tallest bar.
#
# ## What travels, and a pinch of salt
#
# Take six partitions as six machines, and bring each carrier's flights together. A job is as quick as its fullest partition is,
# so we try a second key as well, the **salt**: a number from 0 to 7, made from the flight itself. A big carrier becomes eight
# keys, and they may go to eight places.
#
# **Predict before you run:** `repartition(8, "carrier")` moves every flight. How many rows travel for
# `groupBy("carrier").count()`?

# %%
salts, roads = 8, {}
salted = flights.withColumn("salt", F.pmod(F.xxhash64("month", "day", "flight"), F.lit(salts)))
six = salted.repartition(6).withColumn("from", F.spark_partition_id())
for keys in (["carrier"], ["carrier", "salt"]):
    moved = six.repartition(8, *keys).groupBy("from", F.spark_partition_id().alias("to")).count().toPandas()
    roads[", ".join(keys)] = moved.pivot(index="from", columns="to", values="count").reindex(columns=range(8)).fillna(0)  # (6, 8)
partial = six.groupBy("from", "carrier").count().count()
print(f"rows that travel to bring each carrier's flights together: {roads['carrier'].sum().sum():,.0f}")
print(f'rows that travel for groupBy("carrier").count():           {partial:,}')
assert roads["carrier"].sum().sum() == rows and (roads["carrier"].sum() == 0).sum() == 2 and partial <= 6 * 16

# %%
figure, axes = plt.subplots(2, 2, figsize=(11, 4.6), sharex=True, sharey="row", height_ratios=[1, 1.5], layout="constrained")
fullest = [table.sum().max() * 8 / rows for table in roads.values()]  # in even shares
for (above, below), (keys, table), most in zip(axes.T, roads.items(), fullest):
    above.bar(table.columns, table.sum(), color="steelblue")
    above.axhline(rows / 8, color="firebrick", ls="--")
    above.set(title=f"repartition(8, {keys}): the fullest holds {most:.1f} even shares", ylabel="rows held")
    below.imshow(table, cmap="Blues", aspect="auto", vmin=0, vmax=5500)
    for (row, column), number in table.stack().items():
        below.text(column, row, f"{number:,.0f}", ha="center", va="center", fontsize=7)
    below.set(xlabel="to partition", ylabel="from partition")
plt.show()
assert 2.2 > fullest[0] > 1.8 > 1.2 * fullest[1]

# %% [markdown]
# The lower pictures are the road map of a shuffle: every partition sends rows to nearly every other. By carrier, two partitions
# get nothing, and one gets twice its even share. With the salt the heaps are more alike.
#
# But look at the number 91. For a sum, a mean or a count, each partition adds up its own rows first (`partial` in the plan), and
# at most one row for each carrier and partition travels. Uneven keys hurt where **whole rows** must meet: in joins, in windows,
# in a function for each group. And a model for each carrier needs all rows of the carrier, so there a salt is no help.
#
# Better, not perfect: where a key goes is luck, and more keys level the luck. The salt must be a function of the row. `rand()`
# may give another number when a lost machine's work is done again, and then rows are lost or doubled.
#
# A join on the salted key needs care: a flight with the salt 2 looks for an airline with the salt 2.
#
# **Predict before you run:** we join the salted flights with the 16 airlines, and forget to do anything about the airlines but
# give them a salt of 0. How many flights are left?

# %%
forgotten = airlines.withColumn("salt", F.lit(0))  # (16 rows)
copied = airlines.withColumn("salt", F.explode(F.sequence(F.lit(0), F.lit(salts - 1))))  # (16 × 8 rows)
left = {name: salted.join(side, ["carrier", "salt"]).count() for name, side in (("salt 0", forgotten), ("copied", copied))}
print(f"airlines: {forgotten.count()} with the salt 0, {copied.count()} when copied for each salt")
print(pd.Series(left, name="flights").map(lambda number: f"{number:>7,} flights, {number / rows:.0%}").to_string())
assert left["copied"] == rows and 0.1 < left["salt 0"] / rows < 0.15

# %% [markdown]
# The big side gets **one** salt for each row, the small side gets a copy for **each** salt. For a large join of two tables, Spark
# does the like by itself (`spark.sql.adaptive.skewJoin.enabled`). By hand you need it where Spark cannot see inside, and when you
# want to know what it does.
#
# ## Ship the rows, or ship the small table
#
# To join flights with 3,322 planes there are two ways. Shuffle both tables by tail number, sort, and merge. Or copy the small
# table to every machine: a **broadcast**, and no flight moves. Spark takes the second way by itself when a side is below 10 MB.
# `F.broadcast(planes)` asks for it.
#
# **Predict before you run:** the last row asks for a broadcast in a *full* join. Which way does Spark take?

# %%
table = []
for how, hint in (("inner", None), ("inner", "merge"), ("left", "broadcast"), ("full", "broadcast")):
    joined = flights.join(planes.hint(hint) if hint else planes, "tailnum", how)
    way = re.search(r"(\w+Join) ", plan(joined))[1]
    table.append((how, hint or "none", way, shuffles(joined), plan(joined).count("BroadcastExchange"), joined.count()))
table = pd.DataFrame(table, columns=["join", "hint", "Spark's way", "shuffles", "broadcasts", "rows"])
print(table.to_string(index=False))
assert table["shuffles"].tolist() == [0, 2, 0, 2] and table["rows"][0] == table["rows"][1] and table["rows"][2] == rows

# %% [markdown]
# The way changes the time and never the result. In a full join the planes without a flight must appear, **once**, but every
# machine would report its copy. So Spark cannot broadcast, and it ignores your wish without a word. A hint is a wish: look into
# the plan.
#
# The column `rows` asks another question. An inner join kept fewer flights than there are. Who was lost?
#
# ## Flights and planes: one name, two meanings
#
# Both tables have a column `year`. In `flights` it is the year of the flight, in `planes` the year in which the plane was built.

# %%
print("join on tailnum and year:", flights.join(planes, ["tailnum", "year"]).count(), "rows")
print("then select year:        ", outcome(lambda: flights.join(planes, "tailnum").select("year")))

known = planes.select("tailnum", F.col("year").alias("built"), "seats")
with_plane = flights.join(known, "tailnum", "left").withColumn("known", F.col("seats").isNotNull())
assert with_plane.count() == rows and flights.join(planes, ["tailnum", "year"]).count() < 0.01 * rows
no_arrival = F.avg(F.col("arr_delay").isNull().cast("int")).alias("no arrival")
flown = with_plane.groupBy("known").agg(F.count("*").alias("flights"), no_arrival)
print(flown.orderBy("known").toPandas().round(3).to_string(index=False))

share = with_plane.groupBy("carrier").agg(F.avg(F.col("known").cast("int")).alias("share"), F.count("*").alias("flights"))
share = share.where(F.col("flights") > 20).orderBy("share", "carrier").toPandas()
axis = share.plot.barh(x="carrier", y="share", figsize=(7, 3), legend=False, color="steelblue", width=0.8)
axis.set(xlabel="share of the flights whose plane is known", ylabel="carrier", xlim=(0, 1))
plt.show()
assert share["carrier"][0] == "MQ" and share["share"][0] < 0.1 and share["share"][1] < 0.4 < 0.9 < share["share"][2]

# %% [markdown]
# Joined on every common name, as some tools do by default, the tables agree only where a plane was built in the year of its
# flight. Rename before you join.
#
# And an inner join would have thrown away nearly all flights of MQ, and the cancelled flights far more often than the others: a
# cancelled flight often has no tail number. Your model would learn from a happier world. Use a **left** join, keep the flag, and
# look at who is missing.
#
# ## Flights and weather: one hour, twice
#
# Nobody knows the weather of the departure when a ticket is sold. So join the weather of some hours **before**. There are two
# keys: the clock (`month`, `day`, `hour`), from which we subtract hours, or the instant `time_hour`. We take LaGuardia's whole
# year.
#
# **Predict before you run:** 104,662 flights, a left join, one observation for an airport and an hour. How many rows come out?

# %%
year, weather = spark.read.parquet(dataset("flights_lga")), spark.read.parquet(dataset("weather"))
clock = ["origin", "year", "month", "day", "hour"]
table = []
for before in (0, 5, 8):
    moved = weather.withColumn("hour", F.col("hour") + before).select(*clock, "visib")
    seen = weather.select("origin", F.expr(f"time_hour + INTERVAL {before} HOURS").alias("time_hour"), "visib")
    for key, side, columns in (("clock", moved, clock), ("instant", seen, ["origin", "time_hour"])):
        size, gaps = year.join(side, columns, "left").selectExpr("count(*)", "count_if(visib IS NULL)").first()
        table.append((before, key, size, size - year.count(), f"{gaps / size:.1%}"))
print(pd.DataFrame(table, columns=["hours before", "key", "rows", "too many", "without weather"]).to_string(index=False))
weather.where("origin = 'LGA' AND month = 11 AND day = 3 AND hour = 1").select(*clock, "time_hour", "temp").orderBy("time_hour").show()
doubled = year.where("month = 11 AND day = 3 AND hour = 6").count()
print(f"{doubled} flights were to leave at 6 o'clock on 3 November, five hours after 1 o'clock")
assert table[2][3] == doubled > 0 and table[3][3] == 0 and float(table[4][4][:-1]) > 10 > 1 > float(table[5][4][:-1])

# %% [markdown]
# On 3 November the clocks went back, and 1 o'clock came twice. By the clock, each flight of 6 o'clock met two observations and
# became two rows. With `before = 0` the trap sleeps, because no flight leaves at 1 o'clock: that the count was right once proves
# nothing. And eight hours before 5 o'clock is hour −3 on a clock, which no observation has. An instant has none of these
# troubles: one hour, one number, all year.
#
# So a join gets a **receipt**: rows before, rows after, and the share that found a partner.
#
# ## What to remember
#
# - Transformations write a plan; actions run it, each time from the start. `cache()` is lazy, and pays off from the second action
#   on.
# - A wrong name fails at once, a bad value when an action needs it. `try_cast` is fine if you count what became NULL.
# - Read plans from the bottom. Count `Exchange`: each is a shuffle. `BroadcastExchange` is a copy of a small table.
# - `repartition` shuffles and evens out, `coalesce` only glues. Equal keys share a partition, so a heavy key makes a heavy task.
# - Salt: one for each row of the big side, all of them for the small side, made from the row and never from `rand()`.
# - A left join with a unique key keeps every row once. Rename before, count after, and join on instants rather than clocks.
#
# ## On Databricks (November 2026)
#
# - `spark` is given; `spark.read.table("catalog.schema.flights")` replaces our path. `display(df)` is an action too. Plans are
#   also in the Spark UI and, on serverless compute, in the query profile.
# - On serverless and standard compute your notebook speaks **Spark Connect**: no `rdd`, no `sparkContext`, so no accumulator. A
#   misspelt column is then reported later, at the first action or when you look at the schema.
# - `cache()` on serverless compute is a public preview from environment version 5 on, and there the call computes **at once**.
#   Before, it raised an error.
# - ANSI is the default since Databricks Runtime 17.0, and on serverless compute. The exam's older material says that a bad cast
#   gives NULL.
# - `spark.sql.shuffle.partitions` is 200 by default (2 in this course), and adaptive execution joins small partitions. It is on
#   by default, for skewed joins too.
# - The older outline's **clusters** are called *compute* today: all-purpose compute for notebooks that people share, jobs compute
#   that starts for one scheduled run and ends with it, or serverless. **Repos** are *Git folders*. A **job** of *Lakeflow Jobs*
#   (before: Workflows) is a schedule of tasks such as notebooks; a *Spark job* is what one action starts. Same word, two things.
