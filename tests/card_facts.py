"""What the data cards state, measured: each phrase of a card, with `{}` for every number, and the numbers found."""

import pandas as pd

import course

Facts = list[tuple[str, list[float]]]


def read(name: str) -> pd.DataFrame:
    return pd.read_parquet(course.dataset(name))


def share(condition: pd.Series) -> float:
    return float(condition.mean()) * 100


def late(flights: pd.DataFrame) -> pd.Series:
    return flights["arr_delay"].dropna() > 15


def late_in(flights: pd.DataFrame, month: int) -> float:
    return share(late(flights[flights["month"] == month]))


def with_weather(flights: pd.DataFrame) -> float:
    known = read("weather").set_index(["origin", "time_hour"]).index
    return share(flights.set_index(["origin", "time_hour"]).index.isin(known))


def with_plane(flights: pd.DataFrame, carrier: str | None = None) -> float:
    chosen = flights if carrier is None else flights[flights["carrier"] == carrier]
    return share(chosen["tailnum"].isin(read("planes")["tailnum"]))


def about_flights() -> Facts:
    quarter, lga = read("flights"), read("flights_lga")
    assert not quarter.duplicated(["year", "month", "day", "carrier", "flight"]).any()
    assert not lga.duplicated(["year", "month", "day", "carrier", "flight"]).any()
    assert (set(quarter["month"]), set(lga["month"]), set(lga["origin"])) == ({1, 2, 3}, set(range(1, 13)), {"LGA"})
    assert quarter["time_hour"].iloc[0] == pd.Timestamp("2013-01-01 10:00:00", tz="UTC")
    assert with_weather(lga[(lga["month"] == 12) & (lga["day"] == 31)]) == 0
    at, times = quarter["origin"].value_counts(), quarter["dep_time"].dropna()
    unknown = quarter["arr_delay"].isna()
    left = quarter["dep_time"].notna()
    return [
        ("`flights`: {} rows, {} columns", [*quarter.shape]),
        ("(EWR {} · JFK {} · LGA {})", [at["EWR"], at["JFK"], at["LGA"]]),
        ("`flights_lga`: {} rows, {} columns", [*lga.shape]),
        ("Its {} rows of January to March", [(lga["month"] <= 3).sum()]),
        ("more than {} minutes late", [15]),
        ("true for {} % of the flights that have", [share(late(quarter))]),
        ("Counted over all rows it is {} %, because {} rows", [late(quarter).sum() / len(quarter) * 100, unknown.sum()]),
        ("{} never left, {} left", [(~left).sum(), (left & unknown).sum()]),
        ("correlates with `arr_delay` at {}", [quarter["dep_delay"].corr(quarter["arr_delay"])]),
        ("{} is followed by {}", [times[times < 600].max(), times[times >= 560].min()]),
        ("midnight is written {} ({} departures)", [times.max(), (times == 2400).sum()]),
        ("median {} minutes, mean {}, largest {}", [*quarter["arr_delay"].agg(["median", "mean", "max"])]),
        ("Weather is there for {} % of the rows of `flights` and for {} %", [with_weather(quarter), with_weather(lga)]),
        ("({} December has none)", [31]),
        ("known for only {} % of the rows of `flights` and for {} %", [with_plane(quarter), with_plane(lga)]),
        ("MQ {} %, AA {} %, DL {} %", [with_plane(quarter, carrier) for carrier in ("MQ", "AA", "DL")]),
        ("{} % late in January, {} % in September, {} % in December", [late_in(lga, month) for month in (1, 9, 12)]),
        ("OO has {} row", [(quarter["carrier"] == "OO").sum()]),
    ]


def about_weather() -> Facts:
    weather = read("weather")
    at, wind = weather["origin"].value_counts(), weather["wind_speed"].nlargest(2)
    local = ["origin", "year", "month", "day", "hour"]
    twice = weather[weather.duplicated(local)]
    odd, last = weather.loc[wind.index[0]], weather.loc[weather["time_hour"].idxmax()]
    assert not weather.duplicated(["origin", "time_hour"]).any()
    assert (set(twice["origin"]), set(twice["month"]), odd["origin"], odd["month"]) == ({"EWR", "JFK", "LGA"}, {11}, "EWR", 2)
    assert last["month"] == 12
    return [
        ("{} rows, {} columns", [*weather.shape]),
        ("(EWR {} · JFK {} · LGA {})", [at["EWR"], at["JFK"], at["LGA"]]),
        ("has {} duplicate keys, {} o'clock on {} November", [len(twice), twice["hour"].max(), twice["day"].min()]),
        ("is {} miles per hour (EWR, {} February, {} o'clock)", [wind.iloc[0], odd["day"], odd["hour"]]),
        ("the next largest is {}", [wind.iloc[1]]),
        ("`wind_gust` is missing in {} %", [share(weather["wind_gust"].isna())]),
        ("`pressure` is missing in {} %", [share(weather["pressure"].isna())]),
        ("`precip` is zero in {} %", [share(weather["precip"] == 0)]),
        ("{} and {} are the same direction", [weather["wind_dir"].min(), weather["wind_dir"].max()]),
        ("The last hour is {} o'clock on {} December", [last["hour"], last["day"]]),
        ("no weather for {} December", [last["day"] + 1]),
    ]


def about_planes() -> Facts:
    planes = read("planes")
    makers = planes["manufacturer"].value_counts()
    assert planes["tailnum"].is_unique
    assert makers.index.str.startswith("MCDONNELL DOUGLAS").sum() == 3
    return [
        ("{} rows, {} columns", [*planes.shape]),
        ("Only {} % of the rows of `flights`", [with_plane(read("flights"))]),
        ("and {} % of `flights_lga`", [with_plane(read("flights_lga"))]),
        ("`speed` is missing in {} %", [share(planes["speed"].isna())]),
        ("AIRBUS ({} rows) and AIRBUS INDUSTRIE ({} rows)", [makers["AIRBUS"], makers["AIRBUS INDUSTRIE"]]),
        ("`model` has {} values and `manufacturer` {}", [planes["model"].nunique(), makers.size]),
    ]


def about_airlines() -> Facts:
    airlines = read("airlines")
    names = airlines.set_index("carrier")["name"]
    assert names.index.is_unique
    assert set(names.index) == set(read("flights")["carrier"])
    assert (names["MQ"], names["EV"].split()[0]) == ("Envoy Air", "ExpressJet")
    return [
        ("{} rows, {} columns", [*airlines.shape]),
        ("has only {} of the {}", [read("flights_lga")["carrier"].nunique(), len(names)]),
    ]


def about_bikes() -> Facts:
    bikes = read("bikes").assign(day=lambda rows: pd.to_datetime(rows["dteday"]))
    rented, year, known = bikes["cnt"], bikes["day"].dt.year, bikes["weekday"].notna()
    assert not bikes.duplicated(["dteday", "hr"]).any()
    assert bikes.sort_values(["dteday", "hr"]).index.is_monotonic_increasing
    assert (bikes["casual"] + bikes["registered"] == rented).all()
    assert (bikes["day"].dt.day_name().str[:3] == bikes["weekday"])[known].all()
    assert set(bikes.loc[bikes["day"].dt.month.isin([1, 2]), "season"]) == {"spring"}
    assert set(bikes.loc[bikes["day"].dt.strftime("%m-%d").isin(["12-31", "03-01"]), "season"]) == {"spring"}
    dry = bikes[bikes["hum"] == 0]
    cold = bikes[bikes["temp"] - bikes["atemp"] > 12]
    assert (set(dry["day"].dt.strftime("%d %B %Y")), set(cold["day"].dt.strftime("%d %B %Y"))) == (
        {"10 March 2011"},
        {"17 August 2012"},
    )
    mean = rented.groupby(year).mean()
    return [
        ("{} rows, {} columns", [bikes.shape[0], bikes.shape[1] - 1]),
        ("{} rows are of 2011 and {} of 2012", [(year == 2011).sum(), (year == 2012).sum()]),
        ("`weekday` is missing in {} rows", [(~known).sum()]),
        ("`weathersit` is missing in {} rows", [bikes["weathersit"].isna().sum()]),
        ("is in only {}:", [(bikes["weathersit"] == "Heavy Rain").sum()]),
        ("median {}, mean {}, largest {}", [*rented.agg(["median", "mean", "max"])]),
        ("The mean count rose from {} to {}", [mean[2011], mean[2012]]),
        ("`hum` is {} for the {} hours of 10 March 2011", [dry["hum"].max(), len(dry)]),
        ("far too low on 17 August 2012 ({} hours)", [len(cold)]),
        ("{} hours of the two years have no row", [(365 + 366) * 24 - len(bikes)]),
        ("(the smallest `cnt` is {})", [rented.min()]),
    ]


def about_census() -> Facts:
    census = read("census")
    rich, women = census["income"] == ">50K", census["sex"] == "Female"
    jobless, idle = census["workclass"].isna(), census["occupation"].isna()
    assert census.loc[jobless, "occupation"].isna().all()
    assert set(census.loc[idle & ~jobless, "workclass"]) == {"Never-worked"}
    assert census.groupby("education")["education_num"].nunique().max() == 1
    assert census["education"].nunique() == census["education_num"].nunique() == 16
    return [
        ("{} rows, {} columns", [*census.shape]),
        ("The first {} rows are the source's training file, the last {} its test file", [32_561, len(census) - 32_561]),
        ("{} % earn more than {}K", [share(rich), 50]),
        ("is right in {} %", [share(~rich)]),
        ("{} % of the {} women", [share(rich[women]), women.sum()]),
        ("and {} % of the {} men earn more than {}K", [share(rich[~women]), (~women).sum(), 50]),
        ("{} rows have no `workclass`", [jobless.sum()]),
        ("{} more have no `occupation`", [(idle & ~jobless).sum()]),
        ("`capital_gain` is {} in {} %", [0, share(census["capital_gain"] == 0)]),
        ("and {} in {}: a ceiling", [census["capital_gain"].max(), (census["capital_gain"] == 99_999).sum()]),
        ("{} rows repeat an earlier row", [census.duplicated().sum()]),
        ("a value with {} row (`Holand-Netherlands`)", [(census["native_country"] == "Holand-Netherlands").sum()]),
    ]


def about_penguins() -> Facts:
    penguins = read("penguins")
    sizes = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    years, species = penguins["year"].value_counts(), penguins["species"].value_counts()
    unmeasured = penguins[sizes].isna().all(axis="columns")
    within = [rows[sizes[0]].corr(rows[sizes[1]]) for _, rows in penguins.groupby("species")]
    islands = penguins.groupby("species")["island"].unique()
    assert penguins.loc[unmeasured, "sex"].isna().all()
    assert (set(islands["Gentoo"]), set(islands["Chinstrap"])) == ({"Biscoe"}, {"Dream"})
    return [
        ("{} rows, {} columns", [*penguins.shape]),
        ("seen in 2007 ({}), 2008 ({}) or 2009 ({})", [years[2007], years[2008], years[2009]]),
        ("Adelie {}, Gentoo {}, Chinstrap {}", [species["Adelie"], species["Gentoo"], species["Chinstrap"]]),
        ("{} rows have no `sex`, and {} of these have", [penguins["sex"].isna().sum(), unmeasured.sum()]),
        ("drop these {} before", [unmeasured.sum()]),
        ("on the {} complete rows", [len(penguins.dropna())]),
        ("correlate at {} over all penguins, but at {} or more", [penguins[sizes[0]].corr(penguins[sizes[1]]), min(within)]),
    ]
