# task: limits-come-from-the-reference
# why: misconception: the spread of a mean is that of single rows by the root of n; hours of one week are not independent.
# loses: 4
# message: rise and fall together
def weeks_out_of_control(rows, start):
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks.loc[weeks["size"] >= 24, "mean"].sort_index()
    usual, later = weeks[weeks.index < pd.Timestamp(start)], weeks[weeks.index >= pd.Timestamp(start)]
    hours = rows.loc[monday < pd.Timestamp(start), "residual"]
    centre, spread = usual.mean(), hours.std() / len(hours) ** 0.5 * len(usual) ** 0.5
    low, high = centre - 3 * spread, centre + 3 * spread
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
