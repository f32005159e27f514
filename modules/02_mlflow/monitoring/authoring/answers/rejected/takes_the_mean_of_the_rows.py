# task: limits-come-from-the-reference
# why: misconception: the mean of the weeks is the mean of their rows; a week with many rows then moves the limits most.
# loses: 1
# message: in which each week counts once
def weeks_out_of_control(rows, start):
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks.loc[weeks["size"] >= 24, "mean"].sort_index()
    usual, later = weeks[weeks.index < pd.Timestamp(start)], weeks[weeks.index >= pd.Timestamp(start)]
    centre, spread = rows.loc[monday.isin(usual.index), "residual"].mean(), usual.std()
    low, high = centre - 3 * spread, centre + 3 * spread
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
