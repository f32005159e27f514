# %% [markdown]
# # When is it time to leave pandas for Spark?
#
# Your pandas notebook works. Every month the data grow. Some day it will be slow, and some day it will stop. What do you change
# first: the types, the way you read, the library, or the machine?
#
# **Objectives** none of the current exam guide by its id: this unit is beyond it. It is the ground for MD-34, where single-node
# models meet many machines. From the older outline: clusters, repos and jobs.
# **Left out** what pandas on Spark can and cannot do (unit *pandas_api*), pandas functions on Spark's workers (unit
# *pandas_udfs*), plans and shuffles (module 1, *dataframes*), prices of machines.
# **Time** 35 minutes to read and run.
#
# Nine times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pyspark
from pyspark import SparkContext
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = pd.read_parquet(dataset("flights")).sample(frac=fraction, random_state=seed).sort_index()
shown = ["month", "day", "carrier", "flight", "tailnum", "origin", "dest", "dep_time", "arr_delay", "distance"]
print(flights[shown].head(6).to_string())

# %% [markdown]
# ## What does a frame weigh?
#
# We put these flights into a file of our own. It has groups of 10,000 rows, as large files have groups.
#
# **Predict before you run:** how many times larger than the file is the frame, as pandas counts it? And how many Python texts
# stand behind the column `carrier`, which names 16 airlines?

# %%
place = tempfile.TemporaryDirectory()  # it goes when the notebook ends
quarter = Path(place.name) / "quarter.parquet"
pq.write_table(pq.read_table(dataset("flights")).take(flights.index.to_numpy()), quarter, row_group_size=10_000)

texts = ["carrier", "tailnum", "origin", "dest"]
categories = flights.astype(dict.fromkeys(texts, "category"))
arrow = pd.read_parquet(quarter, dtype_backend="pyarrow")
plain, slim, slimmer = (frame.memory_usage(index=False, deep=True) for frame in (flights, categories, arrow))  # bytes, 19 columns
row_bytes = slimmer.sum() / len(flights)
print(f"more than 12 times the file: {plain.sum() > 12 * quarter.stat().st_size}")
print(f"the four texts are more than two thirds of it: {plain[texts].sum() > 2 / 3 * plain.sum()}")
print(f"texts as categories: {plain.sum() / slim.sum():.0f} times less")
print(f"Arrow types: {plain.sum() / slimmer.sum():.0f} times less, {row_bytes:.0f} bytes a row")
for column in (flights["carrier"], flights["carrier"].str.lower()):
    print(f"{column.iloc[0]} and so on: {column.nunique()} values, {len(set(map(id, column))):,} Python texts")

# %% [markdown]
# - A text column of pandas holds a **pointer** for each row, 8 bytes, to a Python text of 40 to 60 bytes.
#   `memory_usage(deep=True)` counts the text behind each pointer. The reader was clever and made each airline once, so here it
#   counts too much. But the first operation on texts makes one for **each row**, and then the count is right.
# - A **category** holds a small whole number for each row, and each value once. Good for few values, no help for unique ones.
# - **Arrow** writes the letters one behind the other, and it has whole numbers with gaps. See `dep_time` in the first table:
#   517.0, because NumPy has no gap in whole numbers.
#
# That is step 1, and it costs one line. Keep some room, too: a join or a sort makes a second frame while the first is still
# there.
#
# ## Do not read what nobody asks for
#
# **Predict before you run:** a question about January needs `month`, `carrier` and `arr_delay`. Which share of the file must be
# read?

# %%
footer = pq.ParquetFile(quarter).metadata
names, groups = footer.schema.names, [footer.row_group(at) for at in range(footer.num_row_groups)]
sizes = np.array([[group.column(at).total_compressed_size for at in range(len(names))] for group in groups])  # (groups, columns)
wanted = np.isin(names, ["month", "carrier", "arr_delay"])
january = np.array([group.column(names.index("month")).statistics.min == 1 for group in groups])  # from the file's footer

touched = np.outer(january, wanted)
figure, axis = plt.subplots(figsize=(9, 3), layout="constrained")
axis.imshow(np.where(touched, 2, np.where(wanted, 1, 0)), cmap="Blues", vmin=0, vmax=3, aspect="auto")
axis.set(xticks=range(len(names)), yticks=range(len(groups)), ylabel="row group", title="dark: read; pale: not January")
axis.set_xticklabels(names, rotation=40, ha="right")
plt.show()
columns, both = sizes[:, wanted].sum() / sizes.sum(), sizes[touched].sum() / sizes.sum()
print(f"three of {len(names)} columns: {columns:.0%} of the file's bytes; January's groups of them: {both:.0%}")
assert both < 0.06

# %% [markdown]
# A Parquet file keeps each column apart, and its footer knows the smallest and largest value of each group. In pandas you ask for
# it: `pd.read_parquet(path, columns=[…], filters=[("month", "==", 1)])`. Spark asks by itself (`ReadSchema` and `PushedFilters`
# in its plan). A CSV file has neither: every byte is read each time.
#
# That is step 2. It needs files that are **sorted** by what you filter for; else every group may hold a row of January.
#
# ## One piece after the other
#
# Step 3: if the frame does not fit, take 10,000 rows at a time, and keep only a summary.
#
# **Predict before you run:** the mean delay of a carrier is made from chunks in two ways: the mean of the chunks' means, and the
# sum of the sums divided by the sum of the counts. How far apart can they be? And the median of the chunks' medians?

# %%
parts = []
for batch in pq.ParquetFile(quarter).iter_batches(batch_size=10_000, columns=["carrier", "arr_delay"]):
    parts.append(batch.to_pandas().groupby("carrier")["arr_delay"].agg(["sum", "count", "mean", "median"]))
parts = pd.concat(parts)  # (carriers × chunks, 4)
again, exact = parts.groupby("carrier"), flights.groupby("carrier")["arr_delay"]
table = pd.DataFrame({"mean": exact.mean(), "from sums and counts": again["sum"].sum() / again["count"].sum()})
table["mean of means"] = again["mean"].mean()
table["median"], table["median of medians"] = exact.median(), again["median"].median()
print(table.tail(6).round(1).to_string())
print(f"{len(flights):,} rows went by, {len(parts)} small ones were kept")
assert np.allclose(table["mean"], table["from sums and counts"])
assert (table["mean"] - table["mean of means"]).abs().max() > 5

# %% [markdown]
# Sums and counts **combine**: the sum of all is the sum of the parts. Means do not, because a chunk with few flights of YV
# weighs as much as one with many. A median does not either: no small summary of the parts knows it.
#
# This is what Spark does all the time. Each partition makes its sums and counts (`partial` in the plan), and only those travel.
# For an exact median the values themselves must travel. `F.percentile_approx` keeps a summary instead; its `accuracy` says how good.
#
# So memory can be saved in pandas. But one chunk comes after the other, and one core does it all.
#
# ## Let the data grow
#
# We need more files. Sixty-four links to one file are sixty-four times the rows, and take no disk. And we write the same question
# in three ways.

# %%
warnings.simplefilter("ignore")  # pandas on Spark comments on every default that it takes
import pyspark.pandas as ps

columns, folders = ["carrier", "arr_delay"], {}
for copies in (1, 4, 16, 64):
    folder = Path(place.name) / f"times{copies}"
    folder.mkdir()
    folders[copies] = str(folder)
    for at in range(copies):
        (folder / f"part{at:02}.parquet").symlink_to(quarter)
ways = {
    "pandas": lambda path: pd.read_parquet(path, columns=columns).groupby("carrier")["arr_delay"].mean(),
    "pandas on Spark": lambda path: ps.read_parquet(path, columns=columns).groupby("carrier")["arr_delay"].mean().to_pandas(),
    "Spark": lambda path: spark.read.parquet(path).groupBy("carrier").agg(F.mean("arr_delay")).toPandas().set_index("carrier"),
}
answers = [np.ravel(way(folders[1]).sort_index()) for way in ways.values()]
print("the same answer in all three ways:", np.allclose(answers[0], answers[1:]))

# %% [markdown]
# Three ways, one answer, and lines that look alike. **Predict before you run:** which is first with one copy, which with 64?
# How does Spark's time divided by that of pandas change from the top to the bottom?
#
# (Times are never the same twice. Look at the ratios and at their direction.)

# %% tags=["nbval-ignore-output"]
seconds = pd.DataFrame(columns=list(ways), dtype=float)
for copies, folder in folders.items():
    for name, way in ways.items():
        begun = time.perf_counter()
        way(folder)
        seconds.loc[copies * len(flights), name] = time.perf_counter() - begun
table = seconds.div(seconds["pandas"], axis=0).round(1).add_suffix(" / pandas").iloc[:, 1:]
table.insert(0, "pandas, seconds", seconds["pandas"].round(2))
print(table.rename_axis("rows").to_string())
axis = seconds.plot(logx=True, logy=True, marker="o", figsize=(7, 3.2), color=["firebrick", "darkorange", "steelblue"])
axis.set(xlabel="rows", ylabel="seconds")
plt.show()
assert seconds["pandas"].iloc[0] < seconds["Spark"].iloc[0]

# %% [markdown]
# With one copy Spark is far behind. It pays a **fixed price** for each question: plan it, make code, start tasks, collect. As
# the rows grow, that price is spread over more of them, and the ratio falls. (Before that came the start of Spark, which is not
# in the table at all.) On few rows pandas on Spark pays even more than Spark: it looks at the data's types and order first.
#
# But the ratio need not fall below 1 on one small machine. Spark on two cores is two cores, and pandas is good at what fits into
# memory. **Spark does not make a machine faster. It makes the next machine useful**, and it goes on where memory ends.
#
# ## Two prices
#
# Seconds are a fixed price and a price for each row. More cores divide the second one only. The cell below takes round prices as
# an example. Put in those that you measure.
#
# **Predict before you run:** with 2 cores Spark never overtakes here. With 16 it does. Do 64 cores move that point far to the
# left?

# %%
pandas_price, spark_price = (0.02, 0.15), (0.5, 0.8)  # seconds, and seconds for a million rows and one core
size = np.logspace(-1, 2.5, 80)  # millions of rows
wall = 16e9 / (3 * row_bytes) / 1e6  # 16 GB hold three copies of all columns
figure, axis = plt.subplots(figsize=(8, 3.6))
fits = size[size < wall]
axis.loglog(fits, pandas_price[0] + pandas_price[1] * fits, "firebrick", lw=2.5, label="pandas, to the wall")
for cores, style in {2: ":", 16: "--", 64: "-"}.items():
    axis.loglog(size, spark_price[0] + spark_price[1] / cores * size, "steelblue", ls=style, label=f"Spark, {cores} cores")
    saved = pandas_price[1] - spark_price[1] / cores  # for a million rows
    even = f"from {(spark_price[0] - pandas_price[0]) / saved:.1f} million rows on" if saved > 0 else "never"
    print(f"{cores:>2} cores: as quick as pandas {even}")
axis.axvline(wall, color="gray", lw=0.8)
axis.set(xlabel="million rows", ylabel="seconds")
axis.legend(loc="upper left")
plt.show()
print(f"the wall of 16 GB: {wall:.0f} million rows")

# %% [markdown]
# `break-even = (fixed price of Spark - fixed price of pandas) / (what a row saves)`. If a row saves nothing, there is none.
# Four times the cores moved the point only a little: the fixed price does not care for cores. What ends pandas
# here is the **wall**, not the speed. And a machine with more memory moves the wall
# without a new line of code.
#
# ## More cores, and then?
#
# Some work is done by one: plan, collect, fit on the driver. If that is 5 % of the work, no cluster makes it more than 20 times
# faster (Amdahl's law). The other limit is the **heaviest task**. Suppose you fit one model for each carrier.
#
# **Predict before you run:** 16 carriers, so 16 tasks. How many times faster than one core are 16 cores?

# %%
cores = 2 ** np.arange(8)  # 1 to 128
loads = flights["carrier"].value_counts().to_numpy()  # a task for each carrier, the heaviest first


def finished(number):
    busy = np.zeros(number)
    for load in loads:
        busy[busy.argmin()] += load  # the next task goes to the core that is free first
    return busy.max()


serial = {f"{share:.0%} serial": 1 / (share + (1 - share) / cores) for share in (0, 0.01, 0.05, 0.2)}
curves = pd.DataFrame(serial, index=cores)
curves["a task for each carrier"] = [loads.sum() / finished(number) for number in cores]
axis = curves.plot(loglog=True, figsize=(7, 3.6), style=["k:", "o-", "s-", "^-", "D-"])
axis.set(xlabel="cores", ylabel="times faster than one core", xticks=cores, xticklabels=cores)
plt.show()
print(curves.loc[[8, 16, 128]].round(1).T.rename_axis(columns="cores").to_string())
print(f"the largest carrier has {loads.max() / loads.sum():.0%} of the flights")
assert np.isclose(curves["a task for each carrier"].iloc[-1], loads.sum() / loads.max())

# %% [markdown]
# The largest carrier has about a sixth of the flights, so the whole gets at most about six times faster, and 8 cores are as
# good as 128. Look for the longest task before you pay for more workers (module 1 has a salt against it, where rows need not
# meet).
#
# ## What the driver gets
#
# All workers together may hold the table. The **driver**, where your notebook runs, is one machine, and `toPandas()` brings
# everything there.
#
# **Predict before you run:** the share of late flights for each carrier, from the table of 64 copies. How many rows reach the
# driver in each of the four ways? And how far off is the sample?

# %%
big, one = spark.read.parquet(folders[64]), spark.read.parquet(folders[1])
late = F.avg((F.col("arr_delay") > 15).cast("int")).alias("late")
some = one.where(F.pmod(F.xxhash64(F.lit(seed), "month", "day", "carrier", "flight", "dest"), F.lit(20)) == 0)
grouped, everything = big.groupBy("carrier").agg(late), big.count()
print(f"big.toPandas():                {everything:>9,} rows, {everything * row_bytes / 1e6:,.0f} MB as Arrow")
print(f"only January:                  {big.where('month = 1').count():>9,} rows")
print(f"big.groupBy(…).agg(…):         {grouped.count():>9,} rows")
known = some.select("arr_delay").dropna().toPandas()["arr_delay"] > 15
error = np.sqrt(known.mean() * (1 - known.mean()) / len(known))
print(f"one of 20, of one copy:        {len(known):>9,} rows")
share = one.agg(late).first()[0]
print(f"late: {share:.1%} of all; {known.mean():.1%} ± {error:.1%} in the sample")
assert abs(known.mean() - share) < 4 * error

# %% [markdown]
# Aggregate first, then `toPandas()`. A picture needs bins and means, not rows. For a first look, or for a model that learns
# little more from more rows, a **sample** is often the cheapest way back to pandas: its error is known, and shrinks with the
# root of its size.
#
# ## More partitions, the same answer?
#
# On a cluster rows lie in other partitions than here. **Predict before you run:** which of the four answers is the same for 1, 2,
# 7 and 16 partitions?

# %%
asked = {
    "count": F.count("*"),
    "sum of whole numbers": F.sum("distance"),
    "sum of fractions": F.sum(F.col("distance") * 0.1),
    "largest id": F.max("id"),
}
counted = F.monotonically_increasing_id()
spread = [one.repartition(number).withColumn("id", counted).agg(*asked.values()).first() for number in (1, 2, 7, 16)]
found = pd.DataFrame(spread, columns=list(asked))
print((found.nunique() == 1).rename("the same").to_string())
fractions = found["sum of fractions"]
print(f"fractions equal up to one part in 10^11: {np.ptp(fractions) < 1e-11 * fractions[0]}")
assert found["count"].nunique() == found["sum of whole numbers"].nunique() == 1 < found["largest id"].nunique()

# %% [markdown]
# Fractions are rounded at each step, so another order of adding gives another last digit. Compare with a tolerance, or sum whole
# numbers (cents, minutes) or decimals. An id by `monotonically_increasing_id` is unique, but *where a row lies* makes it. The
# same holds for `first`, `last`, `limit` and `collect_list` without an order. If an answer must not change with the cluster,
# name an order down to the last tie.
#
# ## A real cluster, on this machine
#
# ```
# notebook = driver ──────── master: who has free cores?
#      │
#      ├──────────────────── worker 1 ── executor: a Java process with its own memory
#      └──────────────────── worker 2 ── executor: a Java process with its own memory
# ```
#
# A **master** knows the workers. Each **worker** starts an **executor** for a notebook or program, and the executor does the tasks. The
# driver makes the plan and gets the answers. On a real cluster each box is a machine. Here they are processes; Spark does not
# care.
#
# First a notebook, `job.ipynb`, of three cells. It does not say where it runs: `getOrCreate()` stands in every notebook of this
# course. Then the cluster: Spark's own start script, once for the master and once for each worker, with small heaps and on
# addresses that only this machine can reach.
#
# A cluster that nobody stops goes on for days. So each process gets a guard, a shell that waits for its input to end: that happens
# when we close it, and also when this notebook dies. The `with` closes them all, even if the program in it fails.

# %%
job = Path(place.name) / "job.ipynb"
cells = '''
import json, os
from pathlib import Path
from pyspark.sql import SparkSession, functions as F
spark = SparkSession.builder.getOrCreate()
rows = spark.read.parquet(os.environ["FLIGHTS"]).repartition(8)
# ----- next cell
by_carrier = rows.groupBy("carrier").agg(F.count("*"), F.mean("arr_delay")).orderBy("carrier")
process = F.reflect(F.lit("java.lang.ProcessHandle"), F.lit("current")).alias("process")  # who holds this row?
places = rows.select(process).groupBy("process").count().collect()
try:
    said = f"{len(rows.toPandas()):,} rows arrived"
except Exception as error:
    said = "refused: spark.driver.maxResultSize" if "maxResultSize" in str(error) else str(error)
# ----- next cell
answer = {"master": spark.sparkContext.master.split(":")[0], "processes": len(places), "rows": sum(row[1] for row in places)}
answer |= {"toPandas() of everything": said, "table": [list(row) for row in by_carrier.collect()]}
_ = Path(os.environ["ANSWER"]).write_text(json.dumps(answer))
'''.split("# ----- next cell")  # fmt: skip
nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell.strip()) for cell in cells]), job)

# %%
java = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmn32m"  # small, and quick to start
settings = {"driver.memory": "512m", "executor.memory": "512m", "cores.max": 2, "driver.maxResultSize": "1m"}
settings |= {"driver.extraJavaOptions": java, "executor.extraJavaOptions": java}
settings |= {"scheduler.minRegisteredResourcesRatio": 1, "scheduler.maxRegisteredResourcesWaitingTime": "120s"}
options = " ".join(f"--conf 'spark.{name}={value}'" for name, value in settings.items())


def start(role, *words):
    script = Path(pyspark.__file__).parent / "bin" / "spark-class"
    guard = ["sh", "-c", 'trap "" INT; "$@" & read end; kill $!; wait', "guard"]  # ends it as soon as the input ends
    words = [script, f"org.apache.spark.deploy.{role}", "--host", "127.0.0.1", "--webui-port", "0", *words]
    variables = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "96m", "SPARK_DAEMON_JAVA_OPTS": java}
    with open(f"{place.name}/cluster.log", "ab") as log:
        return subprocess.Popen(guard + words, stdin=subprocess.PIPE, stdout=log, stderr=log, env=variables)

# %%
@contextlib.contextmanager
def cluster(workers):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with contextlib.ExitStack() as running:  # at its end it closes each input and waits, the last worker first
        running.enter_context(start("master.Master", "--port", str(port)))
        for _ in range(600):  # the workers need a master that answers
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        for _ in range(workers):
            limits = ["--cores", "1", "--memory", "512m", "--work-dir", f"{place.name}/work"]
            running.enter_context(start("worker.Worker", *limits, f"spark://127.0.0.1:{port}"))
        yield f"spark://127.0.0.1:{port}"

# %% [markdown]
# Now the same notebook twice. Here, `%run` runs its cells in this notebook and its Spark. There, `papermill` opens it in a kernel
# of its own, as a nightly job would, and only the variable `MASTER` says where its Spark is. The settings give each executor half
# a gigabyte, let the job wait for both, and let the driver take no more than one megabyte of results. In between, this notebook's
# own Spark ends, with its Java process: a small machine needs that memory for the cluster. (To go back to earlier cells, start
# again from the first one.)
#
# **Predict before you run:** how many Java processes work, here and there? Is the table the same? And what does the driver do
# with all rows?

# %%
os.environ["FLIGHTS"], os.environ["ANSWER"] = folders[1], f"{place.name}/here.json"
# %run {job}
spark.stop()
SparkContext._gateway.shutdown()  # no thread of Python speaks to Java any more
SparkContext._gateway.proc.stdin.close()  # the Java process ends, too
SparkContext._gateway = SparkContext._jvm = None
with cluster(workers=2) as address:
    variables = os.environ | {"MASTER": address, "PYSPARK_SUBMIT_ARGS": f"{options} pyspark-shell", "ANSWER": f"{place.name}/there.json"}
    run = [sys.executable, "-m", "papermill", "--kernel", "course", "--no-progress-bar", job, job.with_name("done.ipynb")]
    done = subprocess.run(run, env=variables, capture_output=True, text=True, timeout=240)
assert done.returncode == 0, done.stderr[-2000:]
here, there = (json.loads(Path(place.name, f"{where}.json").read_text()) for where in ("here", "there"))
same = here.pop("table") == there.pop("table")
print(pd.DataFrame({"here": here, "two workers": there}).to_string(), f"the same table, to the last digit: {same}", sep="\n")
assert same and (here["processes"], there["processes"]) == (1, 2) and "refused" in there["toPandas() of everything"]

# %% [markdown]
# The notebook did not change by a letter. Minutes of delay are whole numbers, so even the sums agree to the last digit.
#
# And the driver refused: results above `spark.driver.maxResultSize` stop the job, before they fill the driver's memory. The
# default is 1 GB. To raise it is rarely the cure; to aggregate first is.
#
# What a real cluster asks for, and this one hides: every worker must **see the files** (shared storage, not your disk), and have
# the **same Python and packages**. A shuffle goes through a network. And a worker may be lost: Spark does its tasks again.
#
# ## What to change first
#
# | what you see | cheapest step | why |
# |---|---|---|
# | the frame fills the memory | `columns=`, `filters=`, categories, Arrow types | often several times less, one line |
# | one pass over much data, answers that combine | chunks, or a sample | memory for one chunk only |
# | it fits, but a loop of fits is slow | more cores: tune in parallel (MD-34) | the models are independent |
# | two or three times too large | a larger machine, single-node compute | no shuffle, no network, no change in code |
# | many times too large, or grows every month | Spark, several workers | memory and cores are added |
# | large tables are joined, data lie in a lake | Spark | the wall would come again at the next join |
# | much pandas code, large data | pandas on Spark first, Spark for the slow parts | fewest lines to change |
# | small data, many questions a second | stay in pandas, or a database | Spark's fixed price is paid each time |
#
# ## What to remember
#
# - First weigh (`memory_usage(deep=True)`), then slim: types, columns, row groups, chunks. Sums and counts combine; means and
#   medians do not.
# - Spark has a fixed price for each question. Small data never earn it back.
# - Leave pandas for the wall of memory, or for many cores; not because one machine with Spark would be faster.
# - Speed-up ends at the serial part and at the heaviest task.
# - Aggregate or sample first, then `toPandas()`. The driver is one machine.
# - `getOrCreate()` and no master in the code: the same notebook runs here, on a cluster, and on the platform.
# - Partitions change last digits, ids and whatever has no order. Test with a tolerance.
#
# ## On Databricks (November 2026)
#
# - The exam's older outline says **clusters**; today the platform says *compute*. **Single-node** compute has a driver and no
#   workers, and Spark runs locally on it: fine for pandas, scikit-learn and small Spark, not made for sharing. **Multi-node**
#   compute has a driver and workers, and may *autoscale* between two numbers of workers.
# - **All-purpose** compute is for people: you start it, share it, and it stops after some idle time. **Jobs** compute is made
#   for a run and ends with it. It is billed at another rate, and is what scheduled work should use. *Workflows* are called
#   Lakeflow Jobs now.
# - **Serverless** compute is the vendor's first advice where it supports the work: no machine to choose, it scales by itself.
#   It speaks Spark Connect, so `sparkContext` and `rdd` are missing. `SPARK_REMOTE` is the open variable for that.
# - **Compute policies** limit what people may choose: sizes, runtimes, idle time. They save money, and decisions.
# - **Repos** are called **Git folders** today. A job can also take its notebooks from a branch or tag of a Git repository, so
#   that what runs is what was reviewed.
# - The session is there already; do not set a master. `getOrCreate()` gives you that session.
