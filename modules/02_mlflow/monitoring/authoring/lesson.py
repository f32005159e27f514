# %% [markdown]
# # Is the model still right, and when do I train again?
#
# A model of 2011 goes to work on 1 January 2012. Nobody changes a line. By September its error is three times what it was,
# and yet the weather of that year is much like the weather of the year before. Which chart would have shown it, how early, and
# what should happen then?
#
# **Objective** DBX-01 good practice in an MLOps strategy: you will build the part of it that begins after the deployment.
# **Left out** how to move and bring back an alias (unit *registry*), endpoints and their logs (*serving*), how to tune the new
# model (module 04).
# **Time** 35 minutes to read and run.
#
# Nine times you will be asked to **predict before you run**. Write your guess down: a surprise is what you will remember.

# %% tags=["parameters"]
seed = 7
fraction = 1.0  # share of the hours to use

# %%
import logging
import os
import tempfile

import matplotlib.pyplot as plt
import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from scipy.stats import chi2_contingency, false_discovery_control, ks_2samp
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import GroupKFold, cross_val_predict

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)  # its notes carry the time of day
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"

# %% [markdown]
# ## A model goes to work
#
# How many bikes will be rented in an hour? The model knows the hour, the day and the weather. First we need to know what is
# *usual*: the errors of 2011, on days that the model had not learned from. Cross-validation by day gives them. Then the model
# learns from all of 2011 and works through 2012.
#
# **Predict before you run:** by how much will its error grow in 2012?

# %%
bikes = pd.read_parquet(dataset("bikes")).sample(frac=fraction, random_state=seed)  # Washington, D.C., 2011 and 2012
bikes["day"], bikes["workday"] = pd.to_datetime(bikes["dteday"]), bikes["workingday"] == "Yes"
weather = ["temp", "hum", "windspeed"]  # °C, %, km/h
features = ["hr", "workday", *weather]  # hour of the day, 0 or 1
bikes[features] = bikes[features].astype(float)
bikes = bikes.sort_values(["day", "hr"]).set_index("day")[[*features, "cnt"]]
then, now = bikes.loc["2011"], bikes.loc["2012"]  # (hours, 5 features + the label)


def fit(rows):
    return RandomForestRegressor(20, min_samples_leaf=3, random_state=0).fit(rows[features], rows["cnt"])


unseen = cross_val_predict(RandomForestRegressor(20, min_samples_leaf=3, random_state=0),
                           then[features], then["cnt"], cv=GroupKFold(5), groups=then.index)

# %%
first = fit(then)
bikes["predicted"] = np.concatenate([unseen, first.predict(now[features])])
bikes["residual"] = bikes["cnt"] - bikes["predicted"]  # above 0: more bikes than the model said
then, now = bikes.loc["2011"], bikes.loc["2012"]


def rmse(residual):
    return float(np.sqrt(np.mean(residual**2)))


usual = rmse(then["residual"])
print(now[["hr", "temp", "cnt", "predicted", "residual"]].iloc[-3:].round(1).to_string())
print(f"RMSE on unseen days of 2011: {usual:.1f} · on 2012: {rmse(now['residual']):.1f} bikes per hour")
print(f"bikes per hour: {then['cnt'].mean():.0f} in 2011, {now['cnt'].mean():.0f} in 2012")
assert rmse(now["residual"]) > 2 * usual

# %% [markdown]
# The error is more than twice as large. The city rents more bikes in 2012 than in 2011 in the same weather at the same
# hour. The **relation** between inputs and label has changed: this is called **concept drift**. When the inputs themselves
# move, it is called **data drift** (or input drift, covariate shift). The next cells show that each comes without the other.
#
# ## Measure how far a column has moved
#
# The population stability index, **PSI**, compares shares bin by bin: the sum of `(now − then) · ln(now / then)`. Three
# decisions are hidden in it. The edges come from the reference alone. The outer bins are open, so that no row falls out. An
# empty bin gets a small share, because a logarithm of 0 is infinite. A common rule of thumb: below 0.1 quiet, above 0.25
# look.
#
# **Predict before you run:** the error has more than doubled. Which of the three weather columns has moved?

# %%
def psi(reference, current):
    edges = np.quantile(reference, np.arange(1, 10) / 10)  # nine edges, ten bins
    shares = [np.bincount(np.searchsorted(edges, values), minlength=10) / len(values) for values in (reference, current)]
    then, now = (np.maximum(share, 0.0001) for share in shares)
    return float(np.sum((now - then) * np.log(now / then)))


years = pd.Series({column: psi(then[column], now[column]) for column in [*weather, "predicted", "residual"]})
print(years.round(3).to_string())
assert (years[[*weather, "predicted"]] < 0.1).all() and years["residual"] > 0.25

# %% [markdown]
# None: all three are below 0.1, and so are the predictions. Whoever watches only inputs and predictions sees a quiet year.
# Only the residuals have moved, and to have them one needs **labels**. This is *harm without input drift*.
#
# ## The other way round: drift without harm
#
# A monitor usually looks at a month at a time. The reference is often "all training rows".
#
# **Predict before you run:** how large is the PSI of the temperature when each month *of 2011* is compared with the whole of
# 2011? The model was made for these rows.

# %%
def month_before(month, months):
    return str(pd.Period(month) - months)


months = bikes.groupby(bikes.index.strftime("%Y-%m"))
table = pd.DataFrame({"RMSE": months["residual"].apply(rmse), "whole 2011": months["temp"].apply(lambda t: psi(then["temp"], t))})
for reference, back in {"last month": 1, "same month last year": 12}.items():
    known = [month for month in table.index if month_before(month, back) in table.index]
    table[reference] = pd.Series({m: psi(bikes.loc[month_before(m, back), "temp"], bikes.loc[m, "temp"]) for m in known})
print(table.iloc[[0, 3, 6, 9, 12, 15, 18, 21]].round(2).to_string())
assert (table["whole 2011"] > 0.25).all() and table.loc["2011-07", "RMSE"] < usual and table.loc["2012-09", "RMSE"] > 3 * usual

# %% [markdown]
# Every month raises an alarm against the whole year, also July 2011, on which the model did well. July is not
# like the year, and it never was. *Drift without harm*: the season moves the inputs, the model knows the season. An alarm
# that rings each month is switched off by the third.

# %%
figure, (above, below) = plt.subplots(2, 1, figsize=(9, 4.8), sharex=True)
places = np.arange(len(table))
for reference, colour in {"whole 2011": "firebrick", "last month": "darkorange", "same month last year": "seagreen"}.items():
    above.plot(places, table[reference], "o-", color=colour, ms=4, label=f"against {reference}")
above.axhline(0.25, color="black", lw=1, ls=":", label="0.25")
above.set(ylabel="PSI of the temperature", ylim=(0, None))
above.legend(loc="upper left", bbox_to_anchor=(1, 1))
below.bar(places, table["RMSE"], color=np.where(places < 12, "lightsteelblue", "steelblue"))
below.axhline(usual, color="black", lw=1, ls=":")
below.set(ylabel="RMSE, bikes per hour")
below.set_xticks(places[::2], table.index[::2], rotation=45)
plt.show()

# %%
medians = table.loc["2012-01":, ["whole 2011", "last month", "same month last year"]].median()
print(medians.round(2).to_string())
above_it = (table.loc["2012-01":, "same month last year"] > 0.25).sum()
march = [bikes.loc[f"{year}-03", "temp"].mean() for year in (2011, 2012)]
print(f"above 0.25 against the same month: {above_it} of 12 · March: {march[0]:.1f} °C in 2011, {march[1]:.1f} °C in 2012")
assert medians.is_monotonic_decreasing and march[1] > march[0] + 4

# %% [markdown]
# The red line of the upper picture is above the limit in every month and shows only the seasons. The lower picture shows the
# harm. With the **same month of last year** as the reference most of the season is gone, and what is left has a meaning: March
# 2012 really was much warmer than March 2011. But look at the last line: several months are still above 0.25. A month holds only
# some thirty different days, and one November is not like another. The rule of thumb does not know that; your own history does.
#
# ## A p-value says "real", not "large"
#
# The Kolmogorov–Smirnov test (**KS**) compares two columns of numbers. Its statistic **D** is the largest distance between the
# two cumulative shares: 0 for equal, 1 for no overlap. The **p-value** says how surprising that D would be if
# nothing had changed.
#
# **Predict before you run:** the same small difference, between the temperatures of 2011 and 2012, is tested on more and more rows.
# What happens to D, and what to p?

# %%
rng = np.random.default_rng(seed)
rows = {}
for size in (100, 400, 1600, 6400):
    a, b = (rng.choice(year["temp"], size) for year in (then, now))
    test = ks_2samp(a, b, method="asymp")
    rows[size] = {"D": test.statistic, "p": test.pvalue, "alarm at p < 0.05": test.pvalue < 0.05}
print(pd.DataFrame(rows).T.to_string(formatters={"D": "{:.3f}".format, "p": "{:.1e}".format}))
assert rows[6400]["alarm at p < 0.05"] and rows[6400]["D"] < 0.1

# %% [markdown]
# D settles at a small value; p falls as the rows grow. With enough rows **every** difference, however small, is significant.
# So an alarm needs two conditions: surprise (p) *and* size (D, or for words Cramér's V). There is a second trap in the p-value:
# it supposes independent rows, and the hours of one day are not.
#
# ## Words: the chi-square test, and harm where little moved
#
# Flights from LaGuardia, 2013. The label is "more than 15 minutes late". The carriers are words, so the test is **chi-square** on
# a table of counts, and the size is **Cramér's V**: the root of χ² / rows, for two samples.
#
# **Predict before you run:** 14 % of the flights were late in September, 29 % in December. Did the mix of carriers change as much?

# %%
flights = pd.read_parquet(dataset("flights_lga")).dropna(subset=["arr_delay"])
flights["late"] = flights["arr_delay"] > 15


def chi_square(column, first, second):
    kept = flights[flights["month"].isin([first, second])]
    test = chi2_contingency(pd.crosstab(kept[column], kept["month"]))
    return {"p": test.pvalue, "V": np.sqrt(test.statistic / len(kept))}


print(flights.groupby("month")["late"].mean().loc[[9, 12]].round(2).to_string())
mix = pd.DataFrame({"carrier": chi_square("carrier", 9, 12), "late": chi_square("late", 9, 12)}).T
print(mix.to_string(formatters={"p": "{:.0e}".format, "V": "{:.3f}".format}))
places = flights.groupby("month")["dest"].unique().map(set)
print("destinations of September that June does not have:", sorted(places[9] - places[6]))
assert mix.loc["carrier", "V"] < 0.1 < mix.loc["late", "V"]

# %% [markdown]
# The mix of carriers hardly moved (V below 0.1), the lateness did. A monitor of the column `carrier` would have slept through
# the winter. The last line is a reminder: a category that the reference does not have must be **counted**, in a bin of its own.
# A join with the old categories loses it without a word.
#
# ## Forty columns, every night
#
# Now the columns are drawn by a generator, so that we know the truth. In a quiet night all twenty columns come from one
# distribution, before and after. In another night five of the twenty have moved a little. Each column is tested at p < 0.05.
#
# **Predict before you run:** in how many of 100 quiet nights does at least one column raise an alarm?

# %%
rng = np.random.default_rng(seed)
nights = {}
for moved in (0, 5):  # of 20 columns
    found = []
    for night in range(100):
        columns = rng.normal(size=(20, 2, 200))  # 20 columns, before and after, 200 rows
        columns[:moved, 1] += 0.35
        p = np.array([ks_2samp(*column, method="asymp").pvalue for column in columns])
        alarm = np.array([p < 0.05, p < 0.05 / 20, false_discovery_control(p) < 0.05])  # (3 rules, 20 columns)
        found.append([alarm[:, moved:].any(axis=1), alarm[:, :moved].sum(axis=1)])
    nights[moved] = np.sum(found, axis=0)
rules = ["p < 0.05", "Bonferroni", "Benjamini and Hochberg"]
quiet = pd.Series(nights[0][0], rules, name="quiet nights with an alarm, of 100")
print(pd.DataFrame([quiet, pd.Series(nights[5][1], rules, name="moved columns found, of 500")]).T.to_string())
assert quiet.iloc[0] > 40 and quiet.iloc[1:].max() < 15 and nights[5][1][2] > nights[5][1][1]

# %% [markdown]
# Without a correction, more than 40 of 100 quiet nights have a false alarm. **Bonferroni** divides 0.05 by the number of tests:
# quiet, but it finds fewer of the columns that have moved. **Benjamini and Hochberg** let a chosen share of the alarms be
# false, and find more. Either is better than none. Better still: watch the few columns that the model leans on.
#
# ## Control limits for the errors
#
# Errors are nearest to the harm. A **control chart** draws one value per week, here the mean residual, with limits from the
# reference: mean ± 3 standard deviations *of the weekly values of 2011*.
#
# **Predict before you run:** what happens to the limits if somebody computes them from all weeks, 2011 and 2012, "to have
# more data"? And if somebody takes the standard deviation of single hours, divided by √n?

# %%
monday = bikes.index.to_period("W").start_time
weekly = bikes.groupby(monday)["residual"].mean().loc["2011-01-03":"2012-12-24"]
reference, work = weekly[:"2011-12-25"], weekly["2012-01-02":]
limits = {
    "weeks of 2011": (reference.mean(), reference.std()),
    "all weeks (a leak)": (weekly.mean(), weekly.std()),
    "hours of 2011, divided by √n": (reference.mean(), then["residual"].std() / np.sqrt(len(then) / 52)),
}
count = {way: ((reference - centre).abs() > 3 * spread).sum() for way, (centre, spread) in limits.items()}
alarms = {way: work[(work - centre).abs() > 3 * spread] for way, (centre, spread) in limits.items()}
for way, found in alarms.items():
    begin = f"{found.index[0]:%Y-%m-%d}" if len(found) else "never"
    print(f"{way:29} alarms in 2011: {count[way]:2}, in 2012: {len(found):2}, first: {begin}")
assert len(alarms["all weeks (a leak)"]) == count["weeks of 2011"] == 0 and count["hours of 2011, divided by √n"] > 10
assert alarms["weeks of 2011"].index[0] < pd.Timestamp("2012-04-01") and (work[:8] > reference.mean()).all()

# %%
figure, axis = plt.subplots(figsize=(9, 3.4))
axis.plot(weekly.index, weekly, ".-", color="black", lw=1, label="mean residual of a week")
for (way, (centre, spread)), colour in zip(limits.items(), ("seagreen", "firebrick", "darkorange")):
    axis.hlines([centre - 3 * spread, centre + 3 * spread], weekly.index[0], weekly.index[-1], color=colour, label=way)
axis.axvspan(weekly.index[0], pd.Timestamp("2012-01-01"), color="grey", alpha=0.12, label="reference")
axis.axhline(0, color="grey", lw=0.5)
axis.set(ylabel="rented − predicted")
axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()

# %% [markdown]
# Limits that learn from the bad weeks call them normal: no alarm in the whole year. The narrow ones ring all the time,
# in 2011 as well, because the hours of a week rise and fall together: a warm week is one event, not 168. The
# weekly limits are quiet in the reference and ring within the first quarter. They are not perfect: from the first week of
# 2012 on the line lies on one side of the centre, inside the limits. A rule such as "eight weeks in a row above the centre" sees
# that, too.
#
# ## Labels come late
#
# Rented bikes are counted at once. Whether a loan is paid back is known after years. Suppose that the counts of a day come 14 days
# after it has ended. Then in the morning of day *t* only rows up to *t* − 15 can be judged, and whoever replays the past has to
# **hide** the later ones.
#
# | known at once | known when labels come |
# |---|---|
# | rows per day, missing values, new categories | residuals, RMSE, late rates |
# | distribution of inputs, against the same month last year | the part of the rows in which it fails |
# | distribution of predictions | whether another model would be better |
#
# The left column finds broken sensors and changed tables within hours. About the harm of our year it would have said nothing.
# The right column finds concept drift, a delay later.
#
# ## An alarm trains a challenger; later rows decide
#
# On the first of each month a job looks at the last 28 *known* days. Above 1.5 times the usual RMSE it **trains a challenger**.
# Neither model may be judged on rows that it learned from, so the newest 28 known days are kept for judging, and the challenger
# learns from the 365 days before them. It gets the alias only if it wins. Each version carries the decision as tags.
#
# **Predict before you run the next three cells:** how often in ten months will the alarm ring, and will each challenger win?

# %%
place = tempfile.TemporaryDirectory()
mlflow.set_tracking_uri(f"sqlite:///{place.name}/mlflow.db")
mlflow.create_experiment("bikes", artifact_location=f"{place.name}/models")
mlflow.set_experiment("bikes")
client, name = MlflowClient(), "prod.bikes.demand"


def register(model, metrics):
    with mlflow.start_run():
        mlflow.log_metrics(metrics)
        logged = mlflow.sklearn.log_model(
            model, name="model", pip_requirements=["scikit-learn"], skops_trusted_types=["sklearn.tree._tree.Tree"],
        )
    return int(client.create_model_version(name, logged.model_uri, logged.run_id).version)


client.create_registered_model(name)
client.set_registered_model_alias(name, "champion", register(first, {"rmse": usual}))

# %%
def error(model, rows):
    return rmse(rows["cnt"] - model.predict(rows[features]))


def known_rows(today, delay=14):
    last = today - pd.Timedelta(days=delay + 1)  # the newest day whose counts have come
    middle = last - pd.Timedelta(days=27)
    return bikes.loc[middle - pd.Timedelta(days=365):middle - pd.Timedelta(days=1)], bikes.loc[middle:last]

# %%
def watch(today):
    training, judging = known_rows(today)
    champion = mlflow.pyfunc.load_model(f"models:/{name}@champion")
    old = error(champion, judging)
    if old <= 1.5 * usual:
        return {"champion": old}
    challenger = fit(training)
    new = error(challenger, judging)
    version, decision = register(challenger, {"rmse": new}), "promoted" if new < old else "kept"
    judged = f"{len(judging)} rows to {judging.index[-1]:%Y-%m-%d}"
    for key, value in {"decision": decision, "champion_rmse": f"{old:.1f}", "judged": judged}.items():
        client.set_model_version_tag(name, version, key, value)
    if new < old:
        client.set_registered_model_alias(name, "champion", version)
    return {"champion": old, "challenger": new, "decision": decision}

# %%
days = pd.date_range("2012-03-01", "2012-12-01", freq="MS")  # from the first day with 28 known days of 2012
used, diary = [now.loc["2012-01":"2012-02", "residual"]], {}
for today in days:
    diary[f"{today:%Y-%m-%d}"] = watch(today)
    month, champion = now.loc[f"{today:%Y-%m}"], mlflow.pyfunc.load_model(f"models:/{name}@champion")
    used.append(month["cnt"] - champion.predict(month[features]))  # the job uses whoever is in charge
used, diary = pd.concat(used), pd.DataFrame(diary).T
print(diary.assign(**diary[["champion", "challenger"]].astype(float).round(1)).fillna("–").to_string())
rings, wins = diary["decision"].notna().sum(), (diary["decision"] == "promoted").sum()
in_charge = client.get_model_version_by_alias(name, "champion")
print(f"alarms: {rings} of {len(days)} · promoted: {wins} · version {in_charge.version}:", dict(sorted(in_charge.tags.items())))
logged, again = client.get_run(in_charge.run_id).data.metrics["rmse"], error(champion, known_rows(days[-1])[1])
print(f"its error on those rows: logged {logged:.1f}, measured again {again:.1f}")
assert rings == wins == 10 and abs(logged - again) < 1e-6

# %% [markdown]
# Ten alarms, ten challengers, and each of them won on rows that it had not seen. The record says against whom and on which rows,
# and the logged error can be measured again. That sounds like success. But an alarm that rings again a month after each repair is
# a message, too. Nearly every week of the chart above lies on one side: the **level** is too low. So here is a rival that trains
# nothing: the model of 2011, times *rented / predicted* over the last 28 known days.
#
# **Predict before you run:** who has the smallest error in 2012: the model of 2011, ten retrainings, or one factor a month?

# %%
factor = pd.Series(1.0, index=now.index)
for today in days:
    judging = known_rows(today)[1]
    factor.loc[f"{today:%Y-%m}"] = judging["cnt"].sum() / judging["predicted"].sum()
ways = {"never trained again": now["residual"], "trained at each alarm": used}
ways["one factor a month"] = now["cnt"] - factor * now["predicted"]
ways = pd.DataFrame({way: residual.to_numpy() for way, residual in ways.items()})
colours = ["firebrick", "seagreen", "steelblue"]
axis = ways.groupby(now.index.month).agg(rmse).plot(figsize=(9, 3.2), marker="o", color=colours)
axis.set(xlabel="month of 2012", ylabel="RMSE, bikes per hour", ylim=(0, None))
axis.axhline(1.5 * usual, color="black", lw=1, ls=":", label="limit of the alarm")
axis.legend(loc="upper left", bbox_to_anchor=(1, 1))
plt.show()
print(ways.apply(rmse).round(1).to_string())
assert ways.apply(rmse).is_monotonic_decreasing and (work > 0).mean() > 0.9

# %% [markdown]
# The factor wins by far. A challenger that learns from a year has learned from a city that is, on average, more than half a
# year old; and no input says how much the city has grown. *Won against the champion* is not *good*. An alarm is a
# reason to **look**: is a sensor broken, has a category appeared, has the level moved, has the relation changed? Training again
# is one of the answers, and it should be able to lose.
#
# ## What an MLOps strategy needs
#
# A strategy answers, before the first alarm, who does what with which evidence. Most of it you have just done, or will do in
# this course.
#
# | need | answers the question | where you did it |
# |---|---|---|
# | environments: dev, staging, prod | where may something go wrong? | three-part names, unit *registry* |
# | code in version control, reviewed, tested | what exactly runs? | staging runs the tests before prod |
# | data with versions | which rows made this model? | `known_rows(today)`: a date gives the same rows again |
# | tracking and lineage | which run, code and rows belong to version 7? | run, metric and tags of each version |
# | a gate: later rows, then approval | may it take over? | `watch`: the challenger can lose |
# | promote code rather than models | what moves from dev to prod? | the same `fit` runs in prod on prod's rows |
# | monitoring: inputs, predictions, errors | is it still right? | PSI, KS, chi-square, control limits |
# | roll-back | how do I get back within a minute? | one alias, unit *registry* |
# | a retraining rule | when, on which rows, who is told? | 1.5 × the usual RMSE, 28 known days |
#
# Retraining by the calendar is simple and trains for nothing in quiet times. Retraining by alarm needs limits and labels. Many
# teams do both: a schedule, and an alarm in between.
#
# ## What to remember
#
# - Data drift: the inputs move. Concept drift: the relation to the label moves. Each comes without the other.
# - PSI: edges from the reference, outer bins open, empty bins and new categories counted.
# - Compare with the same month of last year, or the season is your only alarm.
# - A p-value says *real*. Ask for size as well, and correct for the number of columns.
# - Control limits come from the reference, at the level of what is drawn: weeks from weeks.
# - Decide from labels that had come by that day. Judge on rows that neither model has seen.
# - An alarm is a reason to look. The challenger gets the alias only if it wins, and the version keeps the record.
#
# ## On Databricks (November 2026)
#
# - In the exam's time the word was **Lakehouse Monitoring**. Today the pages say **data profiling**, a part of **data quality
#   monitoring** in Unity Catalog; the other part, *anomaly detection*, watches freshness and completeness of all tables of a
#   schema.
# - A profile is of the type *Snapshot*, *TimeSeries* or *InferenceLog*. The last one takes the columns of timestamp, model id,
#   prediction, problem type and, when it has come, label. It fills two Delta tables, `…_profile_metrics` and
#   `…_drift_metrics`, and a dashboard.
# - Its drift is *consecutive* (against the window before) or *baseline* (against a table that you name). A table with the
#   same month of last year is yours to make.
# - **Inference tables** log the requests and answers of an endpoint into a Delta table; labels are joined later. The legacy kind
#   ended in spring 2026; its successors are the inference tables enabled by AI Gateway. For language models the word changes again,
#   to Unity Gateway.
# - In the Python SDK older notebooks call `w.quality_monitors.create(…)`; newer ones (0.68 and later)
#   `w.data_quality.create_monitor(…)`.
# - Alerts are SQL alerts on the metric tables, and a Lakeflow **job** (before: *Workflows*, *Databricks Jobs*) trains the
#   challenger. The vendor advises three environments, and to promote code in most situations.
