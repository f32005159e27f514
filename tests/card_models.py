"""The figures of models that the data cards state, trained anew: each phrase of a card and the numbers found."""

import numpy as np
import pandas as pd
from card_facts import Facts, late, read
from sklearn.cluster import KMeans
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import adjusted_rand_score, roc_auc_score, root_mean_squared_error, silhouette_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SCHEDULE = ["carrier", "origin", "dest", "hour", "minute", "weekday", "distance", "sched_arr_time"]
WEATHER = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib"]
PLANE = ["built", "type", "manufacturer", "engines", "seats", "engine"]
MEASURED = ["temp", "atemp", "hum", "windspeed"]


def coded(rows: pd.DataFrame) -> pd.DataFrame:
    """Replace every text by a number, one number for a text."""
    return rows.apply(lambda column: column if column.dtype != object else column.astype("category").cat.codes)


def flights_with_features() -> pd.DataFrame:
    """Join flights that arrived with weather, planes and the late rate of carrier and airport, same and previous day."""
    key = ["carrier", "origin", "date"]
    flights = read("flights").dropna(subset="arr_delay")
    date = pd.to_datetime(flights[["year", "month", "day"]])
    flights = flights.assign(late=late(flights), date=date, weekday=date.dt.dayofweek)
    same = flights.groupby(key, as_index=False).agg(same_day=("late", "mean"))
    previous = same.assign(date=same["date"] + pd.Timedelta(days=1)).rename(columns={"same_day": "previous_day"})
    weather = read("weather")[["origin", "time_hour", *WEATHER]]
    planes = read("planes").rename(columns={"year": "built"})[["tailnum", *PLANE]]
    joined = flights.merge(weather, how="left", on=["origin", "time_hour"]).merge(planes, how="left", on="tailnum")
    return joined.merge(same, how="left", on=key).merge(previous, how="left", on=key)


def flights_models() -> Facts:
    """Measure the AUC on March for five sets of features."""
    rows = flights_with_features()
    rows = rows.assign(**coded(rows[[*SCHEDULE, *PLANE]]))
    train, test = rows[rows["month"] < 3], rows[rows["month"] == 3]
    known = SCHEDULE + WEATHER + PLANE

    def auc(features: list[str]) -> float:
        model = HistGradientBoostingClassifier(random_state=0).fit(train[features], train["late"])
        return float(roc_auc_score(test["late"], model.predict_proba(test[features])[:, 1]))

    sets = [SCHEDULE, known, [*known, "previous_day"], [*known, "same_day"], [*known, "dep_delay"]]
    phrase = (
        "schedule only {}; with weather and planes {}; with the late rate of the carrier at that airport on the *previous* "
        "day {}; with that rate on the *same* day, a leak, {}; with `dep_delay`, a leak, {}."
    )
    return [(phrase, [auc(features) for features in sets])]


def psi(before: pd.Series, after: pd.Series) -> float:
    """Measure how far a feature has moved: the population stability index over the deciles of before."""
    cuts = np.unique(before.quantile(np.arange(0.1, 1, 0.1)))
    shares = [np.bincount(np.digitize(rows, cuts), minlength=len(cuts) + 1) / len(rows) + 1e-6 for rows in (before, after)]
    return float(((shares[0] - shares[1]) * np.log(shares[0] / shares[1])).sum())


def bikes_models() -> Facts:
    """Measure the RMSE of a model of 2011 in both years and the drift of the weather between them."""
    bikes = read("bikes")
    day = pd.to_datetime(bikes["dteday"])
    first = day.dt.year == 2011
    features = coded(bikes.drop(columns=["dteday", "casual", "registered", "cnt"]).assign(month=day.dt.month))
    train, unseen = train_test_split(bikes.index[first], random_state=0)
    model = HistGradientBoostingRegressor(random_state=0).fit(features.loc[train], bikes.loc[train, "cnt"])
    errors = [
        float(root_mean_squared_error(bikes.loc[rows, "cnt"], model.predict(features.loc[rows])))
        for rows in (unseen, bikes.index[~first])
    ]
    assert max(psi(bikes.loc[first, column], bikes.loc[~first, column]) for column in MEASURED) < 0.05
    return [
        ("trained on 2011 has an RMSE of about {} on hours of 2011 that it has not seen and about {} on 2012", errors),
        ("stays below {}.", [0.05]),
    ]


def census_models() -> Facts:
    """Measure how often a logistic regression selects women for each time it selects men, with and without four columns."""
    census = read("census").fillna({"workclass": "none", "occupation": "none", "native_country": "none"})
    rich = census["income"] == ">50K"

    def ratio(without: list[str]) -> float:
        features = census.drop(columns=["income", "fnlwgt", *without])
        numbers = list(features.select_dtypes("number"))
        words = [column for column in features if column not in numbers]
        columns = make_column_transformer((StandardScaler(), numbers), (OneHotEncoder(handle_unknown="ignore"), words))
        train, test = train_test_split(census.index, random_state=0, stratify=rich)
        model = make_pipeline(columns, LogisticRegression(max_iter=500)).fit(features.loc[train], rich.loc[train])
        selected = pd.Series(model.predict(features.loc[test]), index=test).groupby(census.loc[test, "sex"]).mean()
        return float(selected["Female"] / selected["Male"])

    return [
        ("women about {} times as often as men", [ratio([])]),
        ("still about {}, far from equal", [ratio(["sex", "race", "relationship", "marital_status"])]),
    ]


def penguins_models() -> Facts:
    """Measure k-means against the species, scaled and not, and the silhouette of two and three clusters."""
    complete = read("penguins").dropna()
    sizes = complete[["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]].to_numpy(float)
    scaled = StandardScaler().fit_transform(sizes)
    clusters = {k: KMeans(k, n_init=20, random_state=0).fit_predict(scaled) for k in (2, 3)}
    unscaled = KMeans(3, n_init=20, random_state=0).fit_predict(sizes)
    agreement = [float(adjusted_rand_score(complete["species"], found)) for found in (clusters[3], unscaled)]
    compact = [float(silhouette_score(scaled, clusters[k])) for k in (2, 3)]
    return [
        ("ARI {} with scaled measurements and {} without", agreement),
        ("prefers {} clusters ({}) to the true {} ({})", [2, compact[0], 3, compact[1]]),
    ]
