# %% [markdown]
# # Exercise · Can my pandas code run on Spark as it is?
#
# The lesson moved one pandas program to Spark and watched what changed. Now you move programs yourself: the values stay those of
# pandas, the index survives, rows meet by their key, and no bad text stops the night's work.
#
# **Six tasks, 20 points, about 40 minutes.** Beyond the current exam guide; from the older outline: pandas API on Spark and its
# InternalFrame.
#
# Each task asks for functions. They take and return **Spark and pandas frames**, as the prompt says; what you use inside is up to
# you. Some tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your
# work is graded. The tasks do not need each other, so you may take them in any order.
#
# The tests use small frames. So that small frames behave like large ones, the cell below lets Arrow hand over only 50 rows at a
# time, and switches the shortcut for small frames off from 20 rows on.

# %% given="setup"
import io
import re
import warnings
from contextlib import redirect_stdout

import numpy as np
import pandas as pd
import pyspark.pandas as ps
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F

from course import dataset

warnings.simplefilter("ignore")  # pandas-on-Spark gives advice at each costly call
spark = SparkSession.builder.getOrCreate()
spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 50)
ps.set_option("compute.shortcut_limit", 20)
file = spark.read.parquet(dataset("flights_lga")).select("month", "day", "carrier", "flight", "dest", "distance", "arr_delay")


def report(table):
    """A pandas program: for each destination its flights, its late ones, and how many are late for one that is not."""
    groups = table.assign(late=table["arr_delay"] > 15).groupby("dest")["late"]
    made = pd.DataFrame({"flights": groups.size(), "late": groups.sum()})
    made["odds"] = made["late"] / (made["flights"] - made["late"])
    return made.reset_index()


def ansi_was_on():
    """Whether Spark's ANSI setting was on; after the call it is, for the other tasks."""
    was = spark.conf.get("spark.sql.ansi.enabled")
    spark.conf.set("spark.sql.ansi.enabled", True)
    return was.lower() == "true"


def plan_of(rows):
    """What explain() prints for a Spark frame, as text."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        rows.explain()
    return printed.getvalue()


report(file.where("month = 2 AND day <= 7").toPandas()).tail(5)

# %% [markdown] task="port-keeps-pandas-values"
# ## Task 1 · The port keeps pandas' values
#
# **4 points**
#
# The function `report` above is pandas. It has to run on Spark's rows now, and its readers want the numbers that they know.
#
# Write `report_on_spark(rows)`.
#
# - **Takes** `rows`, a Spark DataFrame with `dest` (text) and `arr_delay` (int), and maybe others. Both may be missing.
# - **Returns** a Spark DataFrame with the columns `dest`, `flights`, `late` and `odds`: the values that
#   `report(rows.toPandas())` has, in any order of rows. That is also true for flights that never arrived, for flights without a
#   destination, and for destinations where *every* flight is late.
# - Tolerance: $10^{-9}$.
#
# Free: pandas-on-Spark or Spark's own functions. Bringing all rows to your machine would work on the small frames here, and on
# no table that needs Spark.

# %% [markdown] hint="port-keeps-pandas-values"
# Run `report` on a handful of flights with a missing `arr_delay`, a missing `dest`, and a destination with one late flight. What
# does pandas do with each of them? What would Spark's `avg`, `groupBy` and `/` do?

# %% [markdown] hint="port-keeps-pandas-values"
# pandas-on-Spark keeps pandas' rules: `missing > 15` is False, a missing key makes no group, and a division by zero is infinite.
# Make a column of ones and a column `late` of zeros and ones; then a single `groupby` with `sum` gives both counts.

# %% [markdown] hint="port-keeps-pandas-values"
# Almost the line: `frame.assign(flights=1, late=(frame["arr_delay"] > 15).astype(int))`, then
# `.groupby("dest")[["flights", "late"]].sum()`, and at the end `to_spark(index_col="dest")`.

# %% answer="port-keeps-pandas-values"
def report_on_spark(rows):
    """Return dest, flights, late and odds as the pandas function report computes them, as a Spark DataFrame."""
    ### BEGIN SOLUTION
    frame = rows.pandas_api()
    frame = frame.assign(flights=1, late=(frame["arr_delay"] > 15).astype(int))
    made = frame.groupby("dest")[["flights", "late"]].sum()
    made["odds"] = made["late"] / (made["flights"] - made["late"])
    return made.to_spark(index_col="dest")
    ### END SOLUTION

# %% test="port-keeps-pandas-values" points=1
# Seven flights that you can check with a pencil: two never arrived, and Boston had nothing but late flights
cells = [("ATL", 20), ("ATL", None), ("ATL", 3), ("BOS", 30), ("BOS", 40), ("CLT", None), ("DEN", 2)]
answer = report_on_spark(spark.createDataFrame(cells, "dest string, arr_delay int").coalesce(1))
assert isinstance(answer, DataFrame), f"report_on_spark returned {type(answer).__name__}; it should return a Spark DataFrame"
lost = {"dest", "flights", "late", "odds"} - set(answer.columns)
assert not lost, f"the columns {sorted(lost)} are missing; to_spark(index_col=…) makes a column of the index"
found = {row["dest"]: (row["flights"], row["late"], row["odds"]) for row in answer.collect()}
expected = {"ATL": (3, 1, 0.5), "BOS": (2, 2, float("inf")), "CLT": (1, 0, 0.0), "DEN": (1, 0, 0.0)}
assert found == expected, (
    f"by dest you have (flights, late, odds) {dict(sorted(found.items(), key=str))}, pandas has {expected}; a flight that never "
    "arrived is a flight that is not late, and a division by zero is infinite"
)

# %% test="port-keeps-pandas-values" points=3 hidden=true
# Drawn flights: missing arrivals, missing destinations, and a destination where every flight is late
from course import drawn

rng = drawn("ported-report")
places = [f"D{number}" for number in rng.permutation(90)[:6]]
cells = [(str(rng.choice(places)), int(rng.normal(12, 25))) for _ in range(110)]
cells += [(str(rng.choice(places)), None) for _ in range(int(rng.integers(6, 15)))] + [(str(rng.choice(places)), 15)]
cells += [(None, int(rng.integers(-20, 60))) for _ in range(int(rng.integers(4, 9)))]
cells += [("always", int(rng.integers(16, 90))) for _ in range(int(rng.integers(2, 6)))] + [("never", None)]
rows = spark.createDataFrame([cells[place] for place in rng.permutation(len(cells))], "dest string, arr_delay int").coalesce(1)
answer = report_on_spark(rows)
assert isinstance(answer, DataFrame) and {"dest", "flights", "late", "odds"} <= set(answer.columns), (
    f"report_on_spark returned {type(answer).__name__}; it should return a Spark DataFrame with dest, flights, late and odds"
)
found, expected = answer.toPandas(), report(rows.toPandas()).set_index("dest")
assert found["dest"].notna().all(), (
    "there is a group of flights without a destination; pandas makes no group of a missing key, Spark's groupBy does"
)
assert sorted(found["dest"]) == sorted(expected.index), (
    f"pandas has {len(expected)} destinations, you have {len(found)}; each destination should be there once"
)
found = found.set_index("dest").loc[expected.index]
for name, reason in {
    "flights": "a flight that never arrived is counted as well",
    "late": "only a known delay of more than 15 minutes is late",
    "odds": "where every flight is late, pandas divides by zero and gets infinity, neither an error nor a gap",
}.items():
    off = int((~np.isclose(found[name].to_numpy(float), expected[name].to_numpy(float), rtol=0, atol=1e-9)).sum())
    assert off == 0, f"{name} differs from pandas at {off} of {len(expected)} destinations; {reason}"

# %% [markdown] task="index-survives-the-move"
# ## Task 2 · The index survives the move
#
# **3 points**
#
# pandas names its rows by an index, Spark has only columns. On the way there and back, no name may get lost.
#
# Write two functions.
#
# - `to_rows(table)` **takes** a pandas DataFrame whose index has one level or more, each with a name. It **returns** a Spark
#   DataFrame with a column for each level of the index and for each column of `table`, under the same names.
# - `to_table(rows, index)` **takes** a Spark DataFrame and a list of one or more names of its columns. It **returns** a pandas
#   DataFrame with those columns as its index, in this order, and the others as its columns.
# - The order of rows is free. Index values may repeat.

# %% [markdown] hint="index-survives-the-move"
# Print the columns of `ps.from_pandas(table).to_spark()`. Who is missing? Look at the parameters of `to_spark` and `pandas_api`.

# %% [markdown] hint="index-survives-the-move"
# Both have `index_col`. It takes a name or a list with a name for **each** level. The names of an index are in
# `table.index.names`.

# %% [markdown] hint="index-survives-the-move"
# Almost the line: `ps.from_pandas(table).to_spark(index_col=list(…))`, and on the way back
# `rows.pandas_api(index_col=index)`, then `to_pandas()`.

# %% answer="index-survives-the-move"
def to_rows(table):
    """Return a Spark DataFrame with the index levels and the columns of a pandas DataFrame."""
    ### BEGIN SOLUTION
    return ps.from_pandas(table).to_spark(index_col=list(table.index.names))
    ### END SOLUTION


def to_table(rows, index):
    """Return a pandas DataFrame whose index is made of the columns that index names."""
    ### BEGIN SOLUTION
    return rows.pandas_api(index_col=index).to_pandas()
    ### END SOLUTION

# %% test="index-survives-the-move" points=1
# Three flights, named by their number
table = pd.DataFrame({"flight": [1545, 1714, 1141], "arr_delay": [11.0, 20.0, 33.0]}).set_index("flight")
rows = to_rows(table)
assert isinstance(rows, DataFrame), f"to_rows returned {type(rows).__name__}; it should return a Spark DataFrame"
assert sorted(rows.columns) == ["arr_delay", "flight"], (
    f"the Spark frame has the columns {sorted(rows.columns)}, it should have arr_delay and flight; to_spark() and "
    "createDataFrame forget the index unless you name it"
)
seen = sorted((row["flight"], row["arr_delay"]) for row in rows.collect())
assert seen == [(1141, 33.0), (1545, 11.0), (1714, 20.0)], f"the Spark frame has the rows {seen}; each flight keeps its delay"
back = to_table(spark.createDataFrame(seen, "flight long, arr_delay double"), ["flight"])
assert isinstance(back, pd.DataFrame), f"to_table returned {type(back).__name__}; it should return a pandas DataFrame"
assert list(back.index.names) == ["flight"] and list(back.columns) == ["arr_delay"], (
    f"back in pandas the index is called {list(back.index.names)} and the columns {list(back.columns)}; pandas_api(index_col=…) "
    "makes an index of a column"
)
assert back["arr_delay"].to_dict() == {1141: 33.0, 1545: 11.0, 1714: 20.0}, (
    f"back in pandas the delays are {back['arr_delay'].to_dict()}; each flight keeps its delay"
)

# %% test="index-survives-the-move" points=2 hidden=true
# Drawn tables with an index of one, two and three levels
from course import drawn

rng = drawn("levels-of-an-index")
for levels in (1, 2, 3):
    names = [f"c{number}" for number in rng.permutation(90)[: levels + 2]]
    cells = {name: [str(word) for word in rng.choice(["JFK", "LGA", "EWR", "ORD"], 30)] for name in names[:levels]}
    cells |= {names[levels]: rng.integers(0, 900, 30), names[levels + 1]: rng.normal(size=30).round(6)}
    flat = pd.DataFrame(cells)
    truth = sorted(flat.itertuples(index=False, name=None))
    index = names[:levels]
    rows = to_rows(flat.set_index(index))
    assert isinstance(rows, DataFrame) and set(rows.columns) == set(names), (
        f"an index with {levels} levels was lost in part: of {levels + 2} names the Spark frame has "
        f"{len(set(names) & set(getattr(rows, 'columns', [])))}; index_col takes one name for each level"
    )
    assert sorted(map(tuple, rows.select(names).collect())) == truth, (
        f"with {levels} levels the Spark frame has other rows than the table; every row keeps its names and values"
    )
    back = to_table(spark.createDataFrame(flat).coalesce(1), index)
    assert isinstance(back, pd.DataFrame) and list(back.index.names) == index, (
        f"back in pandas, an index of {levels} levels should have the names that were asked for, in their order"
    )
    assert set(back.columns) == set(names[levels:]), "back in pandas the columns should be those that are not in the index"
    assert sorted(back.reset_index()[names].itertuples(index=False, name=None)) == truth, (
        f"back in pandas, with {levels} levels, there are other rows; every row keeps its names and values"
    )

# %% [markdown] task="rows-meet-by-key"
# ## Task 3 · Rows meet by their key
#
# **4 points**
#
# How far is each flight above the typical delay of its destination? One frame has the flights, another has the typical minutes.
#
# Write `above_typical(rows, typical)`.
#
# - **Takes** two Spark DataFrames: `rows` with `id` (long, unique), `dest` (text, never missing) and `arr_delay` (double, may be
#   missing); `typical` with `dest` (each once, never missing) and `minutes` (double).
# - **Returns** a Spark DataFrame: each row of `rows` once with its three columns, and `above` (double): `arr_delay - minutes`,
#   where `minutes` are those of the row's own destination.
# - `above` is missing where the delay is, and where `typical` does not know the destination. `typical` may also know
#   destinations that no flight goes to.

# %% [markdown] hint="rows-meet-by-key"
# What is the index of a frame that `pandas_api()` made without `index_col`? When two frames are subtracted, which row meets
# which?

# %% [markdown] hint="rows-meet-by-key"
# `merge` joins two frames by a column. Its parameter `how` says whose rows stay when they find no partner. After the merge there
# is one frame, and a subtraction within one frame is safe.

# %% [markdown] hint="rows-meet-by-key"
# Almost the line: `both = rows.pandas_api().merge(typical.pandas_api(), on="dest", how=…)`, then
# `both["above"] = both["arr_delay"] - both["minutes"]`.

# %% answer="rows-meet-by-key"
def above_typical(rows, typical):
    """Return rows with above: the delay minus the typical minutes of the row's destination."""
    ### BEGIN SOLUTION
    both = rows.pandas_api().merge(typical.pandas_api(), on="dest", how="left")
    both["above"] = both["arr_delay"] - both["minutes"]
    return both[["id", "dest", "arr_delay", "above"]].to_spark()
    ### END SOLUTION

# %% test="rows-meet-by-key" points=1
# Four flights, three destinations, one of them unknown
cells = [(7, "ATL", 10.0), (2, "BOS", None), (5, "ATL", 2.0), (4, "ZZZ", 7.0)]
rows = spark.createDataFrame(cells, "id long, dest string, arr_delay double").coalesce(1)
typical = spark.createDataFrame([("BOS", 1.0), ("DEN", 3.0), ("ATL", 4.0)], "dest string, minutes double").coalesce(1)
answer = above_typical(rows, typical)
assert isinstance(answer, DataFrame) and {"id", "dest", "arr_delay", "above"} <= set(answer.columns), (
    f"above_typical returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and above"
)
found = answer.toPandas()
assert sorted(found["id"].dropna()) == [2, 4, 5, 7] and len(found) == 4, (
    f"4 flights went in, {len(found)} rows came out; each flight stays once, and a destination without flights adds no row"
)
seen = found.set_index("id")["above"].to_dict()
seen = {int(id): None if np.isnan(value) else value for id, value in sorted(seen.items())}
assert seen == {2: None, 4: None, 5: -2.0, 7: 6.0}, (
    f"above by id is {seen}, by hand it is {{2: None, 4: None, 5: -2.0, 7: 6.0}}; two frames meet by their index, so make it the "
    "key or merge on dest"
)

# %% test="rows-meet-by-key" points=3 hidden=true
# Drawn flights in a drawn order, with unknown destinations and destinations without flights
from course import drawn

rng = drawn("flights-and-places")
places = [f"D{number}" for number in rng.permutation(90)[:12]]
minutes = {place: float(rng.normal(5, 9)) for place in places[:9]}  # the last three are unknown
ids = [int(id) for id in rng.permutation(900)[:80]]
cells = [(id, str(rng.choice(places[2:])), None if rng.random() < 0.1 else float(rng.normal(8, 20))) for id in ids]
rows = spark.createDataFrame(cells, "id long, dest string, arr_delay double").coalesce(1)
pairs = [(place, minutes[place]) for place in rng.permutation(list(minutes))]
typical = spark.createDataFrame([(str(place), value) for place, value in pairs], "dest string, minutes double").coalesce(1)
answer = above_typical(rows, typical)
assert isinstance(answer, DataFrame) and {"id", "dest", "arr_delay", "above"} <= set(answer.columns), (
    f"above_typical returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and above"
)
found = answer.toPandas()
assert len(found) >= len(cells), (
    f"{len(cells)} flights went in, {len(found)} rows came out; a flight to a place without typical minutes stays, with a gap"
)
assert len(found) == len(cells) and sorted(found["id"].fillna(-1)) == sorted(cell[0] for cell in cells), (
    f"{len(cells)} flights went in, {len(found)} rows came out; each flight stays once, and a destination without flights adds "
    "no row"
)
truth = {id: np.nan if delay is None else delay - minutes.get(dest, np.nan) for id, dest, delay in cells}
off = ~np.isclose(found["above"].to_numpy(float), found["id"].map(truth).to_numpy(float), rtol=0, atol=1e-9, equal_nan=True)
assert not off.any(), (
    f"{int(off.sum())} of {len(cells)} flights have another value; the typical minutes are those of the flight's own "
    "destination, not of the row with the same number"
)

# %% [markdown] task="casts-lose-nothing-unseen"
# ## Task 4 · Casts lose nothing unseen
#
# **4 points**
#
# Numbers come as text, and some are no numbers. One of them must not stop the work, each loss has to be told, and good numbers
# keep all their digits.
#
# Write `to_numbers(rows, columns)`; `ansi_stays_on` is ready, and the tests call it.
#
# - **Takes** `rows`, a Spark DataFrame with `id` (long, unique) and text columns; `columns`, a list of names of text columns.
# - **Returns** `(numbers, lost)`. `numbers` is a Spark DataFrame with all rows and columns of `rows`, in which the columns of
#   `columns` are `double`: the number where the text is one, and missing elsewhere. Spaces around a number do no harm.
#   `lost` is a dict: for each of `columns` an `int`, how many texts were there and gave no number. A missing text is not lost.
# - ANSI stays on: after the call Spark's setting `spark.sql.ansi.enabled` is still `true`. Others may use this session.
# - Tolerance: a relative $10^{-12}$.

# %% [markdown] hint="casts-lose-nothing-unseen"
# Try `astype(float)` on a column with the text `n/a`, and `ps.to_numeric(…, errors="coerce")` on a column with the text
# `16777217`. Look at the type of the second result.

# %% [markdown] hint="casts-lose-nothing-unseen"
# Spark's `try_cast("double")` gives NULL for a bad text and keeps 64 bits. In pandas-on-Spark you reach Spark's column with
# `column.spark.transform(…)`. For the losses compare `notna()` before with `isna()` after.

# %% [markdown] hint="casts-lose-nothing-unseen"
# Almost the line: `new = frame[name].spark.transform(lambda text: text.try_cast("double"))`, then
# `int((frame[name].notna() & new.isna()).sum())`.

# %% answer="casts-lose-nothing-unseen"
def to_numbers(rows, columns):
    """Return (numbers, lost): rows with the columns as double, and how many texts of each were no numbers."""
    ### BEGIN SOLUTION
    frame, lost = rows.pandas_api(index_col="id"), {}
    for name in columns:
        new = frame[name].spark.transform(lambda text: text.try_cast("double"))
        lost[name] = int((frame[name].notna() & new.isna()).sum())
        frame[name] = new
    return frame.to_spark(index_col="id"), lost
    ### END SOLUTION


def ansi_stays_on():  # ready: leave it as it is
    return ansi_was_on()

# %% test="casts-lose-nothing-unseen" points=1
# Four rows, two bad texts, one large number
cells = [(1, "16777217", "5", "a"), (2, "n/a", None, "b"), (3, "123456.78", "12:30", "c"), (4, None, " 7 ", "d")]
rows = spark.createDataFrame(cells, "id long, ticket string, gate string, name string").coalesce(1)
answer = to_numbers(rows, ["ticket", "gate"])
assert ansi_stays_on() is True, (
    "after to_numbers ANSI is off for the whole session, and bad texts become gaps everywhere, unseen; ask for try_cast where a "
    "text may be bad. (ANSI is on again now)"
)
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], DataFrame), (
    f"to_numbers returned {type(answer).__name__}; it should return (numbers, lost), and numbers is a Spark DataFrame"
)
numbers, lost = answer
types = dict(numbers.dtypes)
assert (types.get("ticket"), types.get("gate"), types.get("name")) == ("double", "double", "string") and "id" in types, (
    f"the types are {types}; ticket and gate should be double, and id and name should stay as they are"
)
found = {row["id"]: (row["ticket"], row["gate"]) for row in numbers.collect()}
expected = {1: (16777217.0, 5.0), 2: (None, None), 3: (123456.78, None), 4: (None, 7.0)}
assert set(found) == set(expected), f"the rows are {sorted(found)}, it should be {sorted(expected)}; a bad text loses no row"
found = {id: tuple(None if value is None or np.isnan(value) else value for value in found[id]) for id in sorted(found)}
assert found == expected, (
    f"the numbers by id are {found}, it should be {expected}; a number that comes near but not quite has gone through 32 bits"
)
assert lost == {"ticket": 1, "gate": 1}, f"lost is {lost}; n/a and 12:30 are lost, and a missing text was never there"

# %% test="casts-lose-nothing-unseen" points=3 hidden=true
# Drawn texts: large numbers, many digits, spaces, gaps and texts that are no numbers
from course import drawn

rng = drawn("texts-and-numbers")
names = [f"t{number}" for number in rng.permutation(90)[:3]]
bad = ["n/a", "late", "12:30", "1,089", "-", "two"]


def text_and_number():
    kind = rng.random()
    if kind < 0.15:
        return None, np.nan
    if kind < 0.35:
        return str(rng.choice(bad)), np.nan
    number = int(rng.integers(2**25, 2**40)) | 1 if kind < 0.6 else round(float(rng.normal(0, 90000)), 3)
    return " " * int(rng.integers(3)) + repr(number) + " " * int(rng.integers(3)), float(number)


drawn_pairs = {name: [text_and_number() for _ in range(70)] for name in names}
cells = [(id, *(drawn_pairs[name][id][0] for name in names)) for id in range(70)]
rows = spark.createDataFrame(cells, "id long, " + ", ".join(f"{name} string" for name in names)).coalesce(1)
columns = names[:2]
answer = to_numbers(rows, columns)
assert ansi_stays_on() is True, "after to_numbers ANSI is off for the whole session; it should stay on"
assert isinstance(answer, (tuple, list)) and len(answer) == 2 and isinstance(answer[0], DataFrame), (
    f"to_numbers returned {type(answer).__name__}; it should return (numbers, lost), and numbers is a Spark DataFrame"
)
numbers, lost = answer
types = dict(numbers.dtypes)
assert all(types.get(name) == "double" for name in columns) and types.get(names[2]) == "string" and "id" in types, (
    "two columns were asked for and should be double; the third text column and id should stay as they are"
)
found = numbers.toPandas().sort_values("id")
assert found["id"].tolist() == list(range(70)), f"70 rows went in, {len(found)} came out; a bad text loses no row"
for name in columns:
    truth, seen = np.array([number for _, number in drawn_pairs[name]]), found[name].to_numpy(float)
    gaps = int((np.isnan(truth) != np.isnan(seen)).sum())
    assert gaps == 0, f"{gaps} of 70 texts are missing where a number is, or a number where there is none; spaces do no harm"
    near = int((~np.isclose(seen, truth, rtol=1e-12, atol=0, equal_nan=True)).sum())
    assert near == 0, f"{near} of 70 numbers have lost digits; ps.to_numeric makes numbers of 32 bits, ask for double"
truth = {name: sum(text is not None and np.isnan(number) for text, number in drawn_pairs[name]) for name in columns}
assert isinstance(lost, dict) and set(lost) == set(columns), "lost should be a dict with a count for each column asked for"
for name in columns:
    gaps = sum(text is None for text, _ in drawn_pairs[name])
    assert lost[name] == truth[name], (
        f"{truth[name]} texts of a column gave no number and {gaps} were missing from the start; you count "
        f"{int(lost[name])} as lost"
    )

# %% [markdown] task="groups-are-seen-whole"
# ## Task 5 · Groups are seen whole
#
# **3 points**
#
# Is this flight late *for its carrier*? The function that answers needs all flights of the carrier at once.
#
# Write `standardized(rows)`.
#
# - **Takes** `rows`, a Spark DataFrame with exactly three columns: `id` (long, unique), `carrier` (text, never missing) and
#   `delay` (double, may be missing).
# - **Returns** a Spark DataFrame: each row once with its three columns, and `z` (double): `(delay - mean) / std`, with the mean
#   and the standard deviation of the known delays of the **carrier**; `std` as pandas and Spark compute it by default (divided
#   by $n - 1$).
# - `z` is missing where the delay is, and for a carrier with fewer than two known delays or with equal ones.
# - Tolerance: $10^{-9}$.

# %% [markdown] hint="groups-are-seen-whole"
# A function in `transform`, `transform_batch` or `apply_batch` sees 50 rows at a time here. What does a function see that is
# given to a `groupby`?

# %% [markdown] hint="groups-are-seen-whole"
# `rows.pandas_api().groupby("carrier").apply(f)`: `f` takes a pandas frame and returns one, here with a column more. The hint
# says which columns come back, in their order, with their types. pandas' 0 / 0 is missing; Spark's stops, unless you use
# `F.try_divide`.

# %% [markdown] hint="groups-are-seen-whole"
# Almost the line: `def score(group) -> ps.DataFrame["id": int, "carrier": str, "delay": float, "z": …]:`, and in it
# `return group.assign(z=(group["delay"] - …) / …)`.

# %% answer="groups-are-seen-whole"
def standardized(rows):
    """Return rows with z: the delay in standard deviations from the mean of its carrier."""
    ### BEGIN SOLUTION
    def score(group) -> ps.DataFrame["id": int, "carrier": str, "delay": float, "z": float]:  # noqa: F821
        return group.assign(z=(group["delay"] - group["delay"].mean()) / group["delay"].std())

    return rows.pandas_api().groupby("carrier").apply(score).to_spark()
    ### END SOLUTION

# %% test="groups-are-seen-whole" points=1
# Two carriers take turns, and the delays of 120 flights grow and grow
cells = [(id, "AA" if id % 2 else "UA", float(id * id % 97 + id)) for id in range(120)]
answer = standardized(spark.createDataFrame(cells, "id long, carrier string, delay double").coalesce(1))
assert isinstance(answer, DataFrame) and {"id", "carrier", "delay", "z"} <= set(answer.columns), (
    f"standardized returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and z"
)
found, table = answer.toPandas().sort_values("id"), pd.DataFrame(cells, columns=["id", "carrier", "delay"])
assert found["id"].tolist() == list(range(120)), f"120 rows went in, {len(found)} came out; each should be there once"
groups = table.groupby("carrier")["delay"]
truth = ((table["delay"] - groups.transform("mean")) / groups.transform("std")).to_numpy()
seen = found["z"].to_numpy(float)
off = int((~np.isclose(seen, truth, rtol=0, atol=1e-9)).sum())
assert off == 0, (
    f"{off} of 120 rows have another z; the mean and std are those of all flights of the carrier, and a batch here has 50 rows "
    "of all carriers"
)

# %% test="groups-are-seen-whole" points=2 hidden=true
# Drawn carriers with drifting delays, gaps, a carrier with one flight and one with equal delays
from course import drawn

rng = drawn("carriers")
carriers = [f"C{number}" for number in rng.permutation(90)[:3]]
cells = [(id, str(rng.choice(carriers)), None if rng.random() < 0.08 else float(rng.normal(id / 4, 10))) for id in range(150)]
cells += [(150, "one", 3.5)] + [(151 + at, "flat", 4.0) for at in range(int(rng.integers(2, 5)))]
answer = standardized(spark.createDataFrame(cells, "id long, carrier string, delay double").coalesce(1))
assert isinstance(answer, DataFrame) and {"id", "carrier", "delay", "z"} <= set(answer.columns), (
    f"standardized returned {type(answer).__name__}; it should return a Spark DataFrame: the columns of rows and z"
)
found, table = answer.toPandas().sort_values("id"), pd.DataFrame(cells, columns=["id", "carrier", "delay"])
assert found["id"].tolist() == table["id"].tolist(), f"{len(cells)} rows went in, {len(found)} came out; each stays once"
groups = table.groupby("carrier")["delay"]
truth = ((table["delay"] - groups.transform("mean")) / groups.transform("std")).to_numpy()
seen = found["z"].to_numpy(float)
lonely = table["carrier"].isin(["one", "flat"]).to_numpy()
assert np.isnan(seen[lonely]).all(), (
    "a carrier with a single flight, or with equal delays, has no z; it should be missing, neither zero nor infinite"
)
off = int((~np.isclose(seen, truth, rtol=0, atol=1e-9, equal_nan=True)).sum())
assert off == 0, (
    f"{off} of {len(cells)} rows have another z; mean and std are those of the known delays of the whole carrier, std is "
    "divided by n - 1, and a missing delay has no z"
)

# %% [markdown] task="plan-names-its-index"
# ## Task 6 · The plan names its index
#
# **2 points**
#
# Before a job runs for hours, look at its plan: how are the rows numbered, and do all rows go through one task?
#
# Write `read_index(text)`.
#
# - **Takes** `text`, what `explain()` prints for a Spark frame, mostly one that `to_spark` made. No action has used it yet.
# - **Returns** a dict with two keys. `"index"`: the default index that the plan computes, as `"sequence"`,
#   `"distributed-sequence"` or `"distributed"`, and `"none"` if it computes none. `"one_task"`: `True` if **all rows** are
#   brought into one task, `False` otherwise. A total that each partition adds up first sends one row from each partition: that
#   is not "all rows".
# - A column may have any name made of letters, digits and `_`, also the name of an operator. No plan computes two indexes.
#
# This is plain Python on a text. `plan_of(frame)` gives you as many plans to try as you like.

# %% [markdown] hint="plan-names-its-index"
# Print `plan_of(file.pandas_api().to_spark(index_col="n"))` inside `with ps.option_context("compute.default_index_type", kind):`,
# once for each kind. Which words are in one plan and in no other?

# %% [markdown] hint="plan-names-its-index"
# The marks are the operator `AttachDistributedSequence[`, the call `distributed_id()`, and a `Window` with
# `row_number() windowspecdefinition(_w0`. For the second key find a line with `Exchange SinglePartition` and look at the line
# below it.

# %% [markdown] hint="plan-names-its-index"
# Almost the line: `for line, below in zip(lines, lines[1:] + [""])`, then
# `"Exchange SinglePartition" in line and "functions=[partial_" not in below`.

# %% answer="plan-names-its-index"
def read_index(text):
    """Return {"index", "one_task"} of a physical plan."""
    ### BEGIN SOLUTION
    marks = {
        "sequence": r"^[\s:+*()\d-]*Window \[row_number\(\) windowspecdefinition\(_w0#",
        "distributed-sequence": r"^[\s:+*()\d-]*AttachDistributedSequence\[",
        "distributed": r"\bdistributed_id\(\)",
    }
    lines = text.splitlines()
    collected = [below for line, below in zip(lines, lines[1:] + [""]) if "Exchange SinglePartition" in line]
    return {
        "index": next((kind for kind, mark in marks.items() if re.search(mark, text, re.MULTILINE)), "none"),
        "one_task": any("functions=[partial_" not in below for below in collected),
    }
    ### END SOLUTION

# %% test="plan-names-its-index" points=1
# Three default indexes, a real one, and a total
plans = []
for kind in ("sequence", "distributed-sequence", "distributed"):
    with ps.option_context("compute.default_index_type", kind):
        frame = file.pandas_api()[["dest", "distance"]]
        plans.append((f"rows numbered by {kind}", plan_of(frame.to_spark(index_col="number")), kind, kind == "sequence"))
named = file.pandas_api(index_col="flight")[["dest"]]
plans.append(("rows named by flight", plan_of(named.to_spark(index_col="flight")), "none", False))
plans.append(("a total", plan_of(file.agg(F.sum("distance"))), "none", False))
for name, text, kind, one_task in plans:
    found = read_index(text)
    assert isinstance(found, dict) and set(found) == {"index", "one_task"}, (
        f"read_index returned {found if isinstance(found, dict) else type(found).__name__}; it should return a dict with the "
        'keys "index" and "one_task"'
    )
    assert found["index"] == kind, f"for {name} you find the index {found['index']!r}, but the plan computes {kind!r}"
    assert found["one_task"] == one_task, (
        f"for {name} you say one_task = {found['one_task']}, but it is {one_task}; below Exchange SinglePartition, a partial "
        "aggregate has left one row of each partition"
    )

# %% test="plan-names-its-index" points=1 hidden=true
# Drawn jobs: windows of other kinds, numbers that nobody asks for, columns with an operator's name
from course import drawn

rng = drawn("plans-and-indexes")
plans = []
for kind in ("sequence", "distributed-sequence", "distributed"):
    value, place = str(rng.choice(["distance", "flight", "arr_delay"])), str(rng.choice(["dest", "carrier"]))
    rows = file.where(F.col("month") > int(rng.integers(1, 12))).select(place, value)
    with ps.option_context("compute.default_index_type", kind):
        frame = rows.pandas_api()
        renamed = rows.select(F.col(place).alias("AttachDistributedSequence"), F.col(value).alias("row_number")).pandas_api()
    plans += [
        ("numbered rows", plan_of(frame.to_spark(index_col="n")), kind, kind == "sequence"),
        ("rows whose numbers nobody asks for", plan_of(frame.to_spark()), "none", False),
        ("columns named like operators", plan_of(renamed.to_spark()), "none", False),
        ("a mean for each group", plan_of(frame.groupby(place)[[value]].mean().to_spark(index_col=place)), "none", False),
        ("a running sum over all rows", plan_of(frame[[value]].cumsum().to_spark()), "none", True),
        ("a running sum for each group", plan_of(frame.groupby(place)[[value]].cumsum().to_spark()), "none", False),
    ]
    ranked = F.row_number().over(Window.partitionBy(place).orderBy(value))
    plans.append(("a row number for each group", plan_of(rows.withColumn("rank", ranked)), "none", False))
    ranked = F.row_number().over(Window.orderBy(value))
    plans.append(("a row number over all rows, by a column", plan_of(rows.withColumn("rank", ranked)), "none", True))
    plans.append(("a total", plan_of(rows.agg(F.max(value))), "none", False))
for name, text, kind, one_task in plans:
    found = read_index(text)
    assert found["index"] == kind, f"in a drawn plan ({name}) you find another index than {kind!r}"
    assert bool(found["one_task"]) == one_task, (
        f"in a drawn plan ({name}) one_task should be {one_task}; not every window brings all rows into one task, and not only "
        "the index does"
    )
