# %% [markdown]
# # Exercise · What does Spark do when I ask for a table?
#
# The lesson looked over Spark's shoulder at one winter of flights. Now you read its plans, count its work, and bring three tables
# together for one whole year at LaGuardia. At the end no flight is lost, none is doubled, and no worker has much more to do than
# the others.
#
# **Six tasks, 21 points, about 35 minutes.** Beyond the current guide: the ground for MD-30 to MD-34.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on plans and rows that are drawn when your
# work is graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
import io
from contextlib import redirect_stdout

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
year = spark.read.parquet(dataset("flights_lga")).select(
    "year", "month", "day", "hour", "time_hour", "carrier", "flight", "tailnum", "origin", "dest", "distance", "arr_delay"
)
weather = spark.read.parquet(dataset("weather"))
planes = spark.read.parquet(dataset("planes"))


def plan_of(frame):
    """What explain() prints for a frame, as text."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        frame.explain()
    return printed.getvalue()


year.where("day = 15").orderBy("month", "hour", "carrier", "flight").show(5)

# %% [markdown] task="plan-is-read"
# ## Task 1 · Read a plan
#
# **3 points**
#
# Write `read_plan(text)`.
#
# - **Takes** `text`, what `explain()` prints for a frame that no action has used yet: the physical plan, one operator in each
#   line.
# - **Returns** a dict with three keys. `"shuffles"`: how often the plan shuffles rows (an `int`). `"broadcasts"`: how many tables
#   it copies to every worker (an `int`). `"columns"`: a list of the names of all columns that its scans read from files, each
#   name once, in any order.
# - A column may have any name made of letters, digits and `_`. Column types are simple, such as `int` or `string`.
# - No line is cut short by `...`, and no part of a plan is used twice.
#
# Free: how you take the text apart. `plan_of(frame)` gives you as many plans to try as you like.

# %% [markdown] hint="plan-is-read"
# Print the plan of a join with `.hint("broadcast")` and with `.hint("merge")`, of an `orderBy`, and of a `distinct` on a column
# that you renamed to `Exchange`. In which lines is the word an *operator*, and where is it something else?

# %% [markdown] hint="plan-is-read"
# Before the operator's name a line has only tree marks such as `+-`, `:` and spaces, sometimes also `*(2)`. Strip them, and look
# at the first word. What a scan reads stands behind `ReadSchema: struct<`, and a plan may have several scans.

# %% [markdown] hint="plan-is-read"
# Almost the line: `operators = [re.sub(r"^[\s:+*()\d-]*", "", line).split(" ")[0] for line in text.splitlines()]`, then
# `operators.count("Exchange")`; and `re.findall(r"ReadSchema: struct<(.*?)>", text)` for the columns with their types.

# %% answer="plan-is-read"
def read_plan(text):
    """Return {"shuffles", "broadcasts", "columns"} of a physical plan."""
    ### BEGIN SOLUTION
    import re

    operators = [re.sub(r"^[\s:+*()\d-]*", "", line).split(" ")[0] for line in text.splitlines()]
    fields = [field for schema in re.findall(r"ReadSchema: struct<(.*?)>", text) for field in schema.split(",") if field]
    return {
        "shuffles": operators.count("Exchange"),
        "broadcasts": operators.count("BroadcastExchange"),
        "columns": sorted({field.split(":")[0] for field in fields}),
    }
    ### END SOLUTION

# %% test="plan-is-read" points=1
# A count by destination, and a join with a small table
scan, small = spark.read.parquet(dataset("flights_lga")), spark.read.parquet(dataset("planes")).select("tailnum", "seats")
counted = scan.where("month = 1").groupBy("dest").count()
joined = scan.select("tailnum", "distance").join(small.hint("broadcast"), "tailnum")
plans = [
    ("the count by destination", plan_of(counted), 1, 0, ["dest", "month"]),
    ("the join with a broadcast", plan_of(joined), 0, 1, ["distance", "seats", "tailnum"]),
]
for name, text, shuffles, broadcasts, columns in plans:
    found = read_plan(text)
    assert isinstance(found, dict) and set(found) == {"shuffles", "broadcasts", "columns"}, (
        f"read_plan returned {found if isinstance(found, dict) else type(found).__name__}; "
        'it should return a dict with the keys "shuffles", "broadcasts" and "columns"'
    )
    assert found["shuffles"] == shuffles, (
        f"for {name} you find {found['shuffles']!r} shuffles, but the plan has {shuffles}; "
        "a shuffle is a line whose operator is Exchange, and BroadcastExchange is another operator"
    )
    assert found["broadcasts"] == broadcasts, (
        f"for {name} you find {found['broadcasts']!r} broadcasts, but the plan has {broadcasts}; count BroadcastExchange"
    )
    assert sorted(found["columns"]) == columns, (
        f"for {name} you find the columns {sorted(found['columns'])}, but its scans read {columns}; look at each ReadSchema"
    )

# %% test="plan-is-read" points=1 hidden=true
# Joins, sorts, totals and repartitions are counted in drawn plans
from course import drawn

rng = drawn("plans")
scan, small = spark.read.parquet(dataset("flights_lga")), spark.read.parquet(dataset("planes")).select("tailnum", "seats")
plans = []
for way in ("broadcast", "merge", "no join"):
    key, value = str(rng.choice(["carrier", "dest"])), str(rng.choice(["distance", "air_time", "dep_delay"]))
    rows = scan.where(F.col("month") > int(rng.integers(1, 12))).select(key, value, "tailnum")
    shuffles, broadcasts, columns = 0, int(way == "broadcast"), {"month", key, value}
    if way == "no join":
        rows = rows.repartition(int(rng.integers(3, 20)))
        shuffles += 1
    else:
        rows = rows.join(small.hint(way), "tailnum")
        shuffles += 2 * (way == "merge")
        columns |= {"tailnum", "seats"}
    grouped = rows.groupBy(key).agg(F.sum(value).alias("total"), *([F.max("seats")] if way != "no join" else []))
    plans.append((way, plan_of(grouped), shuffles + 1, broadcasts, columns))
    plans.append((f"{way}, sorted", plan_of(grouped.orderBy("total")), shuffles + 2, broadcasts, columns))
value = str(rng.choice(["distance", "air_time", "arr_delay"]))
plans.append(("total", plan_of(scan.agg(F.sum(value))), 1, 0, {value}))
pairs = scan.select("tailnum", value).join(small.hint("broadcast"), "tailnum")
pairs = pairs.crossJoin(weather.select("visib").hint("broadcast"))  # a broadcast that no hash join reads
plans.append(("two broadcasts", plan_of(pairs), 0, 2, {"tailnum", value, "seats", "visib"}))
for name, text, shuffles, broadcasts, columns in plans:
    found = read_plan(text)
    assert found["shuffles"] == shuffles, (
        f"in a drawn plan ({name}) you find {found['shuffles']} shuffles where there are {shuffles}; hash partitioning is one "
        "kind of Exchange, and a sort, a total over all rows and a repartition have other kinds"
    )
    assert found["broadcasts"] == broadcasts, (
        f"in a drawn plan ({name}) you find {found['broadcasts']} broadcasts where there are {broadcasts}; each copied table "
        "has its BroadcastExchange, whatever kind of join reads it"
    )
    assert len(found["columns"]) == len(set(found["columns"])) and set(found["columns"]) == columns, (
        f"in a drawn plan ({name}) the columns are not those that the scans read; a plan may have more than one scan, and "
        "each name belongs in the list once"
    )

# %% test="plan-is-read" points=1 hidden=true
# A column whose name is an operator's is no operator
from course import drawn

rng = drawn("names")
scan = spark.read.parquet(dataset("flights_lga"))
plans = []
for name in ("Exchange", "BroadcastExchange", f"Exchange_{int(rng.integers(2, 99))}"):
    key = str(rng.choice(["carrier", "dest", "origin"]))
    rows = scan.where(F.col("day") > int(rng.integers(1, 28))).select(F.col(key).alias(name)).distinct()
    plans.append((plan_of(rows), {"day", key}))
for text, columns in plans:
    found = read_plan(text)
    assert (found["shuffles"], found["broadcasts"]) == (1, 0), (
        f"a distinct on a column with an operator's name has 1 shuffle and 0 broadcasts, you find {found['shuffles']} and "
        f"{found['broadcasts']}; only the first word of a line is its operator"
    )
    assert set(found["columns"]) == columns, (
        "the columns are not those of the file; an alias is made later, the scan knows nothing of it"
    )

# %% [markdown] task="reads-are-counted"
# ## Task 2 · How often is the file read?
#
# **3 points**
#
# Below is a notebook, line by line. How often does it read the file? Write `file_reads(script)`, which knows.
#
# | step | the line in the notebook |
# |---|---|
# | `("read", "a")` | `a = spark.read.parquet("flights")`, always the first step, and the only one of its kind |
# | `("transform", "b", "a")` | `b = a.withColumn(…)`, each time another column |
# | `("cache", "b")` | `b.cache()`, always directly below the line that makes `b` |
# | `("action", "b")` | `b.agg(…).first()`, a question that needs all rows and all columns of `b` |
# | `("unpersist", "b")` | `b.unpersist()` |
#
# - **Takes** `script`, a list of such tuples, in the order in which the lines run.
# - **Returns** an `int`: how many times the file is read in all. Memory is large enough for every cache.
#
# This is plain Python; no Spark is needed.

# %% [markdown] hint="reads-are-counted"
# Only one kind of step can make Spark read. When it comes, walk from its frame to the parent, to the parent's parent, and so on.
# What do you meet first: a cache that is already filled, or the file?

# %% [markdown] hint="reads-are-counted"
# Keep three things: the parent of each frame, the frames that are marked by `cache`, and the frames whose cache is filled. A
# marked frame is filled when an action's walk comes through it.

# %% [markdown] hint="reads-are-counted"
# Almost the line: `while frame is not None and frame not in filled:` … `frame = parent[frame]`, and in the loop every marked
# frame joins `filled`. After the loop the file was read if `frame is None`.

# %% answer="reads-are-counted"
def file_reads(script):
    """Return how many times the notebook in the script reads its file."""
    ### BEGIN SOLUTION
    parent, marked, filled, reads = {}, set(), set(), 0
    for step, frame, *rest in script:
        if step in ("read", "transform"):
            parent[frame] = rest[0] if rest else None
        elif step == "cache":
            marked.add(frame)
        elif step == "unpersist":
            marked.discard(frame)
            filled.discard(frame)
        else:
            while frame is not None and frame not in filled:
                if frame in marked:
                    filled.add(frame)
                frame = parent[frame]
            reads += frame is None
    return reads
    ### END SOLUTION

# %% test="reads-are-counted" points=1
# Three short notebooks
from numbers import Integral

lazy = [("read", "a"), ("transform", "b", "a"), ("transform", "c", "b")]
again = [*lazy, ("action", "c"), ("action", "b"), ("action", "c")]
cached = [("read", "a"), ("transform", "b", "a"), ("cache", "b"), ("transform", "c", "b"), ("action", "c"), ("action", "b")]
for script, reads, why in (
    (lazy, 0, "there is no action in it, and transformations only write a plan"),
    (again, 3, "nothing is cached, so each of its three actions starts from the file"),
    (cached, 1, "the first action passes through b and fills its cache, and the second finds it there"),
):
    found = file_reads(script)
    assert isinstance(found, Integral), f"file_reads returned {type(found).__name__}; it should return an int"
    assert found == reads, f"for the steps {script} you count {found} reads, but there are {reads}: {why}"

# %% test="reads-are-counted" points=1 hidden=true
# Drawn notebooks with caches
from course import drawn

rng = drawn("caches")
notebooks = []
for _ in range(40):
    script, parent, marked, filled, reads = [("read", "f0")], {"f0": None}, set(), set(), 0
    for _ in range(int(rng.integers(8, 16))):
        if rng.random() < 0.45:
            frame = f"f{len(parent)}"
            parent[frame] = str(rng.choice(list(parent)))
            script.append(("transform", frame, parent[frame]))
            if rng.random() < 0.5:
                script.append(("cache", frame))
                marked.add(frame)
            continue
        frame = str(rng.choice(list(parent)))
        script.append(("action", frame))
        while frame is not None and frame not in filled:
            filled |= {frame} & marked
            frame = parent[frame]
        reads += frame is None
    notebooks.append((script, reads))
counted = [file_reads(script) for script, _ in notebooks]
too_many = sum(found > reads for found, (_, reads) in zip(counted, notebooks, strict=True))
too_few = sum(found < reads for found, (_, reads) in zip(counted, notebooks, strict=True))
assert too_many == too_few == 0, (
    f"of 40 drawn notebooks you count too many reads in {too_many} and too few in {too_few}; a cache is filled by the first "
    "action that passes through it, and from then on it serves every frame that is built on it"
)

# %% test="reads-are-counted" points=1 hidden=true
# Drawn notebooks in which caches are given back
from course import drawn

rng = drawn("unpersist")
notebooks = []
for _ in range(40):
    script, parent, marked, filled, reads = [("read", "f0"), ("cache", "f0")], {"f0": None}, {"f0"}, set(), 0
    for _ in range(int(rng.integers(10, 18))):
        dice = rng.random()
        if dice < 0.3:
            frame = f"f{len(parent)}"
            parent[frame] = str(rng.choice(list(parent)))
            script.append(("transform", frame, parent[frame]))
            if rng.random() < 0.5:
                script.append(("cache", frame))
                marked.add(frame)
        elif dice < 0.5 and marked:
            frame = str(rng.choice(sorted(marked)))
            script.append(("unpersist", frame))
            marked.discard(frame)
            filled.discard(frame)
        else:
            frame = str(rng.choice(list(parent)))
            script.append(("action", frame))
            while frame is not None and frame not in filled:
                filled |= {frame} & marked
                frame = parent[frame]
            reads += frame is None
    notebooks.append((script, reads))
counted = [file_reads(script) for script, _ in notebooks]
off = sum(found != reads for found, (_, reads) in zip(counted, notebooks, strict=True))
assert off == 0, (
    f"of 40 drawn notebooks with unpersist the count differs in {off}; after unpersist a frame is neither marked nor filled, "
    "while other caches stay as they are"
)

# %% [markdown] task="casts-are-counted"
# ## Task 3 · From text to numbers, and nothing lost in silence
#
# **4 points**
#
# Another airline sends its flights as text. Most values can be read, some cannot, and `NA` says that a value is unknown. One bad
# value must not stop the night's work, and no value may vanish unseen.
#
# Write `typed(rows)`.
#
# - **Takes** `rows`, a Spark DataFrame with `id` (a number) and three columns of text: `day`, like `2013-07-15`; `dep_delay`,
#   whole minutes like `-4`, perhaps with blanks around; `distance`, whole miles from 0 to 99,999 with a comma for thousands, like
#   `89` or `1,089`. A text may also be null.
# - **Returns** `(clean, lost)`. `clean` is a Spark DataFrame with the same rows and `id`s, where `day` is a `date` and
#   `dep_delay` and `distance` are of type `int`; what cannot be read is null. `lost` is a dict with the keys `"day"`,
#   `"dep_delay"`, `"distance"`: how many texts of this column became null although they are neither null nor exactly `NA`
#   (`na`, or `NA` with a blank, is lost, too).
# - Minutes that are not whole (`12.5`) or too large for an `int` cannot be read. An empty text cannot be read either.
#
# ANSI rules stay on. Free: functions, SQL, extra columns.

# %% [markdown] hint="casts-are-counted"
# The lesson has a table of casts with ANSI on. Which forms give NULL where `CAST` stops with an error? Which of them can deal
# with a comma?

# %% [markdown] hint="casts-are-counted"
# `Column.try_cast("int")` and `.try_cast("date")`; `F.try_to_number` with a format for the commas (its result is a decimal, so
# cast it once more). To count, compare each new column with its text: null now, but neither null nor `NA` before.

# %% [markdown] hint="casts-are-counted"
# Almost the line: `"distance": F.try_to_number("distance", F.lit("99,999")).cast("int")`, and for the count
# `F.count_if(readable[name].isNull() & (F.col(name) != "NA"))` in one `agg` over `rows`.

# %% answer="casts-are-counted"
def typed(rows):
    """Return (clean, lost): the rows with typed columns, and per column how many texts could not be read."""
    ### BEGIN SOLUTION
    readable = {
        "day": F.col("day").try_cast("date"),
        "dep_delay": F.col("dep_delay").try_cast("int"),
        "distance": F.try_to_number("distance", F.lit("99,999")).cast("int"),
    }
    unread = [F.count_if(new.isNull() & (F.col(name) != "NA")).alias(name) for name, new in readable.items()]
    return rows.withColumns(readable), rows.agg(*unread).first().asDict()
    ### END SOLUTION

# %% test="casts-are-counted" points=1
# Six flights that you can read yourself
rows = spark.createDataFrame(
    [
        (1, "2013-07-15", "-4", "89"),
        (2, "2013-07-15", " 12 ", "1,089"),
        (3, "2013-02-30", "NA", "NA"),
        (4, "2013-12-31", "12.5", "far"),
        (5, None, "late", "214"),
        (6, "NA", None, "2,133"),
    ],
    "id int, day string, dep_delay string, distance string",
)
answer = typed(rows)
assert (
    isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], DataFrame) and isinstance(answer[1], dict)
), f"typed returned {type(answer).__name__}; it should return (clean, lost): a Spark DataFrame and a dict"
clean, lost = answer
types = {name: kind for name, kind in clean.dtypes if name in ("day", "dep_delay", "distance")}
assert types == {"day": "date", "dep_delay": "int", "distance": "int"}, (
    f"the columns have the types {types}; day should be a date, and the other two of type int"
)
found = {row["id"]: (str(row["day"]), row["dep_delay"], row["distance"]) for row in clean.collect()}
assert sorted(found) == [1, 2, 3, 4, 5, 6], (
    f"six rows went in, the ids {sorted(found)} came out; keep a row even if a value cannot be read"
)
assert found[1] == ("2013-07-15", -4, 89) and found[2] == ("2013-07-15", 12, 1089), (
    f"rows 1 and 2 became {found[1]} and {found[2]}; each of their values can be read"
)
assert found[4] == ("2013-12-31", None, None), f"row 4 became {found[4]}; 12.5 is not a whole minute, and far is no number"
assert lost == {"day": 1, "dep_delay": 2, "distance": 1}, (
    f"you report {lost} as lost; one day, two delays and one distance could not be read, and NA is an honest gap"
)

# %% test="casts-are-counted" points=1 hidden=true
# Each drawn value that can be read is read, and the others are null
import datetime

from course import drawn

rng = drawn("export")
table, truth = [], {}
for number in range(150):
    date = datetime.date(2013, 1, 1) + datetime.timedelta(days=int(rng.integers(365)))
    minutes, miles = int(rng.integers(-40, 500)), int(rng.integers(0, 10 ** int(rng.integers(2, 6))))
    texts = [date.isoformat(), " " * int(rng.integers(3)) + str(minutes) + " " * int(rng.integers(3)), f"{miles:,}"]
    values = [date, minutes, miles]
    spoilt = [
        ["NA", "2013-02-30", "2013-13-01", "July 4"],
        ["NA", f"{minutes}.5", "3000000000", "late", ""],
        ["NA", "far", f"{miles:,} mi", ""],
    ]
    for place in range(3):
        if rng.random() < 0.3:
            texts[place], values[place] = str(rng.choice(spoilt[place])), None
    table.append((number, *texts))
    truth[number] = tuple(values)
rows = spark.createDataFrame(table, "id int, day string, dep_delay string, distance string")
clean, _ = typed(rows)
found = {row[0]: tuple(row)[1:] for row in clean.select("id", "day", "dep_delay", "distance").collect()}
assert set(found) == set(truth), f"{len(truth)} rows went in, {len(found)} came out; keep a row even if a value cannot be read"
for place, name in enumerate(("day", "dep_delay", "distance")):
    pairs = [(values[place], found[number][place]) for number, values in truth.items()]
    missed = sum(new is None and old is not None for old, new in pairs)
    made_up = sum(old is None and new is not None for old, new in pairs)
    other = sum(None not in (old, new) and old != new for old, new in pairs)
    assert missed == made_up == other == 0, (
        f"of the drawn texts in {name}, {missed} can be read but are null, {made_up} cannot be read but have a value, and {other} "
        "have another value than the text says; look at signs, blanks, commas, fractions and numbers too large for an int"
    )

# %% test="casts-are-counted" points=2 hidden=true
# What could not be read is counted, column by column
from course import drawn

rng = drawn("lost")
lists = {
    "day": (["2013-05-01", "2013-11-30"], ["2013-04-31", "tomorrow morning", "1/2/13", "NA "]),
    "dep_delay": (["-7", "0", " 31", "240"], ["7.25", "9999999999", "none", "", "na", " NA"]),
    "distance": (["94", "1,020", "10,400"], ["1020 miles", "?", "", " NA "]),
}
columns, expected = {}, {}
for name, (good, bad) in lists.items():
    words = [*bad, *rng.choice(bad, int(rng.integers(1, 7)))]
    expected[name] = len(words)
    words += [*rng.choice(good, int(rng.integers(20, 40))), *["NA"] * int(rng.integers(5, 15))]
    words = [str(word) for word in words] + [None] * (70 - len(words))
    columns[name] = [words[place] for place in rng.permutation(70)]
rows = spark.createDataFrame(
    list(zip(range(70), *columns.values(), strict=True)), "id int, day string, dep_delay string, distance string"
)
_, lost = typed(rows)
assert isinstance(lost, dict) and set(lost) == set(expected), "lost should be a dict with the keys day, dep_delay and distance"
for name, number in expected.items():
    assert lost[name] == number, (
        f"for {name} you report {lost[name]} lost texts where there are {number}; count the texts that became null, "
        "without those that were null before and those that are exactly NA"
    )

# %% [markdown] task="join-keeps-every-flight"
# ## Task 4 · Flights, weather and planes, and each flight once
#
# **4 points**
#
# A model wants to know the weather some hours before each flight, and the plane. What it must not see is a flight twice, or not
# at all.
#
# Write `with_context(flights, weather, planes, hours_before)`.
#
# - **Takes** three Spark DataFrames with the columns of the given `year`, `weather` and `planes`, and `hours_before`, a whole
#   number of hours from 0 to 12.
# - **Returns** a Spark DataFrame with one row for each row of `flights`: all its columns as they were, and four more. `temp` and
#   `visib` are the weather at the flight's `origin`, exactly `hours_before` hours before its `time_hour`. `built` is the `year`
#   and `seats` the `seats` of its plane, found by `tailnum`.
# - Where there is no such observation or no such plane, the columns are null.
#
# Free: the order of rows and columns, extra columns, SQL. No two columns may have the same name.

# %% [markdown] hint="join-keeps-every-flight"
# For each of the two joins ask three questions: which key is unique on the right side? Which names are on both sides with another
# meaning? Which flights find no partner?

# %% [markdown] hint="join-keeps-every-flight"
# The clocks change twice a year, so subtract hours from an instant. Move the weather forward in time: an observation at
# `time_hour` serves the flights of `time_hour + INTERVAL … HOURS`. Select and rename before you join, and join with `"left"`.

# %% [markdown] hint="join-keeps-every-flight"
# Almost the line: `seen = weather.select("origin", F.expr(f"time_hour + INTERVAL {hours_before} HOURS").alias("time_hour"),
# "temp", "visib")`, then `flights.join(seen, ["origin", "time_hour"], "left")`, and the planes with
# `F.col("year").alias("built")`.

# %% answer="join-keeps-every-flight"
def with_context(flights, weather, planes, hours_before):
    """Return the flights with temp and visib of some hours before, and built and seats of their planes."""
    ### BEGIN SOLUTION
    later = F.expr(f"time_hour + INTERVAL {hours_before} HOURS").alias("time_hour")
    seen = weather.select("origin", later, "temp", "visib")
    known = planes.select("tailnum", F.col("year").alias("built"), "seats")
    return flights.join(seen, ["origin", "time_hour"], "left").join(known, "tailnum", "left")
    ### END SOLUTION

# %% test="join-keeps-every-flight" points=1
# A quiet day in July, two hours before
flights = year.where("month = 7 AND day = 15 AND hour BETWEEN 6 AND 12")
observed = weather.where("month = 7 AND day = 15")
number, unknown = flights.count(), flights.join(planes, "tailnum", "left_anti").count()
joined = with_context(flights, observed, planes, 2)
assert isinstance(joined, DataFrame), f"with_context returned {type(joined).__name__}; it should return a Spark DataFrame"
wanted = [*flights.columns, "temp", "visib", "built", "seats"]
assert all(joined.columns.count(name) == 1 for name in wanted), (
    f"the columns are {joined.columns}; all columns of flights and temp, visib, built and seats should be there, each name once"
)
table = joined.select(wanted).toPandas()
assert len(table) == number, f"{number} flights went in, {len(table)} rows came out; each flight should be there once"
assert (table["year"] == 2013).all(), "year is not 2013 in all rows; it is the year of the flight, and built the one of the plane"
assert table["seats"].isna().sum() == unknown, (
    f"{table['seats'].isna().sum()} flights have no plane, but the tail number of {unknown} is not in planes; "
    "join by tailnum alone"
)
eight = table.loc[table["hour"] == 8, "temp"]
assert (eight == 80.06).all(), (
    f"two hours before 8 o'clock it had 80.06 °F at LaGuardia, your rows say {sorted(set(eight.dropna()))}"
)

# %% test="join-keeps-every-flight" points=2 hidden=true
# On the day when the clocks change, each flight has the weather of its own hour, though one hour was not observed
import pandas as pd

from course import drawn

rng = drawn("clock-change")
before = int(rng.integers(6, 9))
flights = year.where("month = 11 AND day = 3 AND hour <= 11")
observed = weather.where("month = 11 AND day BETWEEN 2 AND 3 AND NOT (day = 3 AND hour = 4)")
key = ["month", "day", "carrier", "flight"]
truth = observed.select("origin", "time_hour", "temp", "visib").toPandas()
truth["time_hour"] += pd.Timedelta(hours=before)
truth = flights.select(*key, "origin", "time_hour").toPandas().merge(truth, on=["origin", "time_hour"], how="left")
joined = with_context(flights, observed, planes, before)
found = joined.select(*key, "time_hour", "temp", "visib").toPandas()
assert len(found) == len(truth), (
    f"{len(truth)} flights of 3 November went in, {len(found)} rows came out for {before} hours before; 1 o'clock came twice "
    "that night, so the clock is no key, and the instant is"
)
both = truth.merge(found, on=key, suffixes=("", "_found"))
off = sum(not (old == new or (pd.isna(old) and pd.isna(new))) for old, new in zip(both["temp"], both["temp_found"], strict=True))
assert len(both) == len(truth) and off == 0, (
    f"{off} of {len(truth)} flights of 3 November have the weather of another hour than {before} hours before; "
    "count the hours on time_hour, not on the clock and not by rows: one hour has no row"
)
moved = int((both["time_hour"] != both["time_hour_found"]).sum())
assert moved == 0, f"{moved} of {len(truth)} flights came back with another time_hour; the columns of flights stay as they were"

# %% test="join-keeps-every-flight" points=1 hidden=true
# Across midnight, on the last day of the year, and for unknown planes no flight is lost
import pandas as pd

from course import drawn

rng = drawn("midnight")
before, month, day = int(rng.integers(8, 12)), int(rng.integers(1, 11)), int(rng.integers(2, 28))
drawn_day = (F.col("month") == month) & (F.col("day") == day)
flights = year.where((drawn_day | F.expr("month = 12 AND day = 31")) & (F.col("hour") <= 9))
observed = weather.where((F.col("month") == month) & F.col("day").isin(day - 1, day) & ~F.col("hour").isin(3, 21))
key = ["month", "day", "carrier", "flight"]
truth = observed.select("origin", "time_hour", "temp", "visib").toPandas()
truth["time_hour"] += pd.Timedelta(hours=before)
known = planes.select("tailnum", F.col("year").alias("built"), "seats").toPandas()
truth = (
    flights.select("year", *key, "tailnum", "origin", "time_hour").toPandas().merge(truth, on=["origin", "time_hour"], how="left")
)
truth = truth.merge(known, on="tailnum", how="left")
joined = with_context(flights, observed, planes, before)
found = joined.select(*key, "year", "time_hour", "temp", "visib", "built", "seats").toPandas()
assert len(found) == len(truth), (
    f"{len(truth)} flights went in, {len(found)} rows came out; a flight without weather or without a known plane stays, "
    "with nulls"
)
both = truth.merge(found, on=key, suffixes=("", "_found"))
for name, advice in {
    "year": "year should stay the year of the flight",
    "time_hour": "time_hour should stay that of the flight; move a copy of it, or the observation",
    "visib": "hours before a morning flight may lie on the day before, and an hour may have no row",
    "temp": "hours before a morning flight may lie on the day before, and an hour may have no row",
    "built": "built is the year in planes, found by tailnum alone",
    "seats": "seats come from planes, found by tailnum alone",
}.items():
    pairs = zip(both[name], both[f"{name}_found"], strict=True)
    off = sum(not (old == new or (pd.isna(old) and pd.isna(new))) for old, new in pairs)
    assert off == 0, f"{off} of {len(truth)} flights have another {name} than they should, {before} hours before; {advice}"

# %% [markdown] task="partitions-are-weighed"
# ## Task 5 · Weigh the partitions
#
# **3 points**
#
# Before you fit one model for each carrier, you want to know how even the work would be.
#
# Write `partition_sizes(rows, number, keys)`.
#
# - **Takes** `rows`, a Spark DataFrame; `number`, how many partitions; and `keys`, a list of column names, perhaps empty.
# - **Returns** a list of `number` `int`s: how many rows each partition holds, in the order of the partitions' ids, after
#   `rows.repartition(number, *keys)`. A partition without rows counts as 0.
# - Without keys the rows should be spread evenly; each partition should hold between half and one and a half times the even
#   share.
#
# Free: how you count. (Partitions do not survive the way to the grader, so the counting must happen in your function.)

# %% [markdown] hint="partitions-are-weighed"
# A column can tell each row's partition. Group by it, and see how many groups you get for `["origin"]` at an airport that is
# always LaGuardia.

# %% [markdown] hint="partitions-are-weighed"
# `F.spark_partition_id()` after the `repartition`. A `groupBy` knows only partitions that hold rows: start from a list of zeros,
# or ask a dict with a default.

# %% [markdown] hint="partitions-are-weighed"
# Almost the line: `held = dict(placed.groupBy(F.spark_partition_id()).count().collect())`, then `held.get(place, 0)` for each
# `place` in `range(number)`.

# %% answer="partitions-are-weighed"
def partition_sizes(rows, number, keys):
    """Return how many rows each of the partitions holds after rows.repartition(number, *keys)."""
    ### BEGIN SOLUTION
    placed = rows.repartition(number, *keys)
    held = dict(placed.groupBy(F.spark_partition_id()).count().collect())
    return [held.get(place, 0) for place in range(number)]
    ### END SOLUTION

# %% test="partitions-are-weighed" points=1
# One airport, eight partitions
from numbers import Integral

rows = year.where("month = 7 AND day = 15").select("carrier", "flight", "origin", "dest")
number = rows.count()
sizes = partition_sizes(rows, 8, ["origin"])
assert isinstance(sizes, list) and all(isinstance(size, Integral) for size in sizes), (
    f"partition_sizes returned {sizes if isinstance(sizes, list) else type(sizes).__name__}; it should return a list of ints"
)
assert len(sizes) == 8, f"eight partitions were asked for, you report {len(sizes)}; a partition without rows counts as 0"
assert sum(sizes) == number, f"{number} rows went in, your partitions hold {sum(sizes)}"
assert sorted(sizes) == [0] * 7 + [number], (
    f"all flights leave from LGA, so by origin one partition holds all {number} rows; you report {sizes}"
)

# %% test="partitions-are-weighed" points=1 hidden=true
# By drawn keys the sizes are those of Spark's hash
from course import drawn

rng = drawn("keys")
rows = (
    year.where(F.col("day") == int(rng.integers(1, 29))).where(F.col("month") <= 2).select("carrier", "tailnum", "dest", "hour")
)
asked = []
for keys in (["carrier"], [["dest"], ["hour"], ["tailnum"]][int(rng.integers(3))], ["carrier", "dest"]):
    number = int(rng.integers(9, 17))
    held = dict(rows.groupBy(F.pmod(F.hash(*keys), F.lit(number))).count().collect())
    asked.append((keys, number, [held.get(place, 0) for place in range(number)]))
for keys, number, expected in asked:
    sizes = partition_sizes(rows, number, keys)
    assert len(sizes) == number, (
        f"{number} partitions were asked for, you report {len(sizes)}; a partition without rows counts as 0"
    )
    assert sum(sizes) == sum(expected), f"{sum(expected)} rows went in, your partitions hold {sum(sizes)}"
    assert sorted(sizes) == sorted(expected), (
        f"by {keys} the {number} partitions do not hold what rows.repartition({number}, {', '.join(keys)}) puts there; "
        "pass all keys, and count after the repartition"
    )
    assert sizes == expected, "the sizes are right, but not in the order of the partitions' ids, from 0 upward"

# %% test="partitions-are-weighed" points=1 hidden=true
# Without a key the work is even
from course import drawn

rng = drawn("even")
rows = year.where(F.col("day") == int(rng.integers(1, 29))).where(F.col("month") <= 3).select("carrier", "dest").repartition(2)
total = rows.count()
for number in (int(rng.integers(3, 7)), int(rng.integers(8, 13))):
    sizes = partition_sizes(rows, number, [])
    assert len(sizes) == number and sum(sizes) == total, (
        f"{total} rows were to go into {number} partitions, you report {len(sizes)} partitions with {sum(sizes)} rows; "
        "coalesce cannot make more partitions than there are, repartition can"
    )
    share = total / number
    assert 0.5 * share <= min(sizes) and max(sizes) <= 1.5 * share, (
        f"without keys the smallest of {number} partitions holds {min(sizes)} rows and the largest {max(sizes)}, "
        f"where {share:.0f} would be even"
    )

# %% [markdown] task="salt-loses-nothing"
# ## Task 6 · A salt that spreads and loses nothing
#
# **4 points**
#
# One key has most of the rows, so one worker has most of the work. Prepare both sides of a join, so that the heavy key is spread
# and the result stays the same.
#
# Write `salted_sides(big, small, key, salts)`.
#
# - **Takes** `big`, a Spark DataFrame with `id` (unique whole numbers), the key column and perhaps others; `small`, with one row
#   for each key that it knows; `key`, the name of the key column; and `salts`, a whole number from 2 to 8.
# - **Returns** two Spark DataFrames, `(big_salted, small_salted)`: the columns of each side as they were, and a column `salt`, a
#   whole number from 0 to `salts` − 1.
# - `big_salted` has the rows of `big`, each once. The salt of a row follows from its `id` and `salts`, and from nothing else.
# - Among the rows of a heavy key each salt has its share: at least half and at most one and a half times the even one. The `id`s
#   may have any pattern: all of them may be even, say.
# - For each row of `big`, `[key, "salt"]` finds in `small_salted` what `key` found in `small`: the same one row, or none.

# %% [markdown] hint="salt-loses-nothing"
# Take a row of `big` with the salt 2. Which row of `small_salted` must be there, so that it finds its partner? And which one for
# the salt 3?

# %% [markdown] hint="salt-loses-nothing"
# One side: a hash of `id`, and a remainder that is never negative (`F.xxhash64`, `F.pmod`). Other side: each row once for every
# salt (`F.explode` of `F.sequence`, or a cross join with `spark.range(salts)`).

# %% [markdown] hint="salt-loses-nothing"
# Almost the line: `big.withColumn("salt", F.pmod(F.xxhash64("id"), F.lit(salts)).cast("int"))`, and `small.withColumn("salt",
# F.explode(F.sequence(F.lit(0), F.lit(salts - 1))))`.

# %% answer="salt-loses-nothing"
def salted_sides(big, small, key, salts):
    """Return (big_salted, small_salted), ready to be joined on [key, "salt"]."""
    ### BEGIN SOLUTION
    salt = F.pmod(F.xxhash64("id"), F.lit(salts)).cast("int")
    every_salt = F.explode(F.sequence(F.lit(0), F.lit(salts - 1)))
    return big.withColumn("salt", salt), small.withColumn("salt", every_salt)
    ### END SOLUTION

# %% test="salt-loses-nothing" points=1
# A hub with 400 flights, two small airports, four salts
import pandas as pd

big = pd.DataFrame({"id": range(440), "dest": ["ATL"] * 400 + ["BOS"] * 20 + ["XXX"] * 20})
small = pd.DataFrame({"dest": ["ATL", "BOS", "ORD"], "gate": [11, 12, 13]})
sides = salted_sides(spark.createDataFrame(big), spark.createDataFrame(small), "dest", 4)
assert isinstance(sides, (tuple, list)) and len(sides) == 2 and all(isinstance(side, DataFrame) for side in sides), (
    f"salted_sides returned {type(sides).__name__}; it should return two Spark DataFrames: (big_salted, small_salted)"
)
assert sorted(sides[0].columns) == ["dest", "id", "salt"] and sorted(sides[1].columns) == ["dest", "gate", "salt"], (
    f"the columns are {sides[0].columns} and {sides[1].columns}; each side should have its own columns and salt"
)
many, few = sides[0].toPandas(), sides[1].toPandas()
assert len(many) == 440 and many["id"].is_unique, (
    f"440 rows went in on the big side, {len(many)} came out; each row gets one salt, and only the small side is copied"
)
assert set(many["salt"]) <= {0, 1, 2, 3}, f"the salts on the big side are {sorted(set(many['salt']))}; they should be from 0 to 3"
shares = many.loc[many["dest"] == "ATL", "salt"].value_counts().reindex(range(4)).fillna(0)
assert shares.between(50, 150).all(), (
    f"the 400 rows of ATL have the salts 0 to 3 {[int(share) for share in shares]} times; 100 would be even"
)
found = many.merge(few, on=["dest", "salt"], how="left")
assert len(found) == 440, (
    f"joined on dest and salt, 440 rows become {len(found)}; each pair of dest and salt should be in small_salted once"
)
lost = int(found.loc[found["dest"] != "XXX", "gate"].isna().sum())
assert lost == 0, (
    f"joined on dest and salt, {lost} of 420 rows do not find the gate that they found by dest; copy small for every salt"
)

# %% test="salt-loses-nothing" points=2 hidden=true
# On drawn keys with patterned ids, the salted join is the plain join, and the heavy keys are spread
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("heavy-keys")
salts = int(rng.integers(3, 7))
key = str(rng.choice(["carrier", "dest", "tailnum"]))
names = [f"{letter}{number}" for letter, number in zip(rng.permutation(list("ABCDEFGH")), rng.integers(10, 99, 8), strict=True)]
big = pd.DataFrame(
    {
        "id": 60 * rng.permutation(3000)[:1600] + int(rng.integers(60)),
        key: rng.choice(names, 1600, p=[0.45, 0.45] + [0.1 / 6] * 6),
    }
)
big["minutes"] = rng.normal(0, 20, 1600)
small = pd.DataFrame({key: [*names[:6], "Z1"], "weight": rng.integers(1, 10**6, 7)})
plain = big.merge(small, on=key, how="left").set_index("id")["weight"]
many, few = (side.toPandas() for side in salted_sides(spark.createDataFrame(big), spark.createDataFrame(small), key, salts))
assert len(many) == len(big) and set(many["id"]) == set(big["id"]), (
    f"{len(big)} rows went in on the big side, {len(many)} came out; each row should be there once, with one salt"
)
assert set(many["salt"]) <= set(range(salts)), f"some salts are not between 0 and {salts - 1}; is a remainder negative?"
for name in names[:2]:
    rows = many.loc[many[key] == name, "salt"]
    shares = np.array([(rows == salt).sum() for salt in range(salts)]) * salts / len(rows)
    assert 0.5 <= shares.min() and shares.max() <= 1.5, (
        f"among the rows of a heavy key the fullest of {salts} salts has {shares.max():.1f} and the emptiest {shares.min():.1f} "
        "times the even share; ids may all leave the same remainder, so take the remainder of a hash of the id"
    )
found = many.merge(few, on=[key, "salt"], how="left")
assert len(found) == len(big), (
    f"joined on key and salt, {len(big)} rows become {len(found)}; each pair should be in small_salted once"
)
found = found.set_index("id")["weight"].reindex(plain.index)
lost = int((plain.notna() & found.isna()).sum())
assert lost == 0, (
    f"joined on key and salt, {lost} of {int(plain.notna().sum())} rows lose their partner; small needs a copy for every salt"
)
assert ((plain == found) | (plain.isna() & found.isna())).all(), (
    "joined on key and salt, some rows find another partner than by the key"
)

# %% test="salt-loses-nothing" points=1 hidden=true
# A row keeps its salt when it comes back in other company
import pandas as pd

from course import drawn

rng = drawn("same-salt")
salts = int(rng.integers(3, 9))
big = pd.DataFrame(
    {"id": rng.permutation(5000)[:600], "dest": rng.choice(["ATL", "BOS"], 600, p=[0.9, 0.1]), "minutes": rng.normal(0, 9, 600)}
)
again = big.sample(frac=0.7, random_state=int(rng.integers(10**6)))
again = again.assign(minutes=rng.normal(0, 9, 420), dest=rng.choice(["ATL", "BOS"], 420, p=[0.1, 0.9]))
small = spark.createDataFrame(pd.DataFrame({"dest": ["ATL", "BOS"], "gate": [1, 2]}))
today, tomorrow = (
    salted_sides(spark.createDataFrame(rows), small, "dest", salts)[0].toPandas().set_index("id")["salt"] for rows in (big, again)
)
assert today.index.is_unique and tomorrow.index.is_unique and set(tomorrow.index) <= set(today.index), (
    "the big side does not have each of its rows once; each row gets one salt"
)
moved = int((today.reindex(tomorrow.index) != tomorrow).sum())
assert moved == 0, (
    f"{moved} of {len(again)} rows got another salt when they came back in another order, without some of their neighbours and "
    "with new minutes and destinations; a salt that depends on more than the id may change when a lost worker's part is done again"
)
