# task: limits-come-from-the-reference
# why: misconception: a mean is a mean; that of a few rows jumps, and it spoils the limits as well.
# loses: 1
# message: fewer than 24 rows
def weeks_out_of_control(rows, start):
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks["mean"].sort_index()
    usual, later = weeks[weeks.index < pd.Timestamp(start)], weeks[weeks.index >= pd.Timestamp(start)]
    centre, spread = usual.mean(), usual.std()
    low, high = centre - 3 * spread, centre + 3 * spread
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
