# %% [markdown]
# # Exercise · Who gets an alarm at LaGuardia?
#
# The lesson looked at one winter at three airports. You now get one whole year at **one** airport, and you build what an
# honest alarm needs: metrics that look at the late flights, metrics that look at the scores, a threshold that follows the
# costs, and two ways to treat an imbalance, with the way back to probabilities that can be believed.
#
# **Six tasks, 20 points, about 40 minutes.** Objectives: MD-29, MD-38, MD-40.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work
# is graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.linalg import Vectors
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
year = spark.read.parquet(dataset("flights_lga")).where("day = 15")  # twelve days, one in each month
flights = year.withColumn("late", (F.col("arr_delay") > 15).cast("double")).select(
    "month", "day", "carrier", "flight", "dest", "hour", "distance", "arr_delay", "late"
)
arrived = flights.dropna(subset=["late"])  # cancelled and diverted flights have no arrival, so nobody knows if they were late
flights.orderBy("month", "hour", "carrier", "flight").show(5)

# %% [markdown] task="alarms-are-judged-by-the-late-class"
# ## Task 1 · Judge the alarms, not the silence
#
# **4 points · MD-38**
#
# Write `alarm_metrics(scored, threshold)`.
#
# - **Takes** `scored`, a Spark DataFrame with `late` (1.0 or 0.0, null where nobody knows) and `p_late` (a probability, never
#   null); and `threshold`, a number.
# - A flight gets an alarm if `p_late` is **at least** the threshold.
# - **Returns** a dict with the keys `"accuracy"`, `"precision"`, `"recall"`, `"f1"` and a float for each. Precision, recall
#   and F1 are those of the class *late*.
# - A flight whose `late` is null does not count. At least one of the others was late.
# - A share of nothing is 0: without any alarm, `precision`, `recall` and `f1` are 0.0. They are 0.0, too, when each alarm is
#   false.
# - Values are compared with a tolerance of one part in a million.
#
# Free: Spark's evaluator, your own counts, SQL, scikit-learn.

# %% [markdown] hint="alarms-are-judged-by-the-late-class"
# Three steps: keep the flights that can be judged, turn scores into alarms (0 or 1), then count true and false alarms and
# misses. Four counts give you all four metrics.

# %% [markdown] hint="alarms-are-judged-by-the-late-class"
# Counts: `F.count_if` with two conditions. Or `MulticlassClassificationEvaluator` with `precisionByLabel`, `recallByLabel`
# and `fMeasureByLabel`: look at its parameter `metricLabel`, and give it a column `prediction` of type double.

# %% [markdown] hint="alarms-are-judged-by-the-late-class"
# Almost the line: `alarm, late = F.col("p_late") >= threshold, F.col("late") == 1`, then `tp, fp, fn, tn =
# judged.agg(F.count_if(alarm & late), …).first()`, and `tp / (tp + fp) if tp else 0.0`.

# %% answer="alarms-are-judged-by-the-late-class"
def alarm_metrics(scored, threshold):
    """Return {"accuracy", "precision", "recall", "f1"} of alarms sent where p_late is at least the threshold."""
    ### BEGIN SOLUTION
    alarm, late = F.col("p_late") >= threshold, F.col("late") == 1
    tp, fp, fn, tn = scored.dropna(subset=["late"]).agg(
        F.count_if(alarm & late), F.count_if(alarm & ~late), F.count_if(~alarm & late), F.count_if(~alarm & ~late)
    ).first()
    return {
        "accuracy": (tp + tn) / (tp + fp + fn + tn),
        "precision": tp / (tp + fp) if tp else 0.0,
        "recall": tp / (tp + fn) if tp else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp else 0.0,
    }
    ### END SOLUTION

# %% test="alarms-are-judged-by-the-late-class" points=1
# Ten flights that you can check with a pencil
ten = [(1.0, 0.8), (1.0, 0.4), (1.0, 0.1), (0.0, 0.7), (0.0, 0.6), *[(0.0, 0.05 * n) for n in range(1, 6)]]
metrics = alarm_metrics(spark.createDataFrame(ten, ["late", "p_late"]), 0.35)
assert isinstance(metrics, dict) and set(metrics) == {"accuracy", "precision", "recall", "f1"}, (
    f"alarm_metrics returned {metrics if isinstance(metrics, dict) else type(metrics).__name__}; "
    'it should return a dict with the keys "accuracy", "precision", "recall" and "f1"'
)
for name, expected in {"accuracy": 7 / 10, "precision": 2 / 4, "recall": 2 / 3, "f1": 4 / 7}.items():
    assert abs(metrics[name] - expected) <= 1e-6, (
        f"{name} is {metrics[name]:.3f}; with 4 alarms, 2 of them right, and 3 late flights among 10, it is {expected:.3f}. "
        "Precision, recall and F1 should look at the class late alone: no mean over classes, and not class 0"
    )

# %% test="alarms-are-judged-by-the-late-class" points=2 hidden=true
# The four numbers hold on drawn flights, also where a score is equal to the threshold
import numpy as np

from course import drawn

rng = drawn("drawn-alarms")
threshold = int(rng.integers(40, 60))
hundredths = np.append(rng.integers(0, 100, 880), [threshold] * 20)
late = (100 * rng.random(900) < 0.15 * hundredths + 2).astype(float)
p = hundredths / 100
metrics = alarm_metrics(spark.createDataFrame(np.column_stack([late, p]).tolist(), ["late", "p_late"]), threshold / 100)
alarm = hundredths >= threshold
tp = float((alarm & (late == 1)).sum())
expected = {
    "accuracy": float((alarm == (late == 1)).mean()),
    "precision": tp / alarm.sum(),
    "recall": tp / late.sum(),
    "f1": 2 * tp / (alarm.sum() + late.sum()),
}
for name, value in expected.items():
    assert abs(metrics[name] - value) <= 1e-6, (
        f"{name} is not the value of its definition on drawn flights of which {late.mean():.0%} are late; "
        "an alarm is sent where p_late is at least the threshold, and precision, recall and F1 are those of the class late"
    )

# %% test="alarms-are-judged-by-the-late-class" points=1 hidden=true
# Flights with an unknown label do not count, and without a right alarm three metrics are 0
from numbers import Real

import numpy as np

from course import drawn

rng = drawn("unknown-labels")
late, p, unknown = (rng.random(400) < 0.2).astype(float), 0.9 * rng.random(400), rng.random(400) < 0.25
p[:9], late[:9], unknown[:9] = 0.89, 1.0, False
p[9:15], late[9:15], unknown[9:15] = 0.93, 0.0, False
rows = [(None if gap else float(y), float(q)) for y, q, gap in zip(late, p, unknown, strict=True)]
table = spark.createDataFrame(rows, "late double, p_late double")
cut = float(rng.uniform(0.3, 0.6))
metrics, silent, false = (alarm_metrics(table, threshold) for threshold in (cut, 0.95, 0.91))
odd = [name for found in (metrics, silent, false) for name, value in found.items() if not isinstance(value, Real)]
assert not odd, f"{', '.join(odd)} is no number; a share of nothing should be 0.0, not null"
y, alarm = late[~unknown] == 1, p[~unknown] >= cut
expected = {"accuracy": (alarm == y).mean(), "precision": y[alarm].mean(), "recall": alarm[y].mean()}
for name, value in expected.items():
    assert abs(metrics[name] - value) <= 1e-6, (
        f"{name} changes when some labels are null; an unknown flight is neither late nor on time: leave it out"
    )
assert abs(silent["accuracy"] - (~y).mean()) <= 1e-6, "accuracy is not the share of on-time flights when no alarm is sent"
for name in ("precision", "recall", "f1"):
    assert silent[name] == 0, f"{name} is not 0.0 when not one alarm is sent; a share of nothing is 0 here"
    assert false[name] == 0, f"{name} is not 0.0 when each alarm is false; look at what you divide by when both shares are 0"

# %% [markdown] task="scores-are-measured-as-scores"
# ## Task 2 · Measure the scores before anybody cuts them
#
# **4 points · MD-38**
#
# Write `score_metrics(scored)`.
#
# - **Takes** `scored`, a Spark DataFrame as a logistic regression leaves it: `late` (1.0 or 0.0, no nulls), `rawPrediction`
#   and `probability` (vectors with two entries), and `prediction` (1.0 or 0.0, cut at some threshold).
# - **Returns** a dict with the keys `"roc_auc"`, `"pr_auc"`, `"log_loss"` and a float for each, all for the class *late*.
# - The areas are those under the ROC curve and the precision–recall curve of the *scores*, over all thresholds. The second
#   may be summed by trapezoids (Spark) or by steps (average precision).
# - Log loss is the mean of $-\ln$(probability given to the class that came true). A probability below 1e-15 counts as 1e-15,
#   as in Spark (scikit-learn's floor of 2.2e-16 is accepted, too).
# - Tolerances: 0.002 for `roc_auc`, 0.02 for `pr_auc`, one part in a million for `log_loss`.

# %% [markdown] hint="scores-are-measured-as-scores"
# None of the three asks what was decided. Which of the columns still know how sure the model was?

# %% [markdown] hint="scores-are-measured-as-scores"
# `BinaryClassificationEvaluator` has two metrics and reads `rawPredictionCol`. `MulticlassClassificationEvaluator` has the
# metric `logLoss`, which reads `probabilityCol`.

# %% [markdown] hint="scores-are-measured-as-scores"
# Almost the line: `BinaryClassificationEvaluator(labelCol="late", rawPredictionCol="rawPrediction",
# metricName="areaUnderPR").evaluate(scored)`; the log loss is the same with the other evaluator and `metricName="logLoss"`.

# %% answer="scores-are-measured-as-scores"
def score_metrics(scored):
    """Return {"roc_auc", "pr_auc", "log_loss"} of the scores of a binary classifier."""
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import BinaryClassificationEvaluator, MulticlassClassificationEvaluator

    areas = BinaryClassificationEvaluator(labelCol="late", rawPredictionCol="rawPrediction")
    losses = MulticlassClassificationEvaluator(labelCol="late", probabilityCol="probability", metricName="logLoss")
    return {
        "roc_auc": areas.setMetricName("areaUnderROC").evaluate(scored),
        "pr_auc": areas.setMetricName("areaUnderPR").evaluate(scored),
        "log_loss": losses.evaluate(scored),
    }
    ### END SOLUTION

# %% test="scores-are-measured-as-scores" points=1
# Five flights: count the pairs in the right order
import math

five = [(1.0, 0.8), (1.0, 0.3), (0.0, 0.4), (0.0, 0.2), (0.0, 0.1)]
log_odds = {p: math.log(p / (1 - p)) for _, p in five}
rows = [(y, Vectors.dense(-log_odds[p], log_odds[p]), Vectors.dense(1 - p, p), float(p > 0.5)) for y, p in five]
metrics = score_metrics(spark.createDataFrame(rows, ["late", "rawPrediction", "probability", "prediction"]))
assert isinstance(metrics, dict) and set(metrics) == {"roc_auc", "pr_auc", "log_loss"}, (
    f"score_metrics returned {metrics if isinstance(metrics, dict) else type(metrics).__name__}; "
    'it should return a dict with the keys "roc_auc", "pr_auc" and "log_loss"'
)
assert abs(metrics["roc_auc"] - 5 / 6) <= 0.002, (
    f"roc_auc is {metrics['roc_auc']:.3f}; of the 6 pairs of a late and a punctual flight, 5 are in the right order by their "
    "scores, which makes 0.833. Pass the scores of the class late, not the decisions"
)
assert min(abs(metrics["pr_auc"] - area) for area in (5 / 6, 19 / 24)) <= 0.02, (
    f"pr_auc is {metrics['pr_auc']:.3f}; for the scores of these five flights it is 0.833 by steps and 0.792 by trapezoids"
)
loss = -(math.log(0.8) + math.log(0.3) + math.log(0.6) + math.log(0.8) + math.log(0.9)) / 5
assert abs(metrics["log_loss"] - loss) <= 1e-6, (
    f"log_loss is {metrics['log_loss']:.4f}; the probabilities given to what came true are 0.8, 0.3, 0.6, 0.8 and 0.9, "
    f"and the mean of their negative natural logarithms is {loss:.4f}"
)

# %% test="scores-are-measured-as-scores" points=2 hidden=true
# The three numbers hold on drawn flights, wherever the model's decisions were cut
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("drawn-scores")
p = np.round(rng.beta(1.2, 6, 700), 3).clip(0.001, 0.95)
late = rng.random(700) < p
score, cut = np.log(p / (1 - p)), float(rng.uniform(0.4, 0.7))
rows = [
    (float(y), Vectors.dense(-s, s), Vectors.dense(1 - q, q), float(q > cut)) for y, s, q in zip(late, score, p, strict=True)
]
metrics = score_metrics(spark.createDataFrame(rows, ["late", "rawPrediction", "probability", "prediction"]))
ranks, n = pd.Series(p).rank().to_numpy(), int(late.sum())
roc_auc = (ranks[late].sum() - n * (n + 1) / 2) / (n * (len(p) - n))
limits = np.unique(p)[::-1]
tp, alarms = ((p >= limits[:, None]) & late).sum(axis=1), (p >= limits[:, None]).sum(axis=1)
precision, recall = np.append(tp[0] / alarms[0], tp / alarms), np.append(0, tp / n)
areas = float(np.sum(np.diff(recall) * precision[1:])), float(np.trapezoid(precision, recall))  # by steps, by trapezoids
loss = float(-np.mean(np.log(np.where(late, p, 1 - p))))
assert abs(metrics["roc_auc"] - roc_auc) <= 0.002, (
    "roc_auc is not the share of the pairs in which a late flight has a higher score than a punctual one; the area needs the "
    "scores of the class late, not decisions that were cut at one threshold"
)
assert min(abs(metrics["pr_auc"] - area) for area in areas) <= 0.02, (
    "pr_auc is not the area under precision and recall over all thresholds, neither by steps nor by trapezoids"
)
assert abs(metrics["log_loss"] - loss) <= 1e-6 * max(1, loss), (
    "log_loss is not the mean of -ln(probability given to what came true); decisions of 0 and 1 are no probabilities"
)

# %% test="scores-are-measured-as-scores" points=1 hidden=true
# A model that is quite sure and mistaken has a large log loss, but no infinite one
import numpy as np

from course import drawn

rng = drawn("quite-sure")
late = rng.random(300) < 0.3
p = np.where(late, rng.uniform(0.3, 0.9, 300), rng.uniform(0.1, 0.7, 300))
mistaken = rng.permutation(300)[: int(rng.integers(4, 12))]
p[mistaken] = np.where(late[mistaken], 0.0, 1.0)
score = np.log(p.clip(1e-15, 1) / (1 - p).clip(1e-15, 1))
rows = [(float(y), Vectors.dense(-s, s), Vectors.dense(1 - q, q), float(q > 0.5)) for y, s, q in zip(late, score, p, strict=True)]
metrics = score_metrics(spark.createDataFrame(rows, ["late", "rawPrediction", "probability", "prediction"]))
losses = [float(-np.mean(np.log(np.where(late, p, 1 - p).clip(floor, 1)))) for floor in (1e-15, np.finfo(float).eps)]
assert min(abs(metrics["log_loss"] - loss) for loss in losses) <= 1e-3, (
    f"log_loss is off where {len(mistaken)} of 300 flights got probability 0 for what came true; "
    "count such a probability as 1e-15 and take the natural logarithm"
)

# %% [markdown] task="threshold-has-the-lowest-cost"
# ## Task 3 · The threshold that costs least
#
# **3 points · MD-40**
#
# A false alarm has a price, a missed late flight has another. The airport wants the threshold that is cheapest **on the
# flights of last month**, whether or not the model's probabilities can be believed.
#
# Write `cheapest_threshold(tried, false_alarm, miss)`.
#
# - **Takes** `tried`, a Spark DataFrame with `late` (1.0 or 0.0, no nulls) and `p_late` (a probability, a multiple of 0.001);
#   and two prices above 0.
# - An alarm is sent where `p_late` is at least the threshold. Each alarm for a punctual flight costs `false_alarm`, each late
#   flight without an alarm costs `miss`, and nothing else costs anything.
# - **Returns** a float: a threshold whose cost on these flights is at most 5 % above the lowest that any threshold reaches.
#   It may lie above all probabilities, which means no alarm at all.

# %% [markdown] hint="threshold-has-the-lowest-cost"
# A formula for the threshold exists, but it trusts the probabilities. Here you have flights with known ends: you can try.

# %% [markdown] hint="threshold-has-the-lowest-cost"
# Some hundred or thousand thresholds are enough to try. `toPandas()` brings the two columns over; for one threshold, the
# number of false alarms is `((p >= t) & (late == 0)).sum()`.

# %% [markdown] hint="threshold-has-the-lowest-cost"
# Almost the line: `cost = {t: false_alarm * ((p >= t) & (late == 0)).sum() + miss * ((p < t) & (late == 1)).sum() for t in
# thresholds}`, then `min(cost, key=cost.get)`. Let the thresholds include one above 1.

# %% answer="threshold-has-the-lowest-cost"
def cheapest_threshold(tried, false_alarm, miss):
    """Return a threshold for p_late with the lowest total cost of false alarms and misses on the given flights."""
    ### BEGIN SOLUTION
    late, p = tried.select("late", "p_late").toPandas().to_numpy().T
    thresholds = sorted({*p, 1.1})
    cost = {t: false_alarm * ((p >= t) & (late == 0)).sum() + miss * ((p < t) & (late == 1)).sum() for t in thresholds}
    return float(min(cost, key=cost.get))
    ### END SOLUTION

# %% test="threshold-has-the-lowest-cost" points=1
# Eight flights, two price lists
eight = [(1.0, 0.9), (0.0, 0.8), (1.0, 0.7), (0.0, 0.6), (0.0, 0.5), (1.0, 0.4), (0.0, 0.3), (0.0, 0.2)]
table = spark.createDataFrame(eight, ["late", "p_late"])
for false_alarm, miss, best, cost_at_best in ((1, 5, "above 0.3 and up to 0.4", 3), (5, 1, "above 0.8 and up to 0.9", 2)):
    threshold = cheapest_threshold(table, false_alarm, miss)
    assert isinstance(threshold, float), f"cheapest_threshold returned {type(threshold).__name__}; it should return one float"
    cost = sum(false_alarm if p >= threshold else 0 for late, p in eight if not late)
    cost += sum(miss if p < threshold else 0 for late, p in eight if late)
    assert cost == cost_at_best, (
        f"with a false alarm at {false_alarm} and a miss at {miss} you chose {threshold:.3f}, which costs {cost}; "
        f"a threshold {best} costs {cost_at_best}. Add up both prices over these flights, for each threshold"
    )

# %% test="threshold-has-the-lowest-cost" points=1 hidden=true
# The cheapest threshold is found where the probabilities are far too high
import numpy as np

from course import drawn

rng = drawn("loud-probabilities")
real = rng.beta(0.5, 2, 1200)
late = (rng.random(1200) < real).astype(float)
weight, false_alarm = float(rng.uniform(5, 8)), float(rng.uniform(1.3, 1.8))
p = np.round(weight * real / (weight * real + 1 - real), 3)  # as after training with weights
threshold = cheapest_threshold(spark.createDataFrame(np.column_stack([late, p]).tolist(), ["late", "p_late"]), false_alarm, 1.0)
limits = np.append(np.unique(p), 1.1)[:, None]
costs = false_alarm * ((p >= limits) & (late == 0)).sum(axis=1) + ((p < limits) & (late == 1)).sum(axis=1)
cost = false_alarm * ((p >= threshold) & (late == 0)).sum() + ((p < threshold) & (late == 1)).sum()
assert cost <= 1.05 * costs.min(), (
    f"the threshold costs {cost / costs.min() - 1:.0%} more than the cheapest one, on flights whose probabilities were made "
    "too high by class weights; do not derive it from the prices alone, and not from F1: try it on the flights"
)

# %% test="threshold-has-the-lowest-cost" points=1 hidden=true
# The threshold follows the prices, also to the point of nearly no alarm at all
import numpy as np

from course import drawn

rng = drawn("price-lists")
real = rng.beta(1.2, 4, 1200)
late, p = (rng.random(1200) < real).astype(float), np.round(0.3 + 0.65 * real, 3)  # never below 0.3, so too high once more
p[rng.permutation(np.flatnonzero(late == 0))[:3]] = 1.0  # three punctual flights of which the model is sure
table = spark.createDataFrame(np.column_stack([late, p]).tolist(), ["late", "p_late"])
limits = np.append(np.unique(p), 1.1)[:, None]
false_alarms, misses = ((p >= limits) & (late == 0)).sum(axis=1), ((p < limits) & (late == 1)).sum(axis=1)
for false_alarm, miss in ((1.0, float(rng.uniform(2.6, 3.4))), (float(rng.uniform(20, 60)), 1.0)):
    threshold = cheapest_threshold(table, false_alarm, miss)
    cheapest = (false_alarm * false_alarms + miss * misses).min()
    cost = false_alarm * ((p >= threshold) & (late == 0)).sum() + miss * ((p < threshold) & (late == 1)).sum()
    assert cost <= 1.05 * cheapest, (
        f"where a {'miss' if miss > 1 else 'false alarm'} is the more expensive error, the threshold costs "
        f"{cost / cheapest - 1:.0%} more than the cheapest one; the prices and the flights should decide together, "
        "and no alarm at all is a choice, too"
    )

# %% [markdown] task="classes-weigh-alike"
# ## Task 4 · Late and punctual flights weigh alike
#
# **3 points · MD-29**
#
# Write `fit_balanced(train)`.
#
# - **Takes** `train`, a Spark DataFrame with `late` (1.0 or 0.0, no nulls), `hour` and `distance`, and perhaps more columns.
# - Fits a logistic regression of `late` on `hour` and `distance`, without a penalty, with class **weights**: each row of a
#   class weighs the same, and the two classes have the same total weight in `train`. No row is dropped or copied.
# - **Returns** the fitted `pyspark.ml.PipelineModel`. Its `transform` needs only `hour` and `distance`, keeps all rows, and
#   adds `probability`.
# - The fit is compared with the best one: its weighted errors may be off balance by one part in a thousand.
#
# The share of late flights is not known beforehand: it may be 3 % or 60 %.

# %% [markdown] hint="classes-weigh-alike"
# Two steps that are easily mistaken for one: a column with the weights, and a model that *uses* it. If `train` has nine
# punctual flights for each late one, how much does a late flight weigh against a punctual one?

# %% [markdown] hint="classes-weigh-alike"
# `train.agg(F.avg("late"))` gives the share of late flights, `F.when(…).otherwise(…)` the column. `LogisticRegression` has a
# parameter `weightCol`. Add the column before you fit, so that the pipeline itself does not need it.

# %% [markdown] hint="classes-weigh-alike"
# Almost the line: `weighted = train.withColumn("weight", F.when(F.col("late") == 1, 1 - share).otherwise(share))`, then
# `Pipeline(stages=[VectorAssembler(…), LogisticRegression(labelCol="late", weightCol="weight")]).fit(weighted)`.

# %% answer="classes-weigh-alike"
def fit_balanced(train):
    """Return a PipelineModel: late by hour and distance, both classes with the same total weight."""
    ### BEGIN SOLUTION
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.feature import VectorAssembler

    share = train.agg(F.avg("late")).first()[0]
    weighted = train.withColumn("weight", F.when(F.col("late") == 1, 1 - share).otherwise(share))
    assemble = VectorAssembler(inputCols=["hour", "distance"], outputCol="features")
    return Pipeline(stages=[assemble, LogisticRegression(labelCol="late", weightCol="weight")]).fit(weighted)
    ### END SOLUTION

# %% test="classes-weigh-alike" points=1
# With equal weights, the mean probability of the late flights and that of the punctual ones lie around one half
model = fit_balanced(arrived)
assert isinstance(model, PipelineModel), (
    f"fit_balanced returned {type(model).__name__}; it should return the fitted pyspark.ml.PipelineModel"
)
scored = model.transform(arrived).select("late", "probability").toPandas()
assert len(scored) == arrived.count(), f"{arrived.count()} flights went in, {len(scored)} came out; each should get a probability"
p = scored["probability"].map(lambda vector: float(vector[1]))
means = p.groupby(scored["late"]).mean()
middle = (means[0.0] + means[1.0]) / 2
assert abs(middle - 0.5) <= 0.001, (
    f"the mean probability of late is {means[1.0]:.3f} for late and {means[0.0]:.3f} for punctual flights, in the middle "
    f"{middle:.4f}; when both classes have the same total weight in the fit, the middle is 0.5000. Is the column of weights "
    "used? Is it the right way round? Are all rows there, each once?"
)

# %% test="classes-weigh-alike" points=1 hidden=true
# The weights follow the share of late flights in the training rows, when these flights are rare
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("rare-class")
size = 900
few = int(rng.choice([late for late in range(30, 75) if 0.3 < size / late % 1 < 0.7]))  # whole copies cannot balance them
table = pd.DataFrame({"hour": rng.integers(5, 23, size), "distance": rng.integers(90, 1700, size)})
slope = float(rng.choice([-1, 1])) * rng.uniform(0.8, 1.4)
score = slope * (table["hour"] - 14) / 5 + 0.4 * (table["distance"] - 900) / 460 + rng.logistic(size=size)
table["late"] = (score.rank() > size - few).astype(float)
model = fit_balanced(spark.createDataFrame(table))
assert isinstance(model, PipelineModel), f"fit_balanced returned {type(model).__name__}; it should return a PipelineModel"
found = model.transform(spark.createDataFrame(table)).select("hour", "distance", "late", "probability").toPandas()
assert len(found) == size, f"{size} flights went in, {len(found)} came out; each should get a probability"
error = found["late"] - found["probability"].map(lambda vector: float(vector[1]))
weight = np.where(found["late"] == 1, 0.5 / found["late"].mean(), 0.5 / (1 - found["late"].mean()))  # their mean is 1
balance = abs(float(np.mean(weight * error)))
assert balance <= 0.001, (
    f"the weighted errors have a mean of {balance:.4f} where {found['late'].mean():.0%} of the flights are late; with equal "
    "total weights it is 0. Take the weights from the rows that come in, and let the fit see each row once"
)
for name in ("hour", "distance"):
    lean = abs(float(np.mean(weight * error * (found[name] - found[name].mean()) / found[name].std())))
    assert lean <= 0.001, f"the weighted errors still lean on {name} by {lean:.4f}; fit on hour and distance, without a penalty"

# %% test="classes-weigh-alike" points=1 hidden=true
# They follow it when most flights are late, and the fitted model needs neither label nor weight
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("most-are-late")
size = 700
few = int(rng.choice([punctual for punctual in range(140, 280) if 0.3 < size / punctual % 1 < 0.7]))
table = pd.DataFrame({"hour": rng.integers(5, 23, size), "distance": rng.integers(90, 1700, size)})
score = rng.uniform(0.6, 1.2) * (table["hour"] - 14) / 5 + rng.logistic(size=size)
table["late"] = (score.rank() > few).astype(float)
table["id"] = np.arange(size)
model = fit_balanced(spark.createDataFrame(table))
schedule = spark.createDataFrame(table[["id", "hour", "distance"]])
try:
    found = model.transform(schedule).select("id", "probability").toPandas()
except Exception as problem:
    raise AssertionError(
        f"the fitted model stopped with {type(problem).__name__} on flights that have only id, hour and distance; "
        "a flight that has not left yet has no label and no weight"
    ) from None
assert sorted(found["id"]) == list(range(size)), f"{size} flights went in, {len(found)} came out; each should get a probability"
known = table.set_index("id").loc[found["id"]].reset_index()
late, error = known["late"], known["late"] - found["probability"].map(lambda vector: float(vector[1]))
weight = np.where(late == 1, 0.5 / late.mean(), 0.5 / (1 - late.mean()))
balance = abs(float(np.mean(weight * error)))
assert balance <= 0.001, (
    f"the weighted errors have a mean of {balance:.4f} where {late.mean():.0%} of the flights are late; with equal total "
    "weights it is 0. Here the punctual flights are the small class: take the weights from the rows that come in"
)
for name in ("hour", "distance"):
    lean = abs(float(np.mean(weight * error * (known[name] - known[name].mean()) / known[name].std())))
    assert lean <= 0.001, f"the weighted errors still lean on {name} by {lean:.4f}; weigh each row once, copy and drop none"

# %% [markdown] task="sample-keeps-every-late-flight"
# ## Task 5 · Thin out the many, keep the few
#
# **3 points · MD-29**
#
# A table of four billion flights is too large to train on, and most of it is punctual.
#
# Write `undersample(train, seed)`.
#
# - **Takes** `train`, a Spark DataFrame with a column `late` (1.0 or 0.0, no nulls; the late flights are the small class) and
#   other columns; and `seed`, an integer.
# - **Returns** a Spark DataFrame with the same columns: **each** late flight once, and about as many punctual flights, give
#   or take a quarter. None of them twice.
# - The punctual flights are chosen by chance, each with the same chance.
# - The same rows and the same seed give the same flights; another seed gives others.

# %% [markdown] hint="sample-keeps-every-late-flight"
# Treat the two classes apart and put them together again. How large a share of the punctual flights do you need?

# %% [markdown] hint="sample-keeps-every-late-flight"
# `DataFrame.sample(fraction=…, seed=…)`, then `unionByName`. Name both: `sample(0.2, seed=7)` takes no notice of the seed, and says
# nothing. Or `sampleBy`, which takes one fraction for each value of a column.

# %% [markdown] hint="sample-keeps-every-late-flight"
# Almost the line: `share = train.agg(F.avg("late")).first()[0]`, then `train.sampleBy("late", fractions={1.0: 1.0, 0.0: share
# / (1 - share)}, seed=seed)`.

# %% answer="sample-keeps-every-late-flight"
def undersample(train, seed):
    """Return all late flights and about as many punctual ones, chosen by chance."""
    ### BEGIN SOLUTION
    share = train.agg(F.avg("late")).first()[0]
    return train.sampleBy("late", fractions={1.0: 1.0, 0.0: share / (1 - share)}, seed=seed)
    ### END SOLUTION

# %% test="sample-keeps-every-late-flight" points=1
# All late flights of the twelve days are there, and about as many punctual ones
key = ["month", "day", "carrier", "flight"]
sample = undersample(arrived, 7)
assert isinstance(sample, DataFrame), f"undersample returned {type(sample).__name__}; it should return a Spark DataFrame"
assert sorted(sample.columns) == sorted(arrived.columns), "the sample does not have the columns of the rows that went in"
before, after = (frame.select(*key, "late").toPandas() for frame in (arrived, sample))
n_late, kept_late, kept_others = int(before["late"].sum()), int((after["late"] == 1).sum()), int((after["late"] == 0).sum())
assert kept_late == n_late, f"{n_late} flights are late, {kept_late} of the sample are; each late flight should be there once"
assert abs(kept_others / n_late - 1) <= 0.25, (
    f"the sample has {kept_others} punctual flights for {n_late} late ones; keep about as many, give or take a quarter"
)
assert not after.duplicated(key).any(), "some flights are in the sample twice; draw without replacement"

# %% test="sample-keeps-every-late-flight" points=1 hidden=true
# On drawn flights no late one is lost or copied, and punctual ones are taken from everywhere
import numpy as np

from course import drawn

rng = drawn("thin-out")
size = 4000
late = (rng.random(size) < rng.uniform(0.35, 0.45)).astype(float)
rows = spark.createDataFrame(np.column_stack([np.arange(size), late]).tolist(), ["id", "late"])
sample = undersample(rows, int(rng.integers(1, 10**6))).select("id", "late").toPandas()
chosen = sample["id"].astype(int)
lates, others = set(np.flatnonzero(late == 1)), chosen[sample["late"] == 0]
kept = chosen[sample["late"] == 1]
assert set(kept) == lates and len(kept) == len(lates), (
    f"{len(lates)} flights are late, the sample holds {len(set(kept))} of them in {len(kept)} rows; each should be there once"
)
assert others.is_unique, "some punctual flights are in the sample twice; draw without replacement"
assert abs(len(others) / len(lates) - 1) <= 0.25, (
    f"the sample has {len(others)} punctual flights for {len(lates)} late ones; keep about as many, give or take a quarter"
)
middle = others.mean() / size
assert 0.4 <= middle <= 0.6, (
    f"the chosen punctual flights lie on average at {middle:.0%} of the table; by chance it would be about half: "
    "the first or last rows of a table are no sample of it"
)

# %% test="sample-keeps-every-late-flight" points=1 hidden=true
# The same seed gives the same flights, another seed gives others
import numpy as np

from course import drawn

rng = drawn("seeds")
size = 1500
late = (rng.random(size) < 0.15).astype(float)
rows = spark.createDataFrame(np.column_stack([np.arange(size), late]).tolist(), ["id", "late"])
first, second = (int(seed) for seed in rng.choice(10**6, 2, replace=False))
chosen = [
    set(undersample(rows, seed).where("late = 0").select("id").toPandas()["id"]) for seed in (first, first, second)
]
assert chosen[0], "the sample has no punctual flights; keep about as many as there are late ones"
assert chosen[0] == chosen[1], (
    f"two calls with the same seed share only {len(chosen[0] & chosen[1])} of {len(chosen[0])} punctual flights; "
    "is the seed used? sample(0.2, seed=7) takes no notice of it; write sample(fraction=0.2, seed=7)"
)
shared = len(chosen[0] & chosen[2]) / len(chosen[0])
assert shared <= 0.6, f"two different seeds share {shared:.0%} of their punctual flights; the choice should depend on the seed"

# %% [markdown] task="probabilities-come-home"
# ## Task 6 · Back to probabilities that can be believed
#
# **3 points · MD-29**
#
# A model was trained after such thinning: all late flights, and of the punctual ones only a share `kept`. Its probabilities
# are too high, and somebody wants to plan with them.
#
# Write `undo_sampling(scored, kept)`.
#
# - **Takes** `scored`, a Spark DataFrame with `p_late` (a double from 0 to 1, both included) and other columns; and `kept`, a
#   number above 0 and up to 1.
# - **Returns** a Spark DataFrame with the same rows and columns. Only `p_late` is another: it is what the model would say if
#   no flight had been dropped.
# - Thinning multiplies the *odds* $p / (1 - p)$ of late by $1 / \text{kept}$. So 0 stays 0, 1 stays 1, and with `kept` = 1
#   nothing changes.
# - Tolerance: one part in a million.

# %% [markdown] hint="probabilities-come-home"
# Take a model that says 0.5: one late flight for each punctual one, in the thinned rows. If only every fourth punctual flight
# was kept, how many stand behind the one?

# %% [markdown] hint="probabilities-come-home"
# Write the new odds as a fraction, then the probability as odds / (1 + odds), and simplify until nothing is divided by $1 -
# p$: Spark 4 raises an error when a number is divided by zero.

# %% [markdown] hint="probabilities-come-home"
# Almost the line: with `p = F.col("p_late")`, `scored.withColumn("p_late", late / (late + (1 - p)))`, where `late` is `p`
# times `kept`.

# %% answer="probabilities-come-home"
def undo_sampling(scored, kept):
    """Return scored with p_late at the real rate, after a fit that kept only this share of the punctual flights."""
    ### BEGIN SOLUTION
    p = F.col("p_late")
    return scored.withColumn("p_late", kept * p / (kept * p + (1 - p)))
    ### END SOLUTION

# %% test="probabilities-come-home" points=1
# One late flight beside one punctual flight, of which four stand for each
scored = spark.createDataFrame([("a", 0.5), ("b", 0.2), ("c", 0.8)], ["flight", "p_late"])
home = undo_sampling(scored, 0.25)
assert isinstance(home, DataFrame), f"undo_sampling returned {type(home).__name__}; it should return a Spark DataFrame"
assert set(home.columns) == {"flight", "p_late"}, f"the columns are {home.columns}; they should be those of the rows that went in"
found = home.toPandas().set_index("flight")["p_late"]
for flight, said, expected in (("a", 0.5, 1 / 5), ("b", 0.2, 1 / 17), ("c", 0.8, 1 / 2)):
    assert abs(found[flight] - expected) <= 1e-6, (
        f"a model says {said} after every fourth punctual flight was kept, and you make {found[flight]:.3f} of it; the odds "
        f"{said / (1 - said):.2f} to 1 become {said / (1 - said) / 4:.3f} to 1, which is a probability of {expected:.3f}"
    )

# %% test="probabilities-come-home" points=2 hidden=true
# Drawn probabilities come home, also from 0 and 1, and the other columns stay
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("come-home")
table = pd.DataFrame({"id": np.arange(500), "late": (rng.random(500) < 0.5).astype(float), "p_late": rng.random(500)})
table.loc[rng.permutation(500)[:40], "p_late"] = np.repeat([0.0, 1.0], 20)
for kept in (float(rng.uniform(0.02, 0.6)), 1.0):
    home = undo_sampling(spark.createDataFrame(table), kept)
    assert set(home.columns) == set(table.columns), "the columns are not those of the rows that went in"
    found = home.toPandas().set_index("id").sort_index()
    assert len(found) == 500, f"500 flights went in, {len(found)} came out"
    assert (found["late"] == table["late"]).all(), "the column late has changed; only p_late should"
    p = table["p_late"]
    miss = (found["p_late"] - kept * p / (kept * p + 1 - p)).abs()
    assert miss.max() <= 1e-6, (
        f"{int((miss > 1e-6).sum())} of 500 probabilities are off, for kept = {kept:.2f}; it is the odds that thinning has "
        "multiplied, and a probability of 1 should stay 1"
    )
