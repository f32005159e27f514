# %% [markdown]
# # How do I score rows that never stop coming?
#
# Yesterday's flights lie in a folder. Tonight another file will come, and tomorrow another one. Each flight should get **one**
# score: not none, not two, also when the job dies half way. And when a better model takes over, the next flights should get
# its scores, without a restart. What has to be remembered for that, where, and by whom?
#
# **Objectives** DEP-46 streaming inference (the exam's guide says *Delta Live Tables*; see the end for today's name).
# **Left out** when a stream is the right choice at all (unit *serving*), how a version gets in charge (*registry*), message
# queues such as Kafka: files in a folder behave alike and need no server.
# **Time** 35 minutes to read and run.
#
# Six times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import logging
import os
import secrets
import socket
import subprocess
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import mlflow
import pandas as pd
from mlflow import MlflowClient
from pyspark.errors import StreamingQueryException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sklearn.linear_model import LogisticRegression

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
place = tempfile.TemporaryDirectory()
home = Path(place.name)
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
spark = (  # at the end of this lesson, another program will ask this Spark for work
    SparkSession.builder.config("spark.plugins", "org.apache.spark.sql.connect.SparkConnectPlugin")
    .config("spark.connect.grpc.binding.address", "127.0.0.1")
    .config("spark.connect.grpc.binding.port", port)
    .config("spark.connect.authenticate.token", secrets.token_hex())
    .config("spark.sql.warehouse.dir", str(home / "warehouse"))
    .getOrCreate()
)
spark.conf.set("spark.sql.shuffle.partitions", 1)  # a small stream needs one partition of state
spark.conf.set("spark.sql.files.minPartitionNum", 1)  # and one task, so that one Python process holds the model

# %% [markdown]
# ## A week at LaGuardia, one file a day
#
# The flights are real: New York's LaGuardia in the winter of 2013. A flight is **late** if it arrives more than 15 minutes
# after its schedule. Two models learn that from January, one from each half. Both know the scheduled hour and the distance,
# nothing else, so do not expect much: this unit is about the way of the rows, not about the score.

# %%
flights = pd.read_parquet(dataset("flights"))
flights = flights[flights["origin"] == "LGA"].sample(frac=fraction, random_state=seed).sort_index()
january = flights[flights["month"] == 1].dropna(subset=["arr_delay"])

os.environ["MLFLOW_TRACKING_URI"] = f"sqlite:///{home}/mlflow.db"  # a store of this lesson's own
mlflow.set_experiment(experiment_id=mlflow.create_experiment("streaming", artifact_location=f"{home}/models"))
name, client = "prod.flights.late", MlflowClient()
client.create_registered_model(name)
for rows in (january[january["day"] <= 15], january[january["day"] > 15]):
    model = LogisticRegression(max_iter=1000).fit(rows[["hour", "distance"]], rows["arr_delay"] > 15)
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    client.create_model_version(name, logged.model_uri, logged.run_id)
    print(f"{len(rows)} flights, {rows['arr_delay'].gt(15).mean():.1%} late")
client.set_registered_model_alias(name, "champion", 1)

# %% [markdown]
# A file arrives **all at once**: it is written under a name that begins with a dot, of which Spark takes no notice, and then
# renamed. A stream that could see a file grow would read half of it and never come back for the rest.

# %%
def arrive(folder, number, frame):
    """Let a frame arrive as a JSON file; the number gives the order."""
    folder.mkdir(exist_ok=True)
    half_written = folder / f".{number:03}.json"
    frame.to_json(half_written, orient="records", lines=True, date_format="iso")
    os.utime(half_written, (1_360_000_000 + number,) * 2)  # Spark reads the oldest file first
    half_written.rename(folder / f"{number:03}.json")


columns = ["day", "flight", "carrier", "hour", "distance"]
week = {day: flights[(flights["month"] == 2) & (flights["day"] == day)][columns] for day in range(4, 9)}
for day in (4, 5):
    arrive(home / "days", day, week[day])
print(*(home / "days" / "004.json").read_text().splitlines()[:3], sep="\n")
print({day: len(rows) for day, rows in week.items()})

# %% [markdown]
# ## A stream is a table without an end
#
# `spark.readStream` gives a DataFrame. You select and filter it as any other.
#
# **Predict before you run:** the first line below leaves the schema out, as `spark.read.json` allows. The second one asks for
# a count. Which of the two works?

# %%
schema = "day int, flight int, carrier string, hour int, distance int"


def days_stream():
    """The stream of days, one file in each micro-batch."""
    return spark.readStream.schema(schema).option("maxFilesPerTrigger", 1).json(str(home / "days"))


for attempt in (lambda: spark.readStream.json(str(home / "days")), lambda: days_stream().count()):
    try:
        attempt()
    except Exception as problem:
        print(type(problem).__name__, "·", str(problem).split(". ")[0].split(",")[0])
print("isStreaming:", days_stream().isStreaming)

# %% [markdown]
# Neither. A stream needs its **schema** beforehand: tomorrow's file must not decide the type of a column. And a count of rows
# that never end is never ready. A stream is not asked; it is **started**, and it writes to somewhere.
#
# Scoring is a column like any other. Here a pandas UDF holds a scikit-learn model; it works on a stream as on a table.
#
# Three more things make a job of it:
#
# - a **checkpoint**: a folder in which the query notes what it has read and what is done,
# - a **trigger**: `availableNow=True` takes what is there, in as many micro-batches as needed, and ends. It is the same stream
#   as one that runs all day, at the price of a nightly job,
# - somebody who **stops** it whatever happens: a query that was forgotten goes on reading.

# %%
def scored(rows, version):
    model = mlflow.sklearn.load_model(f"models:/{name}/{version}")

    @F.pandas_udf("double")
    def p_late(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict_proba(pd.DataFrame({"hour": hour, "distance": distance}))[:, 1])

    return rows.withColumns({"p_late": p_late("hour", "distance"), "version": F.lit(int(version))})


def finish(writer, **start):  # returns how many rows each micro-batch has read
    query = writer.trigger(availableNow=True).start(**start)
    try:
        assert query.awaitTermination(60), "still running after 60 s"
    finally:
        query.stop()
    return [step["numInputRows"] for step in query.recentProgress if step["numInputRows"]]

# %%
def in_charge():
    return client.get_model_version_by_alias(name, "champion").version


def run(checkpoint, output):
    writer = scored(days_stream(), in_charge()).writeStream.option("checkpointLocation", str(home / checkpoint))
    read = finish(writer, path=str(home / output))
    done = len([file for file in (home / checkpoint / "commits").iterdir() if file.name.isdigit()])
    rows = len(pd.read_parquet(home / output))
    return {"checkpoint": checkpoint, "output": output, "rows read": read, "batches done": done, "rows in output": rows}


first = run("checkpoint", "scores")
print(first)
print(pd.read_parquet(home / "scores").sort_values(["day", "hour", "carrier", "flight"]).head(3).round(3).to_string(index=False))
assert first["rows read"] == [len(week[4]), len(week[5])] and first["rows in output"] == sum(first["rows read"])

# %% [markdown]
# ## The memory is in the checkpoint
#
# **Predict before you run:** four more runs. (1) The same once more. (2) The same, after the 6th of February has arrived.
# (3) Another checkpoint and another output. (4) A third checkpoint, and the **first** output again. How many rows will each
# read, and how many will stand in its output afterwards?

# %%
again = run("checkpoint", "scores")
arrive(home / "days", 6, week[6])
runs = [again, run("checkpoint", "scores"), run("checkpoint_2", "scores_2"), run("checkpoint_3", "scores")]
print(pd.DataFrame(runs, index=["1", "2", "3", "4"]).to_string())
three = [len(week[day]) for day in (4, 5, 6)]
for folder in ("checkpoint/offsets", "checkpoint/commits", "scores/_spark_metadata"):
    print(f"{folder:22}", sorted(file.name for file in (home / folder).iterdir() if not file.name.startswith(".")))
assert [each["rows read"] for each in runs] == [[], three[2:], three, []]
assert [each["batches done"] for each in runs] == [2, 3, 3, 3]
assert [each["rows in output"] for each in runs] == [sum(three[:2]), sum(three), sum(three), sum(three)]

# %% [markdown]
# With its checkpoint a query goes on where it ended; with a new one it begins at the first file. Run 4 holds the surprise: it
# read **nothing**, and noted three batches as done. The file sink keeps a list of its own, in `_spark_metadata`: batches 0, 1
# and 2 are there already, so the new batches 0, 1 and 2 are taken for repetitions and let go. That is right after a crash. With
# a new checkpoint it loses rows without a word as soon as the files are others: **one output belongs to one checkpoint**, and
# both are deleted together or not at all.
#
# The last lines show that memory. For each batch there are two small files: what is *going to be* read, written to `offsets`
# **before** the work, and that it is *done*, written to `commits` **after** it.

# %% [markdown]
# ## Between the work and the note
#
# Suppose the power goes after a batch was written and before it was noted as done. At the restart Spark finds an offset
# without a commit, and delivers the batch **again**, the same rows with the same number. The file sink knows how to bear that.
# In `foreachBatch(function)`, where you write to any place you like, it is up to you: it runs **at least once**.
#
# **Predict before you run:** the function dies once, after it has written batch 1. One version of it adds rows to a folder,
# the other replaces the folder `batch=1`. How many rows of each day do the two hold after the restart?

# %%
table = pd.DataFrame({"arrived": {day: len(week[day]) for day in (4, 5, 6)}})
for way in ("add", "replace"):
    sink, cuts = str(home / way), [1]

    def deliver(rows, batch_id):
        rows.write.mode("append").parquet(sink) if way == "add" else rows.write.mode("overwrite").parquet(f"{sink}/batch={batch_id}")
        if batch_id in cuts:
            cuts.remove(batch_id)
            raise RuntimeError("power cut")

    for start in (1, 2):
        try:
            finish(days_stream().writeStream.foreachBatch(deliver).option("checkpointLocation", f"{sink}_checkpoint"))
        except StreamingQueryException as problem:
            print(f"{way}, start {start}: power cut: {'power cut' in str(problem)}")
    table[way] = pd.read_parquet(sink)["day"].astype(int).value_counts().sort_index()
print(table.to_string())
assert (table["replace"] == table["arrived"]).all() and table.loc[5, "add"] == 2 * len(week[5])

# %% [markdown]
# Batch 1 is the 5th of February: twice in one sink, once in the other. *Exactly once* is two promises that meet. Spark promises
# that a batch comes again **as the same batch**; you promise that **writing it twice is like writing it once**. The number
# `batch_id` is the key: it tells a repetition from new rows. Two equal rows do not: they may be two flights.
#
# ## The champion takes over
#
# Now a query that is never restarted. It runs from the 4th to the 8th of February, and `foreachBatch` asks the registry **in
# each micro-batch** who is in charge. On the evening of the 6th somebody moves the alias. Beside it, a column from the model
# that was loaded once, when the query started.
#
# **Predict before you run:** which version scores which day, in each of the two columns?

# %%
at_start = in_charge()
held = mlflow.sklearn.load_model(f"models:/{name}/{at_start}")
all_days = pd.concat(week.values())
all_days = all_days.assign(p_late=held.predict_proba(all_days[["hour", "distance"]])[:, 1], version=int(at_start))
loaded_once = all_days.groupby("day").agg(p_late=("p_late", "mean"), version=("version", "max"))


def score_batch(rows, batch_id):
    version = in_charge()  # the alias is read once; model and column then cannot disagree
    scored(rows, version).write.mode("overwrite").parquet(f"{home}/live/batch={batch_id}")


(home / "arrivals").mkdir()
query = spark.readStream.schema(schema).json(str(home / "arrivals")).writeStream.foreachBatch(score_batch).option("checkpointLocation", str(home / "live_checkpoint")).start()
try:
    for day, rows in week.items():
        if day == 7:
            client.set_registered_model_alias(name, "champion", 2)
        arrive(home / "arrivals", day, rows)
        query.processAllAvailable()
finally:
    query.stop()

# %%
live = pd.read_parquet(home / "live").groupby("day").agg(p_late=("p_late", "mean"), version=("version", "max"), rows=("p_late", "size"))
february = flights[(flights["month"] == 2) & flights["day"].isin(week)].dropna(subset=["arr_delay"])
live["was late"] = february["arr_delay"].gt(15).groupby(february["day"]).mean()
print(live.join(loaded_once.add_prefix("loaded once: ")).round(3).to_string())
assert live["version"].tolist() == [1, 1, 1, 2, 2] and live["rows"].tolist() == [len(rows) for rows in week.values()]

figure, axis = plt.subplots(figsize=(9, 3.2))
axis.plot(live.index, live["was late"], "s:", color="grey", label="was late (known afterwards)")
axis.plot(loaded_once.index, loaded_once["p_late"], "o-", color="firebrick", label="model loaded once, at the start")
axis.plot(live.index, live["p_late"], "o-", color="seagreen", label="champion, asked for in each batch")
axis.axvline(6.5, color="black", lw=1)
axis.text(6.53, 0.02, "alias moved", va="bottom")
axis.set(xlabel="day of February 2013", ylabel="share of flights", ylim=(0, None), xticks=list(week))
axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# No restart, and the 7th has the scores of version 2. The look-up costs milliseconds, the loading of a small model some more.
# A large one is kept in a dictionary by its **version number** and loaded when the number is a new one. Each row says who
# scored it: without that column nobody can compare the two afterwards.
#
# ## Say what, not how
#
# The job above is mostly care: checkpoints, order, triggers, stopping. In a **declarative pipeline** you name tables and how
# each follows from others, and a runner takes care. The exam calls it *Delta Live Tables*; in open Spark 4.1 and later it is
# the module `pyspark.pipelines`. Here is a whole pipeline: it is a file of its own, and `spark` is put into it by the runner.

# %%
pipeline = home / "project" / "transformations" / "late.py"
pipeline.parent.mkdir(parents=True)
pipeline.write_text(f'''
import mlflow, pandas as pd
from pyspark import pipelines as dp
from pyspark.sql import functions as F, types as T

@dp.table  # reads a stream: a streaming table, each row is scored once
def scored():
    model = mlflow.sklearn.load_model("models:/{name}@champion")  # read again at each update
    def p_late(hour: pd.Series, distance: pd.Series) -> pd.Series:
        return pd.Series(model.predict_proba(pd.DataFrame({{"hour": hour, "distance": distance}}))[:, 1])
    rows = spark.readStream.schema("{schema}").json("{home}/arrivals")
    return rows.withColumn("p_late", F.pandas_udf(p_late, T.DoubleType())("hour", "distance"))

@dp.materialized_view  # reads a table: computed from all its rows
def by_day():
    return spark.read.table("scored").groupBy("day").agg(F.count("*").alias("flights"), F.avg("p_late").alias("p_late"))
''')
print(*[line for line in pipeline.read_text().splitlines() if line.startswith(("@", "def"))], sep="\n")

# %% [markdown]
# The runner is the program `spark-pipelines`, which comes with `pip install "pyspark[pipelines]"`. It wants a project with a small
# specification, and speaks to a Spark through **Spark Connect**. Alone it starts a Spark of its own; with `--remote` it uses one
# that is there: ours, which the first cell has told to listen, to nobody without the token. That takes some seconds, so we start
# the runner now and look at its tables later.

# %%
project = home / "project"
specification = f"name: late_flights\nstorage: file://{project}/storage\nlibraries:\n  - glob:\n      include: transformations/**\n"
specification += "configuration:\n  spark.sql.files.minPartitionNum: '1'\n"
(project / "spark-pipeline.yml").write_text(specification)
print(specification.replace(str(project), "…"))
settings = spark.sparkContext.getConf()
command = ["spark-pipelines", "--remote", f"sc://localhost:{settings.get('spark.connect.grpc.binding.port')}", "run"]
variables = os.environ | {"SPARK_CONNECT_AUTHENTICATE_TOKEN": settings.get("spark.connect.authenticate.token")}
with open(project / "run.log", "w") as log:
    runner = subprocess.Popen(command, cwd=project, env=variables, stdout=log, stderr=log)

# %% [markdown]
# Meanwhile: the decorators do not run anything. They **register**: a table of this kind, and a function that makes its rows.
# To see how little magic there is, we write a small runner ourselves. It takes the real decorators and this notebook's Spark.

# %%
from pyspark.pipelines.graph_element_registry import GraphElementRegistry, graph_element_registration_context


class Declared(GraphElementRegistry):
    def __init__(self):
        self.kinds, self.flows = {}, {}

    def register_output(self, output):
        self.kinds[output.name] = type(output).__name__

    def register_flow(self, flow):
        self.flows[flow.target] = flow.func

    register_auto_cdc_flow = register_sql = None  # not needed here


declared = Declared()
with graph_element_registration_context(declared):
    exec(pipeline.read_text(), {"spark": spark})
print(declared.kinds)

# %%
def update():
    """Bring each table up to date: streaming tables first, then what is made from them."""
    read = {}
    for table in sorted(declared.flows, key=lambda table: declared.kinds[table] != "StreamingTable"):
        rows, path = declared.flows[table](), str(home / "tables" / table)
        if declared.kinds[table] == "StreamingTable":
            writer = rows.writeStream.option("checkpointLocation", str(home / "pipeline" / table))
            read[table] = sum(finish(writer, path=path))
        else:
            rows.write.mode("overwrite").parquet(path)
        spark.read.parquet(path).createOrReplaceTempView(table)
    return read


print(update(), update())
by_day = spark.read.table("by_day").orderBy("day").toPandas()
print(by_day.round(3).to_string(index=False))
assert by_day["flights"].tolist() == [len(rows) for rows in week.values()]

# %% [markdown]
# The second update found nothing new to score. That is the difference of the two kinds: a **streaming table** handles each
# row once and keeps the result; a **materialized view** is the answer of a query, made up to date again.
#
# The real runner is still at work. We come back to it; there is one more thing to know about streams.
#
# ## Event time: a flight is not seen when it happens
#
# So far each row counted, whenever it came. With time it gets harder. Take the stormy 8th of March. A flight belongs to the
# hour of its **scheduled departure** (event time), but it is reported when it **lands**. The more late it is, the later we
# see it. We ask for the mean delay of each hour, and reports come in files of two hours.

# %%
storm = flights[(flights["month"] == 3) & (flights["day"] == 8)].dropna(subset=["arr_delay"]).copy()
midnight = pd.Timestamp("2013-03-08")
storm["event"] = midnight + pd.to_timedelta(60 * storm["hour"] + storm["minute"], unit="min")
storm["seen"] = storm["event"] + pd.to_timedelta(storm["dep_delay"] + storm["air_time"], unit="min")
storm["file"] = ((storm["seen"] - midnight) // pd.Timedelta(hours=2)).rank(method="dense").astype(int) - 1
for number, rows in storm.groupby("file"):
    arrive(home / "landed", number, rows[["flight", "event", "arr_delay"]])
print(storm.sort_values("seen")[["carrier", "flight", "event", "seen", "arr_delay", "file"]].iloc[[0, 1, -2, -1]].to_string(index=False))
print(len(storm), "flights in", storm["file"].nunique(), "files")

# %% [markdown]
# When is the hour from 10 to 11 complete? One can never know; one can decide how long to wait. `withWatermark("event", "60
# minutes")` says: *the clock of this stream is the newest event so far, less 60 minutes*. When that clock, the **watermark**,
# has passed the end of an hour, the hour is written and forgotten. A report for a forgotten hour is **dropped**.
#
# **Predict before you run:** with a watermark of one hour, some reports are dropped. Will the mean delay of what is left be
# about right, too high, or too low?

# %%
def hourly(wait):
    rows = spark.readStream.schema("flight int, event timestamp, arr_delay double").option("maxFilesPerTrigger", 1)
    windows = rows.json(str(home / "landed")).withWatermark("event", wait).groupBy(F.window("event", "1 hour"))
    means = windows.agg(F.count("*").alias("flights"), F.sum("arr_delay").alias("minutes"))
    return means.select("window.start", "flights", "minutes")


writer = hourly("60 minutes").writeStream.outputMode("append").option("checkpointLocation", str(home / "landed_checkpoint"))
finish(writer, path=str(home / "hours"))
closed = spark.read.parquet(str(home / "hours")).toPandas().set_index("start").sort_index()

newest = storm.groupby("file")["event"].max().cummax()
watermark = newest.shift(2) - pd.Timedelta(minutes=60)  # what a file is measured by: the files before the one before it
storm["hour of event"] = storm["event"].dt.floor("h")
storm["dropped"] = storm["hour of event"] + pd.Timedelta(hours=1) <= storm["file"].map(watermark)
kept = storm[~storm["dropped"]].groupby("hour of event").size()
assert (closed["flights"] == kept.reindex(closed.index)).all()

# %%
figure, axis = plt.subplots(figsize=(9, 4))
clock = lambda times: (times - midnight) / pd.Timedelta(hours=1)
for dropped, colour, label in ((False, "steelblue", "counted"), (True, "firebrick", "dropped")):
    part = storm[storm["dropped"] == dropped]
    axis.scatter(clock(part["event"]), clock(part["seen"]), s=14, color=colour, label=f"{label}, {len(part)} flights")
starts = storm.groupby("file")["seen"].min().map(lambda seen: clock(seen) // 2 * 2)
axis.step(clock(watermark), starts, where="pre", color="black", lw=1.5, label="watermark that a file meets")
axis.set(xlabel="event time: scheduled departure, hour of the day", ylabel="arrival: hour in which we see it")
axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

means = storm.groupby("dropped")["arr_delay"].agg(["size", "mean"])
print(means.round(1).to_string(), f"\nall flights: {storm['arr_delay'].mean():.1f} minutes")
assert fraction < 1 or means.loc[True, "mean"] > 2 * means.loc[False, "mean"]

# %% [markdown]
# Each point is a flight; the files come from the bottom to the top. A report to the left of the black line is too late, unless
# its hour is still open. And the dropped ones are not just any flights: they are **the late ones**, and the mean of what is
# left is far too low. A watermark is a choice about *which* rows are missing. Before you set one, ask what makes a row late.
#
# Two fine points. The line moves by whole files: a file is measured by the watermark that was known **one batch before**, so
# late rows have a little more time than promised. The promise has one side only: what comes within the wait is never dropped;
# what comes after it *may* be. And a longer wait has its price: the answer comes later, and the state of all open hours is kept.
#
# ## Output modes: what is written at the end of each batch?
#
# Three small files. The first two hold events at 6 and 7, then at 7 and 9 o'clock; the third holds one at 12.
#
# **Predict before you run:** for each mode, which hours are written after each file?

# %%
for number, hours in enumerate([[6, 7], [7, 9], [12]]):
    arrive(home / "three", number, pd.DataFrame({"event": [midnight + pd.Timedelta(hours=hour) for hour in hours]}))
written = {}
for mode in ("append", "update", "complete"):
    rows = spark.readStream.schema("event timestamp").option("maxFilesPerTrigger", 1).json(str(home / "three"))
    counts = rows.withWatermark("event", "1 hour").groupBy(F.window("event", "1 hour")).count()

    def note(rows, batch_id):
        hours = sorted((row["window"]["start"].hour, row["count"]) for row in rows.collect())
        written[mode][batch_id] = ", ".join(f"{hour}h: {count}" for hour, count in hours) or "–"

    written[mode] = {}
    finish(counts.writeStream.outputMode(mode).foreachBatch(note).option("checkpointLocation", str(home / f"mode_{mode}")))
print(pd.DataFrame(written).fillna("").rename(index=lambda k: f"after file {k}" if k < 3 else "then").to_string())

# %% [markdown]
# - **append** writes an hour once, when it is closed. What was written never changes: good for files. It needs a watermark.
# - **update** writes the hours that have changed, so the newest value of a key replaces the one before: good for `MERGE`.
# - **complete** writes everything each time, and never forgets: good for small tables, and no late row is dropped.
#
# Scores without groups are `append`: a row that is scored stays as it is.
#
# ## Back to the runner
#
# What has `spark-pipelines` made of the same file? It is stricter than ours: inside such a function nothing may be asked of
# Spark, not even what type the text `"double"` means, hence `T.DoubleType()`.

# %%
runner.wait(timeout=240)
said = (project / "run.log").read_text()
assert runner.returncode == 0, said[-1800:]
print(*[line.split(": ", 1)[1] for line in said.splitlines() if "COMPLETED" in line], sep="\n")
made = spark.read.table("default.by_day").orderBy("day").toPandas()
pd.testing.assert_frame_equal(made, by_day)

# %% [markdown]
# In the specification, `storage` is where the runner keeps its checkpoints: the memory of this unit, kept by somebody else.
# The last line compares its table `by_day` with ours: the two agree. The runner also works out by itself that `by_day` reads `scored` and
# has to wait for it.
#
# ## What to remember
#
# - A stream needs a schema, a place to write, a checkpoint, a trigger, and somebody who stops it.
# - `availableNow` is a stream at the price of a nightly job: it takes what is new, in batches, and ends.
# - The checkpoint is the memory. Same checkpoint: go on. New checkpoint: everything again. One output, one checkpoint.
# - `foreachBatch` runs at least once. Replace what this `batch_id` has written, and it is once.
# - Ask for the champion in each micro-batch, load by its number, write the number beside the score.
# - A watermark says how long to wait in **event time**. Late rows are dropped, and late rows are seldom like the others.
# - Append writes what is closed, update what has changed, complete everything.
# - Streaming table: each row once. Materialized view: the answer over all rows, kept up to date.
#
# ## On Databricks (November 2026)
#
# - The exam says *Delta Live Tables*; today it is *Lakeflow Spark Declarative Pipelines*. Older notebooks have `import dlt` and
#   `@dlt.table`; in newer ones it is `from pyspark import pipelines as dp` and `@dp.table`, `@dp.materialized_view`, as here. The
#   platform adds *expectations* (rules for rows), which open Spark does not have.
# - Files are read with Auto Loader, `spark.readStream.format("cloudFiles")`, which also infers and keeps a schema. Tables are
#   Delta tables, so one stream can write and the next can read the same table.
# - `mlflow.pyfunc.spark_udf(spark, "models:/prod.flights.late@champion")` makes a scoring column from any model. It is made
#   when the query starts: in a query that runs for weeks, an alias that moves is not seen. A triggered update reads it again.
# - With Delta, `foreachBatch` may give a write the options `txnAppId` and `txnVersion` (the `batch_id`); a repetition is skipped.
