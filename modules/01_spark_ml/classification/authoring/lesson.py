# %% [markdown]
# # Which flights will be late, and what does a false alarm cost?
#
# Three hours before a departure you may send an **alarm**: the airport then keeps a spare crew ready. If the flight arrives
# late, the crew saves much trouble. If it arrives on time, the crew was paid for nothing. Which flights get an alarm?
#
# **Objectives** MD-29 mitigate class imbalance · MD-38 F1, log loss, ROC/AUC · MD-40 the metric for the goal.
# **Left out** encoding in depth, trees, tuning, cross-validation, more than two classes: other units, or later work.
# **Time** 35 minutes to read and run.
#
# Six times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the flights to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator
from pyspark.ml.feature import RFormula
from pyspark.ml.functions import vector_to_array
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
flights = spark.read.parquet(dataset("flights")).sample(fraction=fraction, seed=seed)  # New York, January to March 2013
flights = flights.withColumn("late", (F.col("arr_delay") > 15).cast("double"))  # 1 late, 0 on time, null unknown
noon = flights.where("month = 2 AND day = 8 AND hour = 12").orderBy("carrier", "flight")
noon.select("month", "day", "hour", "carrier", "flight", "origin", "dest", "arr_delay", "late").show(8)

# %% [markdown]
# ## The label first: on time, late, or unknown
#
# These flights were planned for noon on 8 February, when a blizzard came. Some of them never left. They have no `arr_delay`,
# so nobody knows whether they "were late". The comparison `arr_delay > 15` keeps that null. A habit of many notebooks does
# not: `when(arr_delay > 15, 1).otherwise(0)` sends every null to `otherwise`, and calls a cancelled flight punctual.
#
# How much does it matter? Look at February, day by day.

# %%
habit = F.when(F.col("arr_delay") > 15, 1.0).otherwise(0.0)
honest, counted_as_punctual = flights.agg(F.avg("late"), F.avg(habit)).first()
print(f"late: {honest:.1%} of the flights that arrived, {counted_as_punctual:.1%} if a null counts as on time")

daily = flights.where("month = 2").groupBy("day").agg(
    F.avg("late").alias("late, of the flights that arrived"),
    F.avg(habit).alias("late, if a null counts as on time"),
    F.avg(F.col("late").isNull().cast("int")).alias("without an arrival"),
)
percent = 100 * daily.orderBy("day").toPandas().set_index("day")
axis = percent.plot(figsize=(9, 3), color=["firebrick", "black", "lightsteelblue"])
axis.set(xlabel="day of February 2013", ylabel="% of the flights", xticks=range(1, 29, 3), ylim=(0, 85))
plt.show()
assert counted_as_punctual < honest < 0.3

# %% [markdown]
# In the quarter it is a small difference. On the two days of the blizzard, half of the flights are missing, and the habit
# makes these days look almost normal. So unknown labels leave now: they cannot teach, and they cannot be measured.
#
# ## A model that is fitted in January
#
# January teaches, February will choose a threshold, March will measure. What is known three hours before departure? The
# schedule, and the weather at that moment. (A weather row is moved three hours on, then joined by airport and hour.)
# `RFormula` is an estimator that indexes and encodes the texts and puts all columns into one vector. It is fitted once, on
# January, because several models will share it.

# %%
seen = ["visib", "wind_speed", "precip", "humid"]
weather = spark.read.parquet(dataset("weather")).withColumn("time_hour", F.expr("time_hour + INTERVAL 3 HOURS"))
arrived = flights.dropna(subset=["late"])
rows = arrived.join(weather.select("origin", "time_hour", *seen), ["origin", "time_hour"]).dropna(subset=seen)

formula = RFormula(formula="late ~ carrier + origin + hour + distance + " + " + ".join(seen), handleInvalid="keep")
made = formula.fit(rows.where("month = 1")).transform(rows).select("month", "day", "carrier", "flight", "late", "features")
january, february, march = (made.where(F.col("month") == month).cache() for month in (1, 2, 3))  # (flights, 6) each

plain = LogisticRegression(labelCol="late").fit(january)
p_late = vector_to_array("probability")[1]
scored = plain.transform(march).withColumn("p", p_late).cache()  # (flights of March, 10)
rounded = scored.withColumn("p", F.round("p", 3)).orderBy("day", "carrier", "flight")
rounded.select("day", "carrier", "flight", "late", "p", "prediction").show(4)
print(f"{arrived.count():,} flights arrived, {rows.count():,} have weather: {january.count():,} of them in January")

# %% [markdown]
# Logistic regression gives three columns: `rawPrediction` (the log odds of each class), `probability` (the same, between 0
# and 1) and `prediction` (1.0 where `probability` of class 1 is above 0.5). Both of the first two are vectors, and `p` is the
# second entry: the probability of *late*.
#
# ## The metric that lies
#
# Beside the model we put two that know nothing: `never` sends no alarm at all, `always` sends one for each flight.
#
# **Predict before you run:** how far will the model's accuracy be above that of `never`?

# %%
never, always = (scored.withColumn("prediction", F.lit(answer)) for answer in (0.0, 1.0))
three = {"never": never, "model": scored, "always": always}
accuracy = MulticlassClassificationEvaluator(labelCol="late", metricName="accuracy")
reached = {name: accuracy.evaluate(frame) for name, frame in three.items()}
figure, axes = plt.subplots(1, 3, figsize=(9, 2.9), layout="constrained")
for axis, (name, frame) in zip(axes, three.items()):
    counts = frame.groupBy("late", "prediction").count().toPandas().set_index(["late", "prediction"])["count"]
    matrix = np.array([[counts.get((late, alarm), 0) for alarm in (0, 1)] for late in (0, 1)])  # (2, 2)
    axis.imshow(matrix, cmap="Blues", vmax=1.3 * matrix.sum())
    for late, alarm in np.ndindex(2, 2):
        axis.text(alarm, late, f"{('TN', 'FP', 'FN', 'TP')[2 * late + alarm]}\n{matrix[late, alarm]:,}", ha="center", va="center")
    ticks = {"xticks": [0, 1], "xticklabels": ["no alarm", "alarm"], "yticks": [0, 1], "yticklabels": ["on time", "late"]}
    axis.set(title=f"{name}: accuracy {reached[name]:.3f}", **ticks)
plt.show()
assert abs(reached["model"] - reached["never"]) < 0.03

# %% [markdown]
# By less than one point. A model that says nothing is right for every flight that is on time, and most flights are. Accuracy
# counts *how many* you got right, and hides *whom* you found. The four numbers hide nothing. Rows are what happened, columns
# are what we said. *Positive* means an alarm: a false alarm is an **FP**, a late flight without an alarm an **FN**.
#
# - **precision** = TP / (TP + FP): of the alarms, how many were right?
# - **recall** = TP / (TP + FN): of the late flights, how many got an alarm?
# - **F1** = 2 TP / (2 TP + FP + FN): high only if both are high. It never looks at TN.
#
# `never` has no TP, so its recall and its F1 are 0. Now let Spark's evaluator compute F1 with its default settings.
#
# **Predict before you run:** which "F1" will `MulticlassClassificationEvaluator(labelCol="late")` give to `never`? And which
# of the three has the highest F1 for the class *late*?

# %%
f1 = MulticlassClassificationEvaluator(labelCol="late")  # metricName is "f1" if you do not say more
by_label = {f1.metricName: "fMeasureByLabel"}
is_late, alarm = F.col("late") == 1, F.col("prediction") == 1
table = {}
for name, frame in three.items():
    tp, fp, fn = frame.agg(F.count_if(is_late & alarm), F.count_if(~is_late & alarm), F.count_if(is_late & ~alarm)).first()
    table[name] = {
        'default "f1"': f1.evaluate(frame),
        "fMeasureByLabel": f1.evaluate(frame, by_label),
        "with metricLabel=1.0": f1.evaluate(frame, by_label | {f1.metricLabel: 1.0}),
        "late, by hand": 2 * tp / (2 * tp + fp + fn),
    }
    assert np.isclose(table[name]["late, by hand"], table[name]["with metricLabel=1.0"])
print(pd.DataFrame(table).T.round(3).to_string())
assert table["never"]['default "f1"'] > 0.6 and table["always"]["late, by hand"] > table["model"]["late, by hand"]

# %% [markdown]
# Three traps in one table:
#
# - The default `"f1"` is **weighted**: the F1 of each class, averaged by how often the class occurs. The large class wins,
#   and `never` looks fine.
# - `fMeasureByLabel` (also `precisionByLabel`, `recallByLabel`) looks at **one** class, and unless you set `metricLabel=1.0`
#   that is class 0.
# - For the class *late*, `always` beats our model! The model is not at fault. It gave a probability, and somebody cut it at
#   0.5.
#
# ## A probability is not yet a decision
#
# Look at the probabilities themselves before anything is cut (left; both classes are drawn with the same area).
#
# **Log loss** measures them without any cut: the mean of $-\log$(probability that the model gave to what then happened). The
# right picture shows how it judges: to be unsure costs little, to be sure and mistaken costs a lot. A probability of 0 for a
# thing that happens would cost infinity; Spark cuts at `eps` = 1e-15, which makes 34.5.

# %%
late, p = scored.select("late", "p").toPandas().to_numpy().T  # (flights of March,) each
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3), layout="constrained")
for value, name, colour in ((0, "on time", "seagreen"), (1, "late", "firebrick")):
    left.hist(p[late == value], bins=np.arange(0, 1.01, 0.025), density=True, histtype="step", lw=2, color=colour, label=name)
    x = np.linspace(0.005, 0.995, 199)
    right.plot(x, -np.log(x if value else 1 - x), color=colour, label=f"a flight that is {name}")
left.axvline(0.5, color="grey", ls=":")
left.set(title=f"{(p > 0.5).mean():.0%} of the flights lie beyond 0.5", xlabel="p, the probability of late", ylabel="density")
right.set(title="what one flight adds to the log loss", xlabel="p, the probability of late", ylabel="log loss")
left.legend()
right.legend()
plt.show()
assert p[late == 1].mean() > p[late == 0].mean() + 0.03

# %%
def log_loss(late, p):
    truth = np.where(late == 1, p, 1 - p)
    return -np.mean(np.log(np.clip(truth, 1e-15, 1)))


rate = january.agg(F.avg("late")).first()[0]
losses = pd.Series({
    "model": log_loss(late, p),
    f"always say {rate:.3f}, January's rate": log_loss(late, np.full_like(p, rate)),
    "always say 0.5": log_loss(late, np.full_like(p, 0.5)),
    "always say 0, quite sure": log_loss(late, np.zeros_like(p)),
})
print(losses.round(3).to_string())
spark_says = MulticlassClassificationEvaluator(labelCol="late", metricName="logLoss").evaluate(scored)  # reads `probability`
assert np.isclose(spark_says, losses["model"]) and losses.is_monotonic_increasing
assert round(-np.log(1e-15), 1) == 34.5

# %% [markdown]
# Late flights lie further right, but hardly any of them beyond 0.5: three hours before, a flight is rarely *more likely than
# not* to be late. And the model's probabilities are worth something: they beat a constant, which is the baseline here as the
# mean is for RMSE. "Always say 0" has the accuracy of `never`, and the worst log loss.
#
# `logLoss` reads the *vector* in `probabilityCol`, whatever stands in `prediction`, and smaller is better.
#
# ## What does a false alarm cost?
#
# Say a spare crew costs 1 (hundred dollars). A late flight that nobody was ready for costs 4. A late flight with an alarm,
# and a flight on time without one, cost nothing extra.
#
# **Predict before you run:** which is cheapest per flight: `never`, the model with its 0.5, or `always`?

# %%
cuts = np.round(np.arange(0, 1.01, 0.01), 2)


def sweep(late, p):
    alarm = p >= cuts[:, None]  # (cuts, flights)
    tp, fp, n = (alarm & (late == 1)).sum(axis=1), (alarm & (late == 0)).sum(axis=1), late.sum()
    shares = {"alarms": (tp + fp) / len(p), "false alarms": fp / len(p), "missed": (n - tp) / len(p)}
    rates = {"precision": tp / np.maximum(tp + fp, 1), "recall": tp / n, "f1": 2 * tp / (tp + fp + n)}
    return pd.DataFrame(shares | rates, index=cuts)


def cost(swept, miss=4, false_alarm=1):
    return false_alarm * swept["false alarms"] + miss * swept["missed"]


swept = sweep(late, p)
print(cost(swept).loc[[1.0, 0.5, 0.0]].set_axis(["never", "model, cut at 0.5", "always"]).round(3).to_string())
assert cost(swept)[0.0] < cost(swept)[0.5] < cost(swept)[1.0]

# %%
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.4), layout="constrained")
for name, colour in (("precision", "steelblue"), ("recall", "darkorange"), ("f1", "black")):
    left.plot(cuts, swept[name].where(swept["alarms"] > 0.001), color=colour, label=name)
left.axvline(swept["f1"].idxmax(), color="black", ls=":", label=f"highest F1, at {swept['f1'].idxmax():.2f}")
for miss, colour in ((1, "seagreen"), (4, "firebrick"), (20, "purple")):
    relative = cost(swept, miss) / min(cost(swept, miss)[[0.0, 1.0]])
    best = int(np.argmin(relative))
    label = f"a miss costs {miss}: cheapest at {cuts[best]:.2f}"
    right.plot(cuts, relative, color=colour, marker="o", markevery=[best], label=label)
left.set(title="March, by threshold", xlabel="alarm if p ≥ …", ylabel="share")
right.set(title="a false alarm costs 1", xlabel="alarm if p ≥ …", ylabel="cost / cheaper of never, always", ylim=(0.6, 1.6))
left.legend(fontsize=8)
right.legend(fontsize=8, loc="upper right")
plt.show()

# %% [markdown]
# The model, cut at 0.5, costs more than an alarm for every flight. With a miss four times as expensive as a false alarm, 0.5
# is the answer to somebody else's question. So move the cut.
#
# F1 has one best threshold (left), and knows nothing of your costs. The costs have another one for each price (right); if a
# miss costs 20, hardly anything beats an alarm for everybody. And the reason fits in one line: an alarm pays if what it is
# expected to save, $p \cdot \text{miss}$, is more than what it is expected to waste, $(1-p) \cdot \text{false alarm}$. So
#
# $$\text{alarm if}\quad p \;\ge\; \frac{\text{false alarm}}{\text{false alarm} + \text{miss}} \qquad\text{here}\quad \frac{1}{1+4} = 0.2$$
#
# With equal costs that is 0.5. Accuracy is the metric of somebody who pays the same for both errors.
#
# The formula needs probabilities that can be trusted. If you would rather not trust them, choose the threshold by trying, on
# rows that are neither in training nor in the test: here, February.

# %%
feb_late, feb_p = plain.transform(february).select("late", p_late).toPandas().to_numpy().T
tried = sweep(feb_late, feb_p)
chosen = {
    "0.5, the default": 0.5,
    "highest F1 in February": tried["f1"].idxmax(),
    "lowest cost in February": cost(tried).idxmin(),
    "by the formula": 0.2,
}
table = swept.loc[list(chosen.values()), ["alarms", "precision", "recall", "f1"]].assign(cost=cost(swept))
table.insert(0, "threshold", table.index)
print(table.set_axis(list(chosen)).round(3).to_string())
assert table["cost"].iloc[1:].max() < min(0.85 * cost(swept)[0.5], 0.95 * cost(swept)[0.0])

with_threshold = plain.copy({plain.threshold: 0.2}).transform(march)  # no new fit: only `prediction` changes
assert np.isclose(with_threshold.agg(F.avg("prediction")).first()[0], swept["alarms"][0.2])

# %% [markdown]
# The model stayed as it was. Only the cut moved, and much of the cost is gone: 0.5 was expensive because it hardly ever
# spoke. In Spark the cut is a parameter: `LogisticRegression(threshold=0.2)`, or `setThreshold` on the fitted model.
#
# ## ROC: every threshold at once
#
# The **ROC curve** draws recall against the false alarm rate FP / (FP + TN), one point for each threshold. The area under it,
# **AUC**, has a plain meaning: take one late and one punctual flight by chance; how often does the late one have the higher
# score? 0.5 is a coin.
#
# `BinaryClassificationEvaluator` reads `rawPredictionCol`. Vectors of log odds or of probabilities, or a column with `p`, all
# rank the flights alike.
#
# **Predict before you run:** what does it say if somebody passes it the column `prediction`?

# %%
roc = BinaryClassificationEvaluator(labelCol="late")  # metricName areaUnderROC, rawPredictionCol rawPrediction
columns = ["rawPrediction", "probability", "p", "prediction"]
table = pd.DataFrame({
    metric: {column: roc.evaluate(scored, {roc.rawPredictionCol: column, roc.metricName: metric}) for column in columns}
    for metric in ("areaUnderROC", "areaUnderPR")
})
print(table.round(3).to_string())


def auc(late, p):  # the share of (late, punctual) pairs in which the late flight has the higher score
    ranks, n = pd.Series(p).rank(), late.sum()
    return (ranks[late == 1].sum() - n * (n + 1) / 2) / (n * (len(p) - n))


balanced = (np.mean(p[late == 1] > 0.5) + np.mean(p[late == 0] <= 0.5)) / 2
print(f"pairs in the right order: {auc(late, p):.3f}; mean of recall and specificity at 0.5: {balanced:.3f}")
assert np.isclose(table["areaUnderROC"]["prediction"], balanced)
assert abs(auc(late, p) - table["areaUnderROC"]["rawPrediction"]) < 2e-3

# %% [markdown]
# No error, no warning, another number. A column of 0 and 1 has one threshold only, and the "curve" is two straight lines: the
# area is the mean of recall and specificity *at 0.5*. The area under the precision–recall curve is another number, too, and
# here it even goes up. The column to pass is the score.
#
# ## ROC or PR, when late flights are rare?
#
# The **PR curve** draws precision against recall. Imagine an airport with the same model and the same kind of flights, but
# late ones are ten times rarer: each counts 0.1, by `weightCol` of the evaluator.
#
# **Predict before you run:** what happens to each area?

# %%
rarer = scored.withColumn("count_as", F.when(F.col("late") == 1, 0.1).otherwise(1.0))
airports = {"as it is": roc, "late 10 times rarer": BinaryClassificationEvaluator(labelCol="late", weightCol="count_as")}
table = pd.DataFrame({
    name: {metric: one.evaluate(rarer, {one.metricName: metric}) for metric in ("areaUnderROC", "areaUnderPR")}
    for name, one in airports.items()
})
print(table.round(3).to_string())
assert np.isclose(*table.loc["areaUnderROC"]) and table.iloc[1, 1] < table.iloc[1, 0] / 3

# %%
limits = np.quantile(p, np.linspace(1, 0, 201))  # 201 thresholds, from the highest score to the lowest
tpr, fpr = ((p[late == value] >= limits[:, None]).mean(axis=1) for value in (1, 0))  # (201,) each
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
for name, weight, style in zip(table, (1, 0.1), ("r-", "k--")):
    lates, punctual = weight * late.sum() * tpr, (late == 0).sum() * fpr
    left.plot(fpr, tpr, style, label=f"{name}: area {table[name]['areaUnderROC']:.2f}")
    right.plot(tpr[1:], lates[1:] / (lates + punctual)[1:], style, label=f"{name}: area {table[name]['areaUnderPR']:.2f}")
    right.axhline(lates[-1] / (lates + punctual)[-1], color=style[0], ls=":")
left.plot([0, 1], [0, 1], color="grey", ls=":", label="a coin")
left.set(title="ROC", xlabel="false alarm rate, FP / (FP + TN)", ylabel="recall, TP / (TP + FN)")
right.set(title="PR (dotted: a coin)", xlabel="recall", ylabel="precision", ylim=(0, 1))
left.legend()
right.legend()
plt.show()

# %% [markdown]
# The ROC curve has not moved: both of its axes look at one class only. Precision mixes the classes, so it falls with the
# share of late flights. Neither curve lies; they answer different questions:
#
# - **ROC**: how well are the classes told apart? Comparable between months and airports. A coin has 0.5.
# - **PR**: how clean are the alarms? That is the user's question when the class is rare. A coin has the share of the class,
#   so compare PR areas on the same rows only.
#
# The second point has a price: balance the *test* rows, and precision looks far better than it will ever be in use.
#
# ## Four ways to treat the imbalance
#
# Weights and sampling change what the **training** rows say. *Weights*: each late flight counts as much as the on-time
# flights it stands against. *Undersampling*: keep so few on-time flights that the classes are equal. *Oversampling*: draw
# late flights again and again. And the fourth way is to do nothing.
#
# **Predict before you run:** which of AUC, log loss, F1 and cost will the three treatments improve?

# %%
odds = (1 - rate) / rate  # on-time flights for each late one in January
few = january.where(~is_late).sample(fraction=1 / odds, seed=seed)
many = january.where(is_late).sample(withReplacement=True, fraction=odds, seed=seed)
treated = {
    "weights": january.withColumn("weight", F.when(is_late, odds).otherwise(1.0)),
    "undersampled": january.where(is_late).unionByName(few),
    "oversampled": january.where(~is_late).unionByName(many),
}
models = {"plain": plain} | {
    name: LogisticRegression(labelCol="late", **({"weightCol": "weight"} if name == "weights" else {})).fit(frame)
    for name, frame in treated.items()
}
found = {name: model.transform(march).select(p_late).toPandas().to_numpy()[:, 0] for name, model in models.items()}

# %%
def judge(q):
    swept = sweep(late, q)
    same = np.mean((q >= 0.5) == (found["plain"] >= rate))
    scores = {"AUC": auc(late, q), "log loss": log_loss(late, q), "mean p": q.mean()}
    cut = {"F1 at 0.5": swept["f1"][0.5], "cost at 0.5": cost(swept)[0.5], "cost at 0.2": cost(swept)[0.2]}
    return scores | cut | {"at 0.5 as plain at the rate": same}


table = pd.DataFrame({name: judge(q) for name, q in found.items()}).T
print(table.round(3).to_string())
print(f"late in March: {late.mean():.3f}; log loss of January's rate: {losses.iloc[1]:.3f}")
plain_row, others = table.loc["plain"], table.drop("plain")
assert np.ptp(table["AUC"]) < 0.03 and others["log loss"].min() > losses.iloc[1] > plain_row["log loss"]
assert others["F1 at 0.5"].min() > 1.5 * plain_row["F1 at 0.5"] and others.iloc[:, -1].min() > 0.9
assert others["cost at 0.5"].max() < 0.85 * plain_row["cost at 0.5"]
assert min(np.mean(q >= 0.2) for name, q in found.items() if name != "plain") > 0.85

# %% [markdown]
# At 0.5 the treated models are much better: a far higher F1, a far lower cost. But AUC did not move: they do not *know* more,
# they only speak louder. The last column says it: with the plain model cut at the share of late flights in place of 0.5,
# nearly all decisions are the same. For logistic regression, balanced weights and a moved threshold are two ways to write one
# model.
#
# The price is in the probabilities. On average the treated models say that nearly half of the flights are late, and their log
# loss is worse than that of a constant that knows nothing. Put the formula's 0.2 on such probabilities, and nearly every
# flight gets an alarm.
#
# A **reliability curve** shows it: sort the flights into ten bins by $p$. How many flights of each bin were really late?

# %%
undone = {name: q / (q + odds * (1 - q)) for name, q in found.items() if name != "plain"}

figure, axes = plt.subplots(1, 2, figsize=(10, 3.9), layout="constrained", sharey=True)
for axis, group in zip(axes, (found, {"plain": found["plain"]} | undone)):
    for (name, q), style in zip(group.items(), ("o-", "s-", "^--", "v:")):
        bins = pd.DataFrame({"p": q, "late": late}).groupby(pd.qcut(q, 10, labels=False)).mean()
        axis.plot(bins["p"], bins["late"], style, markersize=5, label=f"{name}: log loss {log_loss(late, q):.3f}")
    axis.plot([0, 0.8], [0, 0.8], color="grey", ls=":")
    axis.set(xlabel="what the model said: mean p of the bin", xlim=(0, 0.85))
    axis.legend(loc="upper left")
axes[0].set(ylabel="share of late flights in the bin", title="as they come")
axes[1].set_title("with the odds divided by the weight")
plt.show()
assert max(log_loss(late, q) for q in undone.values()) < losses.iloc[1]

# %% [markdown]
# Left: the plain model stays near the diagonal, the other three lie far below it. They count each late flight `odds` times,
# so their odds are too high by just that factor. Divide it out, $p' = p\,/\,(p + \text{odds}\,(1-p))$, and they come home
# (right).
#
# So: to get more alarms, move the threshold. Sample if the table is too large to train on, and undo it like this, or
# calibrate on untouched rows. Weights do change *what is learned* where a model has to choose, as in trees that stop growing
# early. And whatever you do: **split first, then treat the training part only**. Who oversamples before the split has copies
# of the same flight on both sides, and who balances the test part measures a world that does not exist.
#
# ## The goal chooses the metric
#
# | you want … | use | because |
# |---|---|---|
# | decisions whose errors have known prices | **cost** at a threshold chosen for it | it is what you pay; prices set the threshold, not 0.5 |
# | one number for rare alarms, prices unknown | **F1** of the rare class, or **PR AUC** | both ignore the many true negatives |
# | few false alarms, or few misses | **precision**, or **recall**, with a limit on the other | each alone is easy to make 1: hardly any alarms, or all |
# | a ranking, the threshold comes later; months compared | **ROC AUC** | it does not depend on threshold or class share |
# | probabilities somebody computes with | **log loss**, and a reliability curve | they punish numbers that are too sure or too loud |
# | classes of similar size and equal prices | **accuracy**, beside that of the largest class | with 1 % late flights `never` has 99 % |
#
# ## What to remember
#
# - A null label is unknown. `otherwise(0)` decides for it.
# - Show `never` and `always` beside every classifier. Accuracy and weighted F1 flatter `never`.
# - Spark: `"f1"` is weighted; the `…ByLabel` metrics want `metricLabel=1.0`; AUC wants a score and not `prediction`; log loss
#   wants `probability`.
# - The threshold is a decision about costs: false alarm / (false alarm + miss) if the probabilities can be trusted; else
#   tried on rows of its own.
# - Weights and sampling move probabilities, not knowledge. Treat training rows only, and undo it before anybody reads a
#   probability.
#
# ## On Databricks (November 2026)
#
# - The same `pyspark.ml` code runs there; the exam's words are the ones used here: `areaUnderROC`, `f1`, `logLoss`, class
#   weights, undersampling, oversampling.
# - AutoML (`databricks.automl.classify`, `primary_metric="f1"` by default; no longer built into the ML runtimes from 18.0)
#   notices imbalance: it samples the large classes of the **training** part down, and gives them class weights that make up
#   for it. The vendor's page says that validation and test rows keep their real shares.
# - MLflow has the same two F1 scores: `mlflow.sklearn.autolog()` logs the weighted one unless you give `pos_label=1`;
#   `mlflow.models.evaluate(…, model_type="classifier")` with two classes gives that of the positive class.
