# task: limits-come-from-the-reference
# why: misconception: more weeks make better limits; the weeks that should be judged then widen them.
# loses: 4
# message: are too wide
def weeks_out_of_control(rows, start):
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks.loc[weeks["size"] >= 24, "mean"].sort_index()
    later = weeks[weeks.index >= pd.Timestamp(start)]
    centre, spread = weeks.mean(), weeks.std()
    low, high = centre - 3 * spread, centre + 3 * spread
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
