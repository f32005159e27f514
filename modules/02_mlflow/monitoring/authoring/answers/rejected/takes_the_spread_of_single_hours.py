# task: limits-come-from-the-reference
# why: misconception: limits for a mean are the limits of single values; a mean moves much less.
# loses: 4
# message: are too wide
def weeks_out_of_control(rows, start):
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks.loc[weeks["size"] >= 24, "mean"].sort_index()
    usual, later = weeks[weeks.index < pd.Timestamp(start)], weeks[weeks.index >= pd.Timestamp(start)]
    centre, spread = usual.mean(), rows.loc[monday < pd.Timestamp(start), "residual"].std()
    low, high = centre - 3 * spread, centre + 3 * spread
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
