# %% [markdown]
# # Exercise · Watch a model, and decide when to train again
#
# The lesson followed one model through a year. You now build the parts of the watch: a measure of drift that counts every
# row, an alarm for many columns at once, control limits for errors, a decision that uses no label before it has come, and
# a retraining that puts the new model in charge only if it wins.
#
# **Five tasks, 20 points, about 40 minutes.** Objective: DBX-01, good practice in an MLOps strategy.
#
# Names, units and rules are fixed, the way is free. Some tests are here to read. The others show only their title: they
# check the same promise on rows, shifts and dates that are drawn when your work is graded. The tasks do not need each other.

# %% given="setup"
import logging
import os

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from scipy.stats import chi2_contingency, false_discovery_control, ks_2samp
from sklearn.linear_model import LinearRegression

from course import dataset

logging.getLogger("mlflow").setLevel(logging.ERROR)
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"
mlflow.set_experiment("monitoring")
FEATURES = ["hr", "workday", "temp", "hum"]  # hour of the day, 0 or 1, °C, %

bikes = pd.read_parquet(dataset("bikes"))  # bikes rented by the hour in Washington, D.C., 2011 and 2012
bikes["day"], bikes["workday"] = pd.to_datetime(bikes["dteday"]), bikes["workingday"] == "Yes"
bikes = bikes[["day", *FEATURES, "cnt"]].astype(dict.fromkeys([*FEATURES, "cnt"], float))


def fit_demand(rows):
    """Return a linear regression of cnt on the FEATURES, fitted on a pandas DataFrame."""
    return LinearRegression().fit(rows[FEATURES], rows["cnt"])


bikes.head(4)

# %% [markdown] task="psi-counts-every-row"
# ## Task 1 · A measure of drift that loses no row
#
# **4 points**
#
# The population stability index compares two lists of shares, bin by bin: the sum of
# `(current share − reference share) · ln(current share / reference share)`.
#
# Write two functions in the same cell. Both **take** `reference` and `current`, two pandas Series, and **return** the PSI, a
# `float` (tolerance 0.000001).
#
# `psi_numbers(reference, current)`:
#
# - Ten bins. The nine edges between them are the quantiles 0.1, 0.2, … 0.9 of the **reference**, missing values left aside,
#   as `quantile` gives them. The first and the last bin are open: they take whatever lies beyond. In the tests no value lies
#   exactly on an edge.
# - One more bin for the missing values.
#
# `psi_words(reference, current)`:
#
# - One bin for each category of the **reference**.
# - One bin for **all** categories that the reference does not have, together.
# - One more bin for the missing values.
#
# In both, a share is the count of the bin divided by **all** rows of its Series, so that the shares add up to 1. A share of 0
# counts as 0.0001.

# %% [markdown] hint="psi-counts-every-row"
# Do it in two steps: first a bin number (or a bin name) for each row, then counts. Check after the first step that no row of
# `current` is without a bin. Which rows does a histogram with fixed edges leave out?

# %% [markdown] hint="psi-counts-every-row"
# `np.searchsorted(edges, values)` gives numbers from 0 to 9 for any value, however far out. Missing values sort last, so
# replace their number by 10. For words, `series.where(series.isin(known), "new")` puts all unknown categories together; the
# missing ones first need a name of their own. `np.bincount(…, minlength=11)` counts empty bins as well.

# %% [markdown] hint="psi-counts-every-row"
# Almost the lines: `edges = reference.quantile(np.arange(1, 10) / 10)`, then for each Series
# `bins = np.where(series.isna(), 10, np.searchsorted(edges, series))`, shares from `np.bincount(bins, minlength=11) / len(bins)`,
# and `np.where(shares == 0, 0.0001, shares)` before the logarithm.


# %% answer="psi-counts-every-row"
def psi_numbers(reference, current):
    """Return the PSI of a column of numbers, with ten bins from the reference and one for missing values."""
    ### BEGIN SOLUTION
    edges = reference.quantile(np.arange(1, 10) / 10).to_numpy()
    shares = []
    for series in (reference, current):
        values = series.to_numpy(dtype=float)
        bins = np.where(np.isnan(values), 10, np.searchsorted(edges, values))
        share = np.bincount(bins, minlength=11) / len(bins)
        shares.append(np.where(share == 0, 0.0001, share))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))
    ### END SOLUTION


def psi_words(reference, current):
    """Return the PSI of a column of words: the reference's categories, one bin for new ones, one for missing ones."""
    ### BEGIN SOLUTION
    known = sorted(reference.dropna().unique())
    shares = []
    for series in (reference, current):
        counts = [(series == word).sum() for word in known]
        counts += [(series.notna() & ~series.isin(known)).sum(), series.isna().sum()]
        share = np.array(counts) / len(series)
        shares.append(np.where(share == 0, 0.0001, share))
    return float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))
    ### END SOLUTION


# %% test="psi-counts-every-row" points=1
# Numbers beyond the reference's range, and a category that it does not have
reference = pd.Series(np.arange(1.0, 103.0))  # 1 to 102: the nine edges lie between two values
for name, current in {"itself": reference, "a warmer one": reference + 30}.items():
    found = psi_numbers(reference, current)
    assert isinstance(found, float), f"psi_numbers returned {type(found).__name__}; it should return a float"
    edges = reference.quantile(np.arange(1, 10) / 10)
    counts = [np.bincount(np.searchsorted(edges, series), minlength=10) for series in (reference, current)]
    then, now = (np.where(count == 0, 0.0001, count / 102) for count in counts)
    expected = float(np.sum((now - then) * np.log(now / then)))
    assert abs(found - expected) < 1e-6, (
        f"the PSI of the reference against {name} is {expected:.4f}, psi_numbers returned {found:.4f}; "
        "look at the bins that are empty now, and at the values above the reference's largest"
    )
then, now = pd.Series(["bus"] * 60 + ["tram"] * 40), pd.Series(["bus"] * 50 + ["tram"] * 30 + ["boat"] * 15 + [None] * 5)
shares = np.array([[0.6, 0.4, 0.0001, 0.0001], [0.5, 0.3, 0.15, 0.05]])
expected = float(np.sum((shares[1] - shares[0]) * np.log(shares[1] / shares[0])))
found = psi_words(then, now)
assert isinstance(found, float) and abs(found - expected) < 1e-6, (
    f"60 bus and 40 tram became 50 bus, 30 tram, 15 boat and 5 missing: the PSI is {expected:.4f}, psi_words returned {found!r}; "
    "the reference has no boat and nothing missing, and both count"
)

# %% test="psi-counts-every-row" points=2 hidden=true
# Drawn numbers that move, leave the range, and go missing
from course import drawn


def expected_psi(reference, current):
    edges = np.nanquantile(reference, np.arange(1, 10) / 10)
    table = [[*np.histogram(s.dropna(), bins=[-np.inf, *edges, np.inf])[0], s.isna().sum()] for s in (reference, current)]
    then, now = (np.where(np.array(counts) == 0, 0.0001, np.array(counts) / sum(counts)) for counts in table)
    return float(np.sum((now - then) * np.log(now / then)))


rng = drawn("psi-numbers")
quiet = pd.Series(rng.normal(20, 5, 10 * int(rng.integers(20, 40)) + 2))
cases = {
    "the numbers moved a little": (quiet, pd.Series(rng.normal(22, 6, int(rng.integers(150, 250))))),
    "most numbers lie beyond the reference's range": (quiet, pd.Series(rng.normal(20 + float(rng.choice([-30, 30])), 8, 140))),
    "some numbers went missing": (
        pd.concat([quiet, pd.Series([np.nan] * int(rng.integers(8, 20)))], ignore_index=True),
        pd.Series(np.where(rng.uniform(size=200) < 0.3, np.nan, rng.normal(20, 5, 200))),
    ),
    "the reference has twice the rows": (pd.Series(rng.lognormal(2, 1, 402)), pd.Series(rng.lognormal(2.3, 1, 201))),
}
for what, (reference, current) in cases.items():
    found, expected = psi_numbers(reference, current), expected_psi(reference, current)
    assert isinstance(found, float), "psi_numbers did not return a float"
    assert abs(found - expected) < 1e-6, (
        f"on drawn rows where {what}, the PSI is {expected:.3f} and another number came back; take the edges from the reference "
        "alone, leave the outer bins open, divide by all rows, and let a share of 0 count as 0.0001"
    )

# %% test="psi-counts-every-row" points=1 hidden=true
# Drawn words: new categories share one bin, lost ones stay, missing ones count
from course import drawn

rng = drawn("psi-words")
words = [str(word) for word in rng.permutation(["clear", "mist", "rain", "snow", "hail", "fog", "dust"])]
reference = pd.Series(rng.choice(words[:4], int(rng.integers(150, 250)), p=[0.4, 0.3, 0.2, 0.1]))
cases = {
    "two categories are new": pd.Series(rng.choice([*words[:4], *words[5:]], 180)),
    "one category is gone": pd.Series(rng.choice(words[1:4], 160)),
    "some words are missing": pd.Series(
        [None if lost else word for lost, word in zip(rng.uniform(size=170) < 0.3, rng.choice(words[:4], 170))]
    ),
}
for what, current in cases.items():
    table = [[*((s == word).sum() for word in words[:4]), s.isin(words[4:]).sum(), s.isna().sum()] for s in (reference, current)]
    then, now = (np.where(np.array(counts) == 0, 0.0001, np.array(counts) / sum(counts)) for counts in table)
    expected, found = float(np.sum((now - then) * np.log(now / then))), psi_words(reference, current)
    assert isinstance(found, float) and abs(found - expected) < 1e-6, (
        f"on drawn words where {what}, the PSI is {expected:.3f} and something else came back; "
        "each category of the reference has a bin, all new ones share one, and the missing ones have one"
    )

# %% [markdown] task="alarm-needs-size-and-surprise"
# ## Task 2 · An alarm for many columns
#
# **4 points**
#
# Forty columns are tested each night. Some are below p = 0.05 by chance. And with many rows, a difference that nobody would
# notice is below it, too.
#
# Write `drifted(reference, current, q)`.
#
# - **Takes** two pandas DataFrames with the same columns, and `q`, such as 0.05. A column holds numbers (`float`) or words
#   (`str`). Nothing is missing.
# - **Surprise**: the p-value of each column, from the two-sample Kolmogorov–Smirnov test for numbers, and from the
#   chi-square test of the table *two samples × categories* for words. All columns of the frame are judged **together** by
#   Benjamini and Hochberg's rule at the false discovery rate `q`.
# - **Size**: at least 0.1, measured for numbers by the KS statistic D, for words by Cramér's V, which for two samples is
#   √(χ² / number of all rows).
# - **Returns** the names of the columns for which both hold, as a sorted `list`.
#
# In the tests every table of words has three categories or more, and no column is near a threshold.

# %% [markdown] hint="alarm-needs-size-and-surprise"
# First collect two numbers for each column, a p-value and a size. Only when all p-values are there can they be judged
# together. Which of your steps needs to know how many columns there are?

# %% [markdown] hint="alarm-needs-size-and-surprise"
# `ks_2samp(a, b)` and `chi2_contingency(table)` both return `.statistic` and `.pvalue`. `pd.crosstab` makes the table from one
# long column of words and a column that says which sample. `false_discovery_control(pvalues)` returns adjusted p-values: compare
# these with `q`.

# %% [markdown] hint="alarm-needs-size-and-surprise"
# Almost the lines: for words
# `table = pd.DataFrame({"then": reference[c].value_counts(), "now": current[c].value_counts()}).fillna(0)`, and at the end
# `adjusted = false_discovery_control(pvalues)`, then keep a name where `adjusted <= q and size >= 0.1`.


# %% answer="alarm-needs-size-and-surprise"
def drifted(reference, current, q):
    """Return the sorted names of the columns whose drift is both surprising among all columns and large enough to matter."""
    ### BEGIN SOLUTION
    names, pvalues, sizes = list(reference.columns), [], []
    for name in names:
        then, now = reference[name], current[name]
        if pd.api.types.is_numeric_dtype(then):
            test = ks_2samp(then, now)
            sizes.append(test.statistic)
        else:
            test = chi2_contingency(pd.DataFrame({"then": then.value_counts(), "now": now.value_counts()}).fillna(0))
            sizes.append(np.sqrt(test.statistic / (len(then) + len(now))))
        pvalues.append(test.pvalue)
    adjusted = false_discovery_control(pvalues)
    return sorted(name for name, p, size in zip(names, adjusted, sizes) if p <= q and size >= 0.1)
    ### END SOLUTION


# %% test="alarm-needs-size-and-surprise" points=1
# One column of numbers and one of words have moved; one moved too little to matter
rng = np.random.default_rng(5)
words = ["bus", "tram", "bike"]
reference = pd.DataFrame(
    {f"quiet_{k}": rng.normal(size=2000) for k in range(4)}
    | {
        "warmer": rng.normal(size=2000),
        "a_little": rng.normal(size=2000),
        "transport": rng.choice(words, 2000, p=[0.5, 0.3, 0.2]),
    }
)
current = pd.DataFrame(
    {f"quiet_{k}": rng.permutation(reference[f"quiet_{k}"]) for k in range(4)}
    | {
        "warmer": reference["warmer"] + 0.8,
        "a_little": reference["a_little"] + 0.15,
        "transport": rng.choice(words, 2000, p=[0.2, 0.3, 0.5]),
    }
)
found = drifted(reference, current, 0.05)
assert isinstance(found, list), f"drifted returned {type(found).__name__}; it should return a list of names"
assert "a_little" not in found, (
    f"drifted returned {found}; a_little has D = {ks_2samp(reference['a_little'], current['a_little']).statistic:.3f}: "
    "with 2,000 rows that is far from chance, but its size is below 0.1"
)
assert found == ["transport", "warmer"], (
    f"drifted returned {found}; warmer and transport have moved, in this order, and no other column"
)

# %% test="alarm-needs-size-and-surprise" points=2 hidden=true
# Forty drawn columns of few rows: judged together, no false alarms and no missed ones
from course import drawn

rng = drawn("forty")
q = float(rng.choice([0.01, 0.1]))
for _ in range(200):
    rows, moved = int(rng.integers(90, 140)), int(rng.integers(9, 14))
    names = [f"c{k}" for k in rng.permutation(range(100, 140))]
    reference = pd.DataFrame({name: rng.normal(size=rows) for name in names})
    current = pd.DataFrame({name: rng.normal(size=rows) + (k < moved) * rng.uniform(0.45, 0.8) for k, name in enumerate(names)})
    tests = {method: [ks_2samp(reference[n], current[n], method=method) for n in names] for method in ("exact", "asymp")}
    p = np.array([test.pvalue for test in tests["exact"]])
    adjusted = {method: false_discovery_control([test.pvalue for test in known]) for method, known in tests.items()}
    chosen = {name for name, a in zip(names, adjusted["exact"]) if a <= q}
    clear = (
        np.array_equal(*(a <= q for a in adjusted.values()))
        and all(not np.any((a > 0.8 * q) & (a < 1.25 * q)) for a in adjusted.values())
        and min((t.statistic for t, a in zip(tests["exact"], adjusted["exact"]) if a <= q), default=0) > 0.11
    )
    if clear and (p < q).sum() > len(chosen) > (p < q / 40).sum() and len(chosen) != (adjusted["exact"] <= 0.05).sum():
        break
found = drifted(reference, current, q)
assert isinstance(found, list), "drifted did not return a list"
extra, missed = len(set(found) - chosen), len(chosen - set(found))
assert not extra, (
    f"{extra} of 40 drawn columns raise an alarm that Benjamini and Hochberg's rule does not give at q = {q}; "
    f"{(p < q).sum()} columns lie below {q} one by one, {len(chosen)} remain when all are judged together"
)
assert not missed, (
    f"{missed} of {len(chosen)} columns are missed at q = {q}; to divide q by the number of columns "
    "is stricter than Benjamini and Hochberg's rule"
)
assert found == sorted(chosen), "the right columns came back in another order; sort the names"

# %% test="alarm-needs-size-and-surprise" points=1 hidden=true
# Many drawn rows, then few: what is certain but small, or large but uncertain, raises no alarm, and a new word is no error
from course import drawn

rng = drawn("many-rows")
words, before, rows = [str(word) for word in rng.permutation(["clear", "mist", "rain", "snow"])], 1500, 2500
more = int(rng.integers(164, 174))  # Cramér's V of c: 0.091 to 0.097, and 0.105 to 0.112 with twice the rows of one sample
for _ in range(50):
    reference = pd.DataFrame(
        {
            "b": rng.normal(size=before),
            "a": rng.normal(size=before),
            "d": rng.choice(words[:3], before),
            "c": rng.permutation(np.repeat(words, 375)),
        }
    )
    current = pd.DataFrame(
        {
            "b": rng.normal(size=rows) + rng.uniform(0.14, 0.18),
            "a": rng.normal(size=rows) + rng.uniform(0.5, 0.9),
            "d": rng.choice(words, rows, p=[0.3, 0.2, 0.3, 0.2]),
            "c": rng.permutation(np.repeat(words, [625 + more, 625 - more, 625, 625])),
        }
    )
    d = ks_2samp(reference["b"], current["b"])
    if d.statistic < 0.09 and d.pvalue < 0.01:
        break
found = drifted(reference, current, 0.05)
assert isinstance(found, list), "drifted did not return a list"
small = len({"b", "c"} & set(found))
assert not small, (
    f"{small} drawn columns with a size below 0.1 raise an alarm; with 4,000 rows a small p-value says "
    "that the shift is real, not that it is large"
)
assert found == ["a", "d"], (
    "of four drawn columns, one of numbers and one of words, which has a new category, have moved much; "
    "these two should come back"
)
then = pd.DataFrame({"words": rng.permutation(np.repeat(words[:3], 40)), "numbers": rng.normal(size=120)})
now = pd.DataFrame({"words": rng.permutation(np.repeat(words[:3], [30, 20, 10])), "numbers": rng.normal(size=60) + 2})
for k in range(9):  # columns in which nothing has moved; judged together with them, a p of 0.03 is no surprise
    now[f"quiet {k}"] = rng.normal(size=60)
    then[f"quiet {k}"] = np.tile(now[f"quiet {k}"], 2)
found = drifted(then, now, 0.05)
assert "words" not in found, (
    "a column of words in few drawn rows has V = 0.20 and p = 0.03, and it raises an alarm; "
    "among eleven columns, judged together, that is no surprise, for words as for numbers"
)
assert found == ["numbers"], "in few drawn rows one column of numbers has moved much, and that one should come back alone"

# %% [markdown] task="limits-come-from-the-reference"
# ## Task 3 · Control limits for the errors
#
# **4 points**
#
# A model went to work on a Monday. Its residuals (label − prediction) from the weeks before, on rows that it had not learned
# from, say what is usual.
#
# Write `weeks_out_of_control(rows, start)`.
#
# - **Takes** `rows`, a pandas DataFrame with `day` (a `Timestamp`) and `residual` (bikes), in any order; and `start`, the
#   Monday on which the model went to work, as text such as `"2012-01-02"`.
# - A week runs from Monday to Sunday and has the name of its Monday. The value of a week is the mean of the residuals of its
#   rows. A week with fewer than 24 rows is left aside, before and after `start`.
# - The **reference** is the weeks before `start`. Limits: the mean of the reference's weekly values, plus and minus three times
#   their standard deviation (with n − 1 below the line, as pandas computes it).
# - **Returns** the weeks from `start` on whose value lies outside the limits: a `list` of texts such as `"2012-03-05"`, in the
#   order of time.

# %% [markdown] hint="limits-come-from-the-reference"
# One step at a time: a Monday for each row, a table with one line per week, the limits, the answer. Which lines of that table
# may the limits know?

# %% [markdown] hint="limits-come-from-the-reference"
# `day - pd.to_timedelta(day.dt.weekday, unit="D")` is the Monday. `groupby(monday)["residual"].agg(["mean", "size"])` is the
# table; `.std()` of its column `mean` measures how weeks differ. The standard deviation of single hours is another thing, and so
# is that divided by √n: hours of one week rise and fall together.

# %% [markdown] hint="limits-come-from-the-reference"
# Almost the lines: `usual = weeks.loc[weeks.index < start, "mean"]`,
# `low, high = usual.mean() - 3 * usual.std(), usual.mean() + 3 * usual.std()`, and
# `later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()`.


# %% answer="limits-come-from-the-reference"
def weeks_out_of_control(rows, start):
    """Return the Mondays, from start on, of the weeks whose mean residual lies outside the reference's three-sigma limits."""
    ### BEGIN SOLUTION
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks.loc[weeks["size"] >= 24, "mean"].sort_index()
    usual, later = weeks[weeks.index < pd.Timestamp(start)], weeks[weeks.index >= pd.Timestamp(start)]
    low, high = usual.mean() - 3 * usual.std(), usual.mean() + 3 * usual.std()
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
    ### END SOLUTION


# %% test="limits-come-from-the-reference" points=1
# Four weeks of work, two of them outside
mondays = pd.date_range("2012-01-02", periods=14, freq="7D")
values = [-10, 10, -10, 10, -10, 10, -10, 10, -10, 10, 60, 31, -70, 31]  # the weekly means; the last four are at work
rows = pd.DataFrame(
    [
        {"day": monday + pd.Timedelta(days=k % 7), "residual": float(value + 40 * (-1) ** k)}
        for monday, value in zip(mondays, values)
        for k in range(28)
    ]
)
found = weeks_out_of_control(rows.sample(frac=1, random_state=1).reset_index(drop=True), "2012-03-12")
usual = pd.Series(values[:10])
assert isinstance(found, list), f"weeks_out_of_control returned {type(found).__name__}; it should return a list of texts"
assert found == ["2012-03-12", "2012-03-26"], (
    f"weeks_out_of_control returned {found}; the limits are 0 ± {3 * usual.std():.1f} bikes, "
    "and the weeks of 2012-03-12 (60) and 2012-03-26 (−70) lie outside, 2012-03-19 and 2012-04-02 (31) inside. "
    "Take the spread of the weekly values before the start, with n − 1 below the line, and judge the week of the start, too"
)

# %% test="limits-come-from-the-reference" points=2 hidden=true
# Drawn weeks: the limits know nothing of what comes later, and they know how much weeks differ
from course import drawn

rng = drawn("limits")
for turn in range(3):
    for _ in range(200):
        before, after = int(rng.integers(20, 32)), int(rng.integers(14, 24))
        mondays = pd.date_range(
            pd.Timestamp("2011-01-03") + pd.Timedelta(weeks=int(rng.integers(60))), periods=before + after, freq="7D"
        )
        level = (
            rng.normal(rng.uniform(-9, 9), 15, before + after)
            + np.r_[np.zeros(before), float(rng.choice([-1, 1])) * np.linspace(5, rng.uniform(80, 130), after)]
        )
        rows = pd.DataFrame(
            {"day": np.repeat(mondays, 40), "residual": np.repeat(level, 40) + rng.normal(0, 45, 40 * (before + after))}
        )
        rows["day"] += pd.to_timedelta(rng.integers(0, 7, len(rows)), unit="D")
        weekly = rows.groupby(np.repeat(np.arange(before + after), 40))["residual"].mean()
        usual, later = weekly[:before], weekly[before:]
        distance = np.abs(later - usual.mean()) / usual.std()
        outside = [f"{mondays[k]:%Y-%m-%d}" for k in distance.index[distance > 3]]
        leaky = int((np.abs(later - weekly.mean()) > 3 * weekly.std()).sum())
        narrow = int((np.abs(later - usual.mean()) > 3 * rows["residual"][: 40 * before].std() / 40**0.5).sum())
        if np.abs(distance - 3).min() > 0.08 and leaky < len(outside) < narrow:
            break
    found = weeks_out_of_control(
        rows.sample(frac=1, random_state=int(rng.integers(10**6))).reset_index(drop=True), f"{mondays[before]:%Y-%m-%d}"
    )
    assert isinstance(found, list), "weeks_out_of_control did not return a list"
    extra, missed = len(set(found) - set(outside)), len(set(outside) - set(found))
    assert not missed, (
        f"{missed} of {len(outside)} drawn weeks outside the limits are missed; limits that also learn from the weeks at work, "
        "or from single hours, are too wide"
    )
    assert not extra, (
        f"{extra} weeks too many raise an alarm; the hours of a week rise and fall together, "
            "so take the spread of the weekly values"
    )
    assert found == outside, "the right weeks came back in another order; sort them by time"

# %% test="limits-come-from-the-reference" points=1 hidden=true
# Drawn weeks on the edge: few rows, 24 rows, many rows, the week of the start, and values near the limits
from course import drawn

rng = drawn("few-rows")
mondays = pd.date_range("2012-01-02", periods=19, freq="7D")
level = np.r_[np.sort(rng.uniform(-12, 12, 14)), np.zeros(5)]
count = np.r_[rng.integers(24, 35, 7), rng.integers(75, 91, 7), np.full(5, 30)]  # the high weeks have most of the rows
low, (wild, full, near, above) = int(rng.integers(2, 12)), (int(k) for k in 15 + rng.permutation(4))
level[[low, wild, 14, full]], count[[low, wild, full]] = (900.0, 500.0, 100.0, 100.0), (int(rng.integers(10, 20)), 23, 24)
week = np.repeat(np.arange(19), count)
rows = pd.DataFrame({"day": mondays[week], "residual": level[week] + rng.normal(0, 1, len(week))})
rows["day"] += pd.to_timedelta(np.arange(len(rows)) % 7, unit="D")
usual = rows["residual"].groupby(week).mean()[:14].drop(low)
far = float(rng.choice([-2.94, 2.94]))  # the limit is 3, and 2.88 with n for n - 1
rows.loc[week == near, "residual"] = usual.mean() + far * usual.std()
by_row = rows.loc[np.isin(week, usual.index), "residual"].mean()
over = 3 + (by_row - usual.mean()) / usual.std() / 2  # halfway to the limit around the mean of the rows
rows.loc[week == above, "residual"] = usual.mean() + over * usual.std()
start, whole = f"{mondays[14]:%Y-%m-%d}", f"{mondays[full]:%Y-%m-%d}"
found = weeks_out_of_control(rows, start)
assert isinstance(found, list), "weeks_out_of_control did not return a list"
assert start in found or whole in found, (
    "a week far outside is missed; a week of fewer than 24 rows in the reference, with an extreme value, "
    "should be left aside before the limits are computed"
)
assert f"{mondays[wild]:%Y-%m-%d}" not in found, (
    "a week of 23 rows raises an alarm; a week of fewer than 24 rows should be left aside"
)
assert start in found, "the week of the start lies far outside and is missed; it is the first week at work"
assert whole in found, "a week of 24 rows lies far outside and is missed; only those of fewer than 24 rows are left aside"
assert f"{mondays[above]:%Y-%m-%d}" in found, (
    f"a week {over:.2f} standard deviations above the mean of the reference is missed; "
    "take the mean and the spread of the weekly values, in which each week counts once, however many rows it has"
)
assert f"{mondays[near]:%Y-%m-%d}" not in found, (
    "a week 2.94 standard deviations from the mean raises an alarm, and the limit is 3; "
    "take the standard deviation with n - 1 below the line"
)
assert len(found) == 3, f"three weeks of 24 drawn rows or more lie outside the limits, and {len(found)} weeks came back"

# %% [markdown] task="decision-uses-known-labels"
# ## Task 4 · Decide from what is known today
#
# **4 points**
#
# A label comes late, and not each after the same time. Somebody replays the past to see when the alarm would have rung; the
# table of today holds labels that nobody had then.
#
# Write `decide(log, today, limit)`.
#
# - **Takes** `log`, a pandas DataFrame with `day` (`Timestamp`, the day of the prediction), `prediction`, `label` (`NaN` if
#   it has not come), and `came` (`Timestamp`, the day on which the label came; `NaT` if it has not); `today`, as text such
#   as `"2012-05-01"`; and `limit`, an RMSE.
# - A row is **known** today if its label came on `today` or before.
# - The **window** is the known rows of the last 28 days *with a known row*: from 27 days before the latest day that has a
#   known row, up to that day.
# - **Returns** a dictionary with `rows`, the number of known rows in the window (`int`); `rmse`, the root mean squared error
#   on them (`float`, tolerance 0.000001); and `decision`: `"retrain"` if the RMSE is above the limit, `"keep"` if it is not,
#   and `"wait"`, with `rmse` `None`, if the window has fewer than 50 rows.

# %% [markdown] hint="decision-uses-known-labels"
# Which column says what could be known: the day of the prediction, or the day on which the label came? Filter first, and do
# everything after that with the filtered rows only, the latest day as well.

# %% [markdown] hint="decision-uses-known-labels"
# `log["came"] <= pd.Timestamp(today)` is `False` where nothing has come, so one comparison does both. Then
# `known["day"].max()`, minus `pd.Timedelta(days=27)`, begins the window. With no known row at all the answer is to wait.

# %% [markdown] hint="decision-uses-known-labels"
# Almost the lines: `known = log[log["came"] <= pd.Timestamp(today)]`,
# `window = known[known["day"] >= known["day"].max() - pd.Timedelta(days=27)]`, and before the RMSE
# `if len(window) < 50: return {"decision": "wait", "rows": len(window), "rmse": None}`.


# %% answer="decision-uses-known-labels"
def decide(log, today, limit):
    """Return decision, rows and rmse from the labels that had come by today."""
    ### BEGIN SOLUTION
    known = log[log["came"] <= pd.Timestamp(today)]
    window = known[known["day"] >= known["day"].max() - pd.Timedelta(days=27)]
    if len(window) < 50:
        return {"decision": "wait", "rows": len(window), "rmse": None}
    rmse = float(np.sqrt(np.mean((window["label"] - window["prediction"]) ** 2)))
    return {"decision": "retrain" if rmse > limit else "keep", "rows": len(window), "rmse": rmse}
    ### END SOLUTION


# %% test="decision-uses-known-labels" points=1
# The harm begins on 15 March, and the labels come 14 days later
days = pd.date_range("2012-02-01", "2012-04-10")
log = pd.DataFrame({"day": np.repeat(days, 4), "prediction": 100.0})
log["label"] = np.where(log["day"] < "2012-03-15", 110.0, 200.0)
log["came"] = log["day"] + pd.Timedelta(days=14)
for today, decision, count, rmse in (
    ("2012-02-20", "wait", 24, None),
    ("2012-03-28", "keep", 112, 10.0),
    ("2012-04-10", "retrain", 112, None),
):
    found = decide(log, today, 40.0)
    assert isinstance(found, dict) and set(found) == {"decision", "rows", "rmse"}, (
        f"decide returned {found!r}; it should return a dictionary with decision, rows and rmse"
    )
    assert found["rows"] == count, (
        f"on {today} the window has {count} known rows, decide counted {found['rows']}; "
        f"a label that came after {today} is not known, and the 28 days end with the latest known day"
    )
    assert found["decision"] == decision and (rmse is None or abs(found["rmse"] - rmse) < 1e-6), (
        f"on {today} decide returned {found}; from what had come by then, the decision is {decision}"
    )

# %% test="decision-uses-known-labels" points=2 hidden=true
# Drawn delays, drawn harm: the past is replayed without a look ahead
from course import drawn

rng = drawn("replay")
days = pd.date_range(pd.Timestamp("2012-01-01") + pd.Timedelta(days=int(rng.integers(40))), periods=150)
log = pd.DataFrame({"day": np.repeat(days, 5), "prediction": rng.uniform(80, 200, 750)})
begins = days[int(rng.integers(70, 90))]
log["label"] = log["prediction"] + rng.normal(0, 20, 750) + np.where(log["day"] >= begins, rng.choice([-1, 1]) * 70.0, 0.0)
log["came"] = log["day"] + pd.to_timedelta(rng.integers(5, 25, 750), unit="D")
log.loc[rng.uniform(size=750) < 0.1, ["label", "came"]] = (np.nan, pd.NaT)
log = log.sample(frac=1, random_state=int(rng.integers(10**6))).reset_index(drop=True)
for offset in (-20, 0, *(int(k) for k in rng.integers(4, 34, 5)), 55):
    today = begins + pd.Timedelta(days=offset)
    known = log[log["came"] <= today]
    window = known[known["day"] > known["day"].max() - pd.Timedelta(days=28)]
    rmse = float(np.sqrt(((window["label"] - window["prediction"]) ** 2).mean()))
    limit = rmse * float(rng.choice([0.97, 1.03]))
    found = decide(log, f"{today:%Y-%m-%d}", limit)
    assert isinstance(found, dict) and set(found) == {"decision", "rows", "rmse"}, (
        "decide did not return a dictionary with decision, rows and rmse"
    )
    assert found["rows"] == len(window), (
        f"on a drawn day {len(window)} known rows lie in the window, and another number came back; "
        "a row counts when its label had come by that day, and the window ends with the latest known day"
    )
    assert isinstance(found["rmse"], float) and abs(found["rmse"] - rmse) < 1e-6, (
        f"the RMSE of the known rows is {rmse:.1f} on a drawn day, and another number came back; labels that came later have no say"
    )
    assert found["decision"] == ("retrain" if rmse > limit else "keep"), (
        "the RMSE is right, the decision is not: above the limit means retrain"
    )

# %% test="decision-uses-known-labels" points=1 hidden=true
# Too few drawn labels, or none at all: no decision; with fifty of them there is one
from course import drawn

rng = drawn("too-few")
days = pd.date_range("2012-06-01", periods=40)
log = pd.DataFrame({"day": np.repeat(days, 3), "prediction": 100.0, "label": 100.0 + rng.uniform(100, 200, 120)})
log["came"] = log["day"] + pd.Timedelta(days=int(rng.integers(6, 11)))
arrived = int(rng.integers(6, 15))
for count, today in ((0, days[0]), (3 * arrived, log["came"][3 * arrived - 1])):
    found = decide(log, f"{today:%Y-%m-%d}", 50.0)
    assert isinstance(found, dict) and found.get("decision") == "wait", (
        f"with {count} known labels the decision was made; with fewer than 50 rows in the window the answer is to wait"
    )
    assert found.get("rows") == count and found.get("rmse") is None, (
        f"with {count} known labels, rows is not {count} or rmse is not None"
    )
for count, decision in ((51, "retrain"), (50, "retrain"), (49, "wait")):
    found = decide(log[51 - count :], f"{log['came'][50]:%Y-%m-%d}", 50.0)
    assert isinstance(found, dict) and found.get("decision") == decision and found.get("rows") == count, (
        f"with {count} known labels in the window, the decision is {decision!r}; with fewer than 50 it is to wait"
    )

# %% [markdown]
# The last task works on the registry. The next cell puts one model under each of three names, as `champion`: it has learned
# from the first months of 2011. Run it again to put everything back.

# %% given="registry"
NAMES = ["city.bikes.demand", "city.bikes.north", "city.bikes.south"]


def fill_registry():
    """Put version 1, trained on January to March 2011, under each of the NAMES, as champion and with no other alias."""
    client = MlflowClient()
    with mlflow.start_run(run_name="first"):
        first = mlflow.sklearn.log_model(
            fit_demand(bikes[bikes["day"] < "2011-04-01"]), name="model", pip_requirements=["scikit-learn"]
        )
    for name in NAMES:
        if client.search_registered_models(f"name = '{name}'"):
            client.delete_registered_model(name)
        client.create_registered_model(name)
        client.create_model_version(name, first.model_uri, first.run_id)
        client.set_registered_model_alias(name, "champion", 1)


fill_registry()

# %% [markdown] task="later-rows-decide"
# ## Task 5 · Train again, and let later rows decide
#
# **4 points**
#
# An alarm is a reason to train a challenger. It is no reason to put it in charge.
#
# Write `retrain(name, rows, today)`.
#
# - **Takes** the name of a registered model with an alias `champion`; `rows`, a pandas DataFrame with `day` (`Timestamp`), the
#   `FEATURES` and `cnt`, in any order; and `today`, as text such as `"2012-06-01"`. Rows of `today` and after it may be in
#   the table: leave them alone.
# - The **judging rows** are those of the last 28 days before `today` (`today` − 28 days ≤ `day` < `today`). The **training
#   rows** are those of the 365 days before that (`today` − 393 days ≤ `day` < `today` − 28 days).
# - Fits the challenger with `fit_demand` on the training rows and logs it in a run, together with the metric `rmse`: its RMSE on
#   the judging rows. Registers it as a new version of `name`.
# - If the challenger's RMSE on the judging rows is **lower** than that of the champion on the same rows, the alias `champion`
#   moves to the new version. If not, `champion` stays.
# - The new version keeps the record, as tags: `decision` is `"promoted"` or `"kept"`, and `champion_rmse` is the RMSE of the
#   champion it was compared with, on the judging rows (one decimal is enough).
# - **Returns** the number of the new version, an `int`.
#
# Give `pip_requirements=["scikit-learn"]` when you log. `cnt` is not for the model's eyes: hand it the `FEATURES`.

# %% [markdown] hint="later-rows-decide"
# Cut first: two frames by date. Each model is then measured by the same line on the same frame. When must the champion be
# loaded: before or after the alias has moved?

# %% [markdown] hint="later-rows-decide"
# `mlflow.pyfunc.load_model(f"models:/{name}@champion")`; `mlflow.log_metric("rmse", …)` and `mlflow.sklearn.log_model(…)`
# inside one `with mlflow.start_run():`; `mlflow.register_model(logged.model_uri, name)`;
# `client.set_model_version_tag(name, version, key, value)`.

# %% [markdown] hint="later-rows-decide"
# Almost the lines: `day = pd.Timestamp(today) - pd.Timedelta(days=28)`,
# `judging = rows[(rows["day"] >= day) & (rows["day"] < today)]`,
# `training = rows[(rows["day"] >= day - pd.Timedelta(days=365)) & (rows["day"] < day)]`, and only
# `if rmse < champion_rmse: client.set_registered_model_alias(name, "champion", version)`.


# %% answer="later-rows-decide"
def retrain(name, rows, today):
    """Train a challenger, judge it and the champion on later rows, move the alias if it wins, and return its version."""
    ### BEGIN SOLUTION
    client, end = MlflowClient(), pd.Timestamp(today)
    middle = end - pd.Timedelta(days=28)
    judging = rows[(rows["day"] >= middle) & (rows["day"] < end)]
    training = rows[(rows["day"] >= middle - pd.Timedelta(days=365)) & (rows["day"] < middle)]
    champion, challenger = mlflow.pyfunc.load_model(f"models:/{name}@champion"), fit_demand(training)
    old, new = (float(np.sqrt(np.mean((m.predict(judging[FEATURES]) - judging["cnt"]) ** 2))) for m in (champion, challenger))
    with mlflow.start_run():
        mlflow.log_metric("rmse", new)
        logged = mlflow.sklearn.log_model(challenger, name="model", pip_requirements=["scikit-learn"])
    version = int(mlflow.register_model(logged.model_uri, name).version)
    client.set_model_version_tag(name, version, "decision", "promoted" if new < old else "kept")
    client.set_model_version_tag(name, version, "champion_rmse", old)
    if new < old:
        client.set_registered_model_alias(name, "champion", version)
    return version
    ### END SOLUTION


# %% test="later-rows-decide" points=1
# On 1 June 2012 the model of 2011 is beaten, and the record says so
from numbers import Integral

from course import predicted, tracked

name, rows = "city.bikes.demand", bikes[bikes["day"] < "2012-06-01"].sample(1500, random_state=2).reset_index(drop=True)
judging, training = rows[rows["day"] >= "2012-05-04"], rows[(rows["day"] >= "2011-05-05") & (rows["day"] < "2012-05-04")]
before = tracked().model(name).aliases["champion"]
old = np.array(predicted(f"models:/{name}/{before}", judging[FEATURES].reset_index(drop=True)))
version = retrain(name, rows, "2012-06-01")
assert isinstance(version, Integral), (
    f"retrain returned {type(version).__name__}; it should return the new version's number, an int"
)
model = tracked().model(name)
made = {known.number: known for known in model.versions}.get(version)
assert made is not None and version != before, (
    f"retrain returned {version}, the registry holds {[v.number for v in model.versions]}; register the challenger as a new version"
)
found = np.array(predicted(f"models:/{name}/{version}", judging[FEATURES].reset_index(drop=True)))
miss = float(np.abs(found - fit_demand(training).predict(judging[FEATURES])).max())
assert miss < 0.01, (
    f"a prediction of the challenger is {miss:.1f} bikes away from a model that learned from the training rows alone; "
    "the 28 days that judge must not be learned from"
)
truth = judging["cnt"].to_numpy()
rmse, champion_rmse = (float(np.sqrt(np.mean((p - truth) ** 2))) for p in (found, old))
wins, tags = rmse < champion_rmse - 1e-9, dict(made.tags)
assert model.aliases.get("champion") == (version if wins else before), (
    f"champion points to version {model.aliases.get('champion')}; on the judging rows the RMSE is {rmse:.2f} for the challenger, "
    f"version {version}, and {champion_rmse:.2f} for version {before}"
)
word = "promoted" if wins else "kept"
assert tags.get("decision") == word, f"the tags of the new version are {tags}; decision should be {word}"
assert abs(float(tags.get("champion_rmse", "nan")) - champion_rmse) < 0.06, (
    f"the tags of the new version are {tags}; the champion that was compared had an RMSE of {champion_rmse:.2f} on the judging rows"
)

# %% test="later-rows-decide" points=2 hidden=true
# On drawn rows the winner is in charge, and logged metric and tags hold when they are measured again
from course import contradiction, drawn, predicted, tracked

rng = drawn("winner")
name = str(rng.choice(NAMES[1:]))
for better in (bool(k) for k in rng.permutation([True, False])):
    end = pd.Timestamp("2012-03-01") + pd.Timedelta(days=int(rng.integers(200)))
    days = end - pd.to_timedelta(
        rng.permutation(np.r_[rng.integers(1, 29, 90), rng.integers(29, 394, 300), rng.integers(394, 500, 60)]), unit="D"
    )
    rows = pd.DataFrame({"day": days} | {f: rng.uniform(0, 1, 450) * top for f, top in zip(FEATURES, (23.0, 1.0, 35.0, 90.0))})
    before = tracked().model(name).aliases.get("champion")
    assert before is not None, "the alias champion is gone; it should always point to a version"
    old = np.array(predicted(f"models:/{name}/{before}", rows[FEATURES]))
    line = (300 if better else 700) + rng.uniform(2, 9) * rows["hr"] - rng.uniform(3, 8) * rows["temp"]  # never the same twice
    rows["cnt"] = line + rng.normal(0, 10, 450)
    judged, learned = (
        days >= end - pd.Timedelta(days=28),
        (days < end - pd.Timedelta(days=28)) & (days >= end - pd.Timedelta(days=393)),
    )
    if not better:  # in the last 28 days the champion is right again
        rows["cnt"] = np.where(judged, old + rng.normal(0, 10, 450), rows["cnt"])
    version = retrain(name, rows, f"{end:%Y-%m-%d}")
    model, store = tracked().model(name), tracked()
    made = {known.number: known for known in model.versions}.get(version)
    assert made is not None and version != before, "the number that came back is not that of a new version"
    new = np.array(predicted(f"models:/{name}/{version}", rows[FEATURES]))
    assert float(np.abs(new - fit_demand(rows[learned]).predict(rows[FEATURES])).max()) < 0.01, (
        "the challenger does not predict as a model of the drawn training rows; "
        "rows that judge, and rows that are too old, should not be learned from"
    )
    rmse, champion_rmse = (float(np.sqrt(np.mean((p - rows["cnt"])[judged] ** 2))) for p in (new, old))
    assert (rmse < champion_rmse) == better, "the drawn rows do not decide; report this to the course's authors"
    assert model.aliases.get("champion") == (version if better else before), (
        f"on the judging rows the challenger's RMSE is {rmse:.0f} and the champion's {champion_rmse:.0f}; "
        "champion does not point to the lower one"
    )
    run = store.run(made.run or "")
    assert run is not None, "the new version does not lead to a run; log the challenger inside a run"
    assert "rmse" in run.metrics, "the run of the challenger has no metric rmse"
    problem = contradiction(run, "rmse", rmse)
    assert not problem, f"the metric rmse is not the challenger's RMSE on the judging rows, {rmse:.1f}; measure it on these rows"
    tags = dict(made.tags)
    assert tags.get("decision") == ("promoted" if better else "kept"), (
        "the tag decision of the new version does not say what happened to the alias"
    )
    try:
        told = float(tags.get("champion_rmse", "nan"))
    except ValueError:
        told = float("nan")
    assert abs(told - champion_rmse) < 0.06, (
        f"the tag champion_rmse is not the RMSE of the champion that was compared, {champion_rmse:.1f}"
    )

# %% test="later-rows-decide" points=1 hidden=true
# Rows of a drawn day and after it have no say
from course import drawn, predicted, tracked

rng = drawn("later-rows")
name = NAMES[0]
end = pd.Timestamp("2012-02-15") + pd.Timedelta(days=int(rng.integers(200)))
days = end + pd.to_timedelta(np.r_[rng.integers(-28, 0, 80), rng.integers(-393, -28, 250), 0, rng.integers(0, 60, 219)], unit="D")
rows = pd.DataFrame({"day": days} | {f: rng.uniform(0, 1, 550) * top for f, top in zip(FEATURES, (23.0, 1.0, 35.0, 90.0))})
before = tracked().model(name).aliases["champion"]
old = np.array(predicted(f"models:/{name}/{before}", rows[FEATURES]))
line = 900 - rng.uniform(5, 9) * rows["hr"] + rng.uniform(5, 8) * rows["temp"] + rng.normal(0, 5, 550)
rows["cnt"] = np.where(days < end - pd.Timedelta(days=28), line, np.where(days < end, old + rng.normal(0, 5, 550), line))
version = retrain(name, rows.sample(frac=1, random_state=int(rng.integers(10**6))).reset_index(drop=True), f"{end:%Y-%m-%d}")
new = np.array(predicted(f"models:/{name}/{version}", rows[FEATURES]))
expected = fit_demand(rows[days < end - pd.Timedelta(days=28)]).predict(rows[FEATURES])
assert float(np.abs(new - expected).max()) < 0.01, (
    "the challenger has learned from other rows than those of the 365 days; rows of today and after are not there yet"
)
assert tracked().model(name).aliases.get("champion") == before, (
    "the champion is nearer in the 28 days before today, the challenger only after it, and the challenger took over; "
    "rows of today and after are not there yet"
)
