# %% [markdown]
# # Whom does this model serve, and what does it look at?
#
# A model says who earned more than 50,000 dollars in 1994. Its AUC is 0.9. That is one number for everybody. Are men and women,
# and people of each race in the census, found equally often? If not, does it help to take the column away? And which columns
# does the model use for one person?
#
# **Objective** MD-40 choose the metric for the goal. The rest is beyond the current exam guide, which names neither fairness
# nor explanations; projects do.
# **Left out** the law of any country, methods that change the training (reweighting, constraints), explanations of text and
# images.
# **Time** 35 minutes to read and run.
#
# Six times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the people to use

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from pyspark.ml.functions import vector_to_array
from pyspark.sql import SparkSession, Window
from pyspark.sql import functions as F
from sklearn.metrics import roc_auc_score

from course import dataset

spark = SparkSession.builder.getOrCreate()
spark.conf.set("spark.sql.execution.arrow.pyspark.enabled", True)  # tables go to pandas and back in blocks
census = spark.read.parquet(dataset("census"))  # United States, 1994; sex and race as the census asked them
show = ["age", "education", "occupation", "relationship", "race", "sex", "hours_per_week", "income"]
census.orderBy("fnlwgt", "age").select(show).show(5)

# %%
bucket = F.pmod(F.xxhash64(F.lit(seed), *census.columns), F.lit(10))
label, man = (F.col("income") == ">50K").cast("double"), (F.col("sex") == "Male").cast("double")
people = census.sample(fraction=fraction, seed=seed).withColumns({"bucket": bucket, "label": label, "man": man})
train, test = people.where("bucket < 4").coalesce(2).cache(), people.where("bucket >= 4").coalesce(2).cache()
print(f"{train.count():,} people teach, {test.count():,} judge")
base = people.groupBy("sex").agg(F.count("*").alias("people"), F.avg("label").alias("above_50K")).orderBy("sex").toPandas()
print(base.round(3).to_string(index=False))
assert 0.09 < base["above_50K"][0] < 0.13 and 0.28 < base["above_50K"][1] < 0.33

# %%
from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler

texts = ["workclass", "marital_status", "occupation", "relationship", "race", "sex", "native_country"]
numbers = ["age", "education_num", "capital_gain", "capital_loss", "hours_per_week"]


def fit(without=(), label="label"):
    words = [name for name in texts if name not in without]
    index, vector = [f"{name}_i" for name in words], [f"{name}_v" for name in words]
    return Pipeline(stages=[
        StringIndexer(inputCols=words, outputCols=index, handleInvalid="keep"),
        OneHotEncoder(inputCols=index, outputCols=vector),
        VectorAssembler(inputCols=[*numbers, *vector], outputCol="features"),
        LogisticRegression(labelCol=label, maxIter=15),
    ]).fit(train)


chance = vector_to_array("probability")[1].alias("p")

# %% [markdown]
# ## One number hides two groups
#
# The data come first: 11 % of the women and 30 % of the men earned more than 50K. Four of ten people teach the model, six judge
# it: more than usual, because small groups need many test rows. A hash of the whole row decides.
#
# For each group, four rates, and the counts behind them:
#
# - **selection rate**: the share of *all* people whom the model calls "above 50K";
# - **true positive rate** (recall): the share of those *really above 50K* whom the model finds. Equal rates are called **equal
#   opportunity**;
# - **false positive rate**: the share of those *not above 50K* whom it calls so;
# - **precision**: the share of *those whom it calls so* who are.
#
# **Predict before you run:** the women's share above 50K is about 0.36 of the men's. Will the model's selection rates be closer
# together than that, as far apart, or further?

# %%
def rates(said, group):  # said: a pandas table with label, prediction and the group
    table = pd.DataFrame({"people": said.groupby(group).size(), "above": said.groupby(group)["label"].sum().astype(int)})
    table["base rate"] = said.groupby(group)["label"].mean()
    table["selected"] = said.groupby(group)["prediction"].mean()
    table["TPR"] = said[said["label"] == 1].groupby(group)["prediction"].mean()
    table["FPR"] = said[said["label"] == 0].groupby(group)["prediction"].mean()
    table["precision"] = said[said["prediction"] == 1].groupby(group)["label"].mean()
    return table


model = fit()
said = model.transform(test).select("sex", "race", "label", "prediction", chance).toPandas()
by_sex = rates(said, "sex")
print(f"everybody: AUC {roc_auc_score(said['label'], said['p']):.3f}, right {np.mean(said['label'] == said['prediction']):.3f}")
print(by_sex.round(3).to_string())
assert fraction < 1 or by_sex["selected"].iloc[0] / by_sex["selected"].iloc[1] < 0.109 / 0.304
assert fraction < 1 or by_sex["TPR"].iloc[0] + 0.05 < by_sex["TPR"].iloc[1]

# %%
from scipy.stats import binomtest

tall = rates(said, "race").sort_values("people")
figure, axes = plt.subplots(1, 2, figsize=(10, 3.2), sharey=True, layout="constrained")
for axis, (name, size) in zip(axes, {"selected": "people", "TPR": "above"}.items()):
    for at, (rate, count) in enumerate(zip(tall[name], tall[size])):
        low, high = binomtest(round(rate * count), count).proportion_ci(method="wilson")
        axis.plot([low, high], [at, at], color="steelblue", lw=3)
        axis.plot(rate, at, "o", color="black")
        axis.annotate(f"n = {count:,}", (1.0, at), ha="right", va="center")
    axis.set(xlim=(0, 1.02), title=name, xlabel="rate, with its 95 % interval")
axes[0].set_yticks(range(len(tall)), tall.index)
plt.show()
print(tall.round(3).to_string())

# %% [markdown]
# The model takes the distance that is in the data and makes it larger. It also finds a smaller share of the women who *are*
# above 50K. Precision is nearly equal. So "is it fair?" has several answers already, one for each column of the table: which
# of them counts depends on what the prediction is used for. That is the question of MD-40, asked for each group.
#
# In the picture, look at the length of the lines first. In each of the two smallest groups about thirty people are above 50K,
# and the line of their TPR is a third of the scale long. A rate without its count is no result.
#
# ## A ratio, and the advice to take the column away
#
# The **selection ratio** is the lowest selection rate divided by the highest. The *four-fifths rule* compares it with 0.8. It
# comes from guidelines of 1978 to US employment law, as a sign that a closer look is due. A ratio above 0.8 proves no fairness.
#
# The most frequent advice is: do not give the column to the model. **Predict before you run:** what is the ratio of women to
# men without `sex` and `race`? And without `relationship` and `marital_status` as well?

# %%
def ratio(said, group="sex"):
    selected = said.groupby(group)["prediction"].mean()
    return selected.min() / selected.max()


home, found = ["marital_status", "relationship"], {"all columns": said}
for name, without in {"no sex, race": ["sex", "race"], "no sex, race, home": ["sex", "race", *home]}.items():
    found[name] = fit(without).transform(test).select("sex", "label", "prediction", chance).toPandas()
table = pd.DataFrame({name: rates(rows, "sex")[["selected", "TPR", "precision"]].stack() for name, rows in found.items()}).T
table.columns = [f"{name} {'w' if sex == 'Female' else 'm'}" for sex, name in table.columns]
table.insert(0, "AUC", [roc_auc_score(rows["label"], rows["p"]) for rows in found.values()])
table.insert(1, "ratio", [ratio(rows) for rows in found.values()])
print(table.round(3).to_string())
assert table["ratio"].iloc[1] < 0.45 and table["ratio"].iloc[2] < 0.65

# %% [markdown]
# Without `sex` and `race` almost nothing changes. Without four columns the ratio is still far from 0.8, the AUC is lower, and
# two things are worse for women than before: fewer of those above 50K are found, and the precision is no longer equal.
#
# The AUC is lower because these columns did tell something. The gap stays because other columns stand in for them. Such a
# column is called a **proxy**. You can measure it: let the same pipeline predict the sex.
#
# **Predict before you run:** which AUC does it reach without `sex`, and which without all four columns? (0.5 is a coin.)

# %%
guess = {}
for name, without in {"no sex": ["sex"], "no sex, race, home": ["sex", "race", *home]}.items():
    rows = fit(without, label="man").transform(test).select("man", chance).toPandas()
    guess[name] = roc_auc_score(rows["man"], rows["p"])
    print(f"AUC for the sex, {name}: {guess[name]:.3f}")
shares = test.groupBy("relationship").agg(F.count("*").alias("people"), F.avg("man").alias("men")).orderBy("relationship")
print(shares.toPandas().round(3).to_string(index=False))
assert guess["no sex"] > 0.9 and guess["no sex, race, home"] > 0.7

# %% [markdown]
# `relationship` says "Husband" and "Wife": nearly the column itself. Without it, the other columns, such as occupation and
# hours, are together enough for an AUC well above a coin. Nobody gave the sex to the model, and it is in there.
#
# There is a second cost. Whoever deletes the column from the *table* cannot compute this page any more. Keep it for measuring,
# even if the model must not read it.
#
# ## One threshold, or one for each group?
#
# A threshold is a decision, not a part of the model. **Predict before you run:** women get a threshold of their own, so that
# the selection rates are equal. What happens to the precision? And with another one, which makes the true positive rates
# equal?

# %%
women, men = (said[said["sex"] == sex] for sex in ("Female", "Male"))
reached = men[men["label"] == 1]["prediction"].mean()
thresholds = {
    "0.5 for all": 0.5,
    "equal selection": women["p"].quantile(1 - men["prediction"].mean()),
    "equal TPR": women[women["label"] == 1]["p"].quantile(1 - reached),
}
policies = {}
for name, cut in thresholds.items():
    chosen = said.assign(prediction=(said["p"] > np.where(said["sex"] == "Female", cut, 0.5)).astype(float))
    policies[name] = rates(chosen, "sex")[["selected", "TPR", "FPR", "precision"]].stack()
    print(f"{name:<16} threshold for women {cut:.3f}, right {np.mean(chosen['label'] == chosen['prediction']):.3f}")
table = pd.DataFrame(policies).T
table.columns = [f"{name} {'w' if sex == 'Female' else 'm'}" for sex, name in table.columns]
print(table.round(3).to_string())

# %%
figure, axes = plt.subplots(1, 3, figsize=(11, 3.3), sharey=True, layout="constrained")
cuts = np.linspace(0.05, 0.9, 60)
for sex, rows, color in (("women", women, "darkorange"), ("men", men, "steelblue")):
    above = rows[rows["label"] == 1]
    axes[0].plot(cuts, [(rows["p"] > cut).mean() for cut in cuts], color=color, label=sex)
    axes[1].plot(cuts, [(above["p"] > cut).mean() for cut in cuts], color=color)
    axes[2].plot(cuts, [rows[rows["p"] > cut]["label"].mean() for cut in cuts], color=color)
for axis, name in zip(axes, ("selected", "TPR", "precision")):
    axis.axvline(0.5, color="gray", ls=":")
    axis.set(title=name, xlabel="threshold", ylim=(0, 1.02))
axes[0].legend(loc="upper right")
plt.show()

# %% [markdown]
# Each cure closes one gap and opens another. That is no lack of skill: the numbers of a group are tied together by its base
# rate $b$,
#
# $$\mathrm{FPR} = \mathrm{TPR} \cdot \frac{b}{1-b} \cdot \frac{1-\mathrm{precision}}{\mathrm{precision}}$$
#
# If two groups have the same TPR and the same precision, but another $b$, then their FPR *must* differ. The cell checks the
# formula on our rates, and computes an example.

# %%
def implied(base_rate, tpr, precision):
    return tpr * base_rate / (1 - base_rate) * (1 - precision) / precision


for sex, row in by_sex.iterrows():
    assert abs(implied(row["base rate"], row["TPR"], row["precision"]) - row["FPR"]) < 1e-12
    print(f"{sex:<6}: with TPR 0.60 and precision 0.75 the FPR must be {implied(row['base rate'], 0.60, 0.75):.3f}")

# %% [markdown]
# Only a perfect model, or equal base rates, escapes. So somebody has to choose: which error does the most harm, and to whom? A
# loan is refused to a person who would have paid: look at the TPR. A person who did nothing is inspected: the FPR. An offer is
# expensive: the precision. Choose before you look at the numbers, and write down who chose.
#
# ## What does it look at? Shuffle a column
#
# **Permutation importance** needs no second fit. Shuffle one column of the test rows, so that each person gets the value of
# another one, and see how far the metric falls. Do it several times: the fall has a spread.
#
# **Predict before you run:** which of the 12 columns matter most? And if *both* columns of the home are shuffled together: do
# they lose as much as the sum of the two, more, or less?

# %%
def falls(model, rows, sets, repeats=3):  # one batch: all shuffled copies go through the model together
    rng, copies = np.random.default_rng(seed), {("as it is", 0): rows}
    for name, members in sets.items():
        for repeat in range(repeats):
            shuffled = rows[members].iloc[rng.permutation(len(rows))].set_axis(rows.index)
            copies[name, repeat] = rows.assign(**shuffled)
    batch = pd.concat(copies, names=["what", "repeat"]).reset_index(["what", "repeat"])
    frame = spark.createDataFrame(batch).repartition(2)  # in two tasks: several times faster
    scored = model.transform(frame).select("what", "repeat", "label", chance).toPandas()
    auc = pd.Series({key: roc_auc_score(part["label"], part["p"]) for key, part in scored.groupby(["what", "repeat"])})
    return auc["as it is"][0] - auc.drop("as it is").unstack(0)[list(sets)]  # (repeats, sets)


columns, by_hash = [*texts, *numbers], F.xxhash64(*census.columns)
sample = test.fillna("none", texts).orderBy(by_hash).limit(1000).select(*columns, "label").toPandas()
lost = falls(model, sample, {name: [name] for name in columns} | {"both of the home": home})

# %%
order = lost.mean().sort_values()
colors = ["firebrick" if name in [*home, "both of the home"] else "gray" for name in order.index]
figure, axis = plt.subplots(figsize=(8, 4), layout="constrained")
axis.barh(order.index, order, color=colors, alpha=0.5)
for name in order.index:
    axis.plot(lost[name], [name] * len(lost), "k.", ms=4)
axis.set(xlabel="fall of the AUC when the column is shuffled (dots: each repeat)")
plt.show()

smaller = fit(["relationship"])  # the same model, but one of the two columns of the home is gone
again = falls(smaller, sample, {"marital_status": ["marital_status"]})["marital_status"].mean()
print(f"marital_status: {order['marital_status']:.3f}, relationship: {order['relationship']:.3f}, together "
      f"{order['both of the home']:.3f}; marital_status in a model without relationship: {again:.3f}")
assert again > order["marital_status"]

# %% [markdown]
# Columns that say the same share their importance: with one of them shuffled, the model still reads the other. Take one away,
# and the other one carries all. So "unimportant" may only mean "there is a copy": shuffle related columns together.
#
# And importance is not cause. The model leans on the home because it goes along with income in these data. It does not follow
# that marriage pays. A shuffled table also holds people who do not exist, such as a husband who has never married.
#
# ## Why this answer, for this person?
#
# Put the columns into five groups. Start from 30 other people, the *background*, and let the groups of our person come in one
# after the other: how does the mean answer change? That depends on the order. The **Shapley value** is the mean over all
# orders. With five groups there are 2⁵ = 32 coalitions, so we need no approximation: all of them, in one batch.
#
# **Predict before you run:** the values of one person are added up. What is the sum?

# %%
groups = {"home": home, "work": ["occupation", "workclass", "hours_per_week"], "age, school": ["age", "education_num"],
          "capital": ["capital_gain", "capital_loss"], "sex, race, country": ["sex", "race", "native_country"]}


def worth(model, persons, background):  # mean answer for each person, when only some groups of columns are theirs
    others = background.select([F.col(name).alias(f"other_{name}") for name in columns])
    every = persons.crossJoin(others).crossJoin(spark.range(2 ** len(groups)).withColumnRenamed("id", "coalition"))
    for bit, members in enumerate(groups.values()):
        theirs = F.col("coalition").bitwiseAND(F.lit(1 << bit)) > 0
        every = every.withColumns({name: F.when(theirs, F.col(name)).otherwise(F.col(f"other_{name}")) for name in members})
    answers = model.transform(every).select("person", "coalition", chance)
    means = answers.groupBy("person", "coalition").agg(F.avg("p").alias("p")).toPandas()
    return means.pivot(index="person", columns="coalition", values="p")  # (persons, 32)

# %%
from math import comb


def shapley(worth, names):
    values, k = pd.DataFrame(0.0, index=worth.index, columns=names), len(names)
    for bit, name in enumerate(names):
        for without in (coalition for coalition in range(2**k) if not coalition >> bit & 1):
            weight = 1 / (k * comb(k - 1, without.bit_count()))
            values[name] += weight * (worth[without | 1 << bit] - worth[without])
    return values  # (persons, groups)


background = train.orderBy(by_hash).limit(30).coalesce(1)
persons = test.withColumn("person", F.row_number().over(Window.orderBy(by_hash))).where("person <= 40").coalesce(1)
answers = worth(model, persons.select("person", *columns), background)
values = shapley(answers, list(groups))
assert 2**5 == answers.shape[1] and 2**12 == 4_096 and 2**40 > 10**12  # coalitions of 5, 12 and 40
assert np.allclose(values.sum(axis=1), answers[31] - answers[0])  # prediction minus base value, for each person
print(f"{len(values)} persons: the values add up to the prediction minus the base value {answers[0].iloc[0]:.3f}")

# %%
who = persons.toPandas().set_index("person")
one = (answers[31] - 0.7).abs().idxmin()  # a person with a prediction near 0.7
print(who.loc[one, ["age", "education", "occupation", "hours_per_week", "relationship", "capital_gain"]].to_string())
parts, start = values.loc[one], answers.loc[one, 0]
figure, axis = plt.subplots(figsize=(8, 2.8), layout="constrained")
ends = start + parts.cumsum()
axis.barh(parts.index, parts, left=ends - parts, color=np.where(parts > 0, "seagreen", "firebrick"))
for name in parts.index:
    axis.annotate(f"{parts[name]:+.3f}", (max(ends[name], ends[name] - parts[name]), name), xytext=(4, 0),
                  textcoords="offset points", va="center")
axis.axvline(start, color="gray", ls=":")
axis.axvline(ends.iloc[-1], color="black", ls=":")
axis.set(xlim=(0, 1.1), xlabel="chance of > 50K: from the base value (gray) to the prediction (black)")
axis.invert_yaxis()
plt.show()

# %%
figure, axis = plt.subplots(figsize=(8, 3.2), layout="constrained")
ranked = values.abs().mean().sort_values().index
for at, name in enumerate(ranked):
    heights = at + 0.28 * np.sin(7 * np.arange(len(values)))  # spread, so that dots do not lie on each other
    for sex, color in (("Male", "steelblue"), ("Female", "darkorange")):
        mine = (who["sex"] == sex).to_numpy()
        axis.scatter(values[name][mine], heights[mine], s=14, color=color, label=sex if at == 0 else None)
axis.set_yticks(range(len(ranked)), ranked)
axis.axvline(0, color="gray", lw=0.8)
axis.set(xlabel="Shapley value: change of the chance of > 50K; one dot for each person and group")
axis.legend(loc="lower right")
plt.show()
print(pd.DataFrame({"mean |value|": values.abs().mean(), **values.groupby(who["sex"]).mean().T}).round(3).to_string())
assert values.groupby(who["sex"])["sex, race, country"].mean().diff().iloc[1] > 0

# %% [markdown]
# The sum is the prediction minus the base value, for each person: nothing is left over. This **additivity** is what SHAP
# guarantees. (SHAP is the name of a family of methods and of a library that compute or approximate Shapley values.) A value
# answers one question only: how did *this model* get from the mean of *this background* to this answer? Another background
# gives other values. It does not say what the person should change.
#
# Look at the lowest row of the last picture. Shuffling `sex` cost almost no AUC, and still the group with `sex` in it lowers
# the answer for women and raises it for men. A column may be unimportant for the AUC and matter to a group of people.
#
# With twelve single columns there are 4,096 coalitions, with forty a trillion. The `shap` library takes samples of them, and
# for trees it has an exact short cut: `explainer = shap.Explainer(predict, background)`, `found = explainer(rows)`,
# `shap.plots.waterfall(found[0])`, `shap.plots.beeswarm(found)`; `found.values` and `found.base_values` are our two tables. In
# November 2026 it needs `numba`, which has no build for every machine that this course supports, so it is not installed here.
#
# ## Write it down: a model card
#
# What should go along with a model, so that the next person does not use it for something else? Numbers are computed, not
# typed.

# %%
accuracy = float(np.mean(said["label"] == said["prediction"]))
card = {
    "intended use": "to teach how a classifier is measured by group",
    "not for": ["decisions about a person: jobs, loans, housing, insurance", "any year or country but the United States, 1994"],
    "data": f"Adult (Becker and Kohavi 1996), census of 1994, CC BY 4.0; {len(said):,} people judged",
    "overall": {"AUC": round(float(roc_auc_score(said["label"], said["p"])), 3), "accuracy": round(accuracy, 3)},
    "by sex": by_sex.round(3).to_dict("index"),
    "selection ratio": round(float(ratio(said)), 3),
    "known limits": [f"{name}: only {above} people above 50K were judged" for name, above in tall["above"].items() if above < 50],
}
for key, value in card.items():
    parts = [f"{name}: {part}" for name, part in value.items()] if isinstance(value, dict) else np.atleast_1d(value)
    print(f"**{key}**", *(f"- {part}" for part in parts), sep="\n")

# %% [markdown]
# ## What to remember
#
# - Measure for each group, and print the counts. A small group needs an interval, or silence.
# - Selection rate, TPR, FPR and precision answer different questions. With different base rates they cannot all be equal:
#   choose by the harm that an error does.
# - The four-fifths rule is a rule of thumb of US employment law, and no proof.
# - A column that is left out is often still there, in its proxies. Keep it for measuring.
# - Permutation importance: test rows, several repeats, related columns together. It says what the model uses, not what causes.
# - Shapley values add up to prediction minus base value; they depend on the background.
# - A model card: intended use, what it is not for, data with date and licence, metrics for everybody and for each group.
#
# ## On Databricks (November 2026)
#
# - **Data profiling** in Unity Catalog (in the exam's time: *Lakehouse Monitoring*) measures fairness of a classifier: profile
#   type `InferenceLog`, a Boolean slice such as `slicing_exprs=["sex = 'Female'"]`. Its names: `statistical_parity` compares
#   selection rates, `equal_opportunity` true positive rates, `predictive_equality` false positive rates, `predictive_parity`
#   precision.
# - With `shap` installed (it is a part of the ML runtimes), `mlflow.models.evaluate(…, evaluator_config={"log_explainer":
#   True})` logs an explainer and its pictures. Notebooks that AutoML wrote have a cell with SHAP values, switched off at first
#   because it is slow; AutoML is not built in from runtime 18.0 ML.
# - A model card has a place: the description and the tags of the model version in Unity Catalog.
# - The exam asks which metric fits a goal. "For whom?" is the same question, asked once more.
