# task: limits-come-from-the-reference
# why: misconception: a standard deviation is a standard deviation; NumPy has n below the line, and the limits become too narrow.
# loses: 2
# message: with n - 1 below the line
def weeks_out_of_control(rows, start):
    monday = rows["day"] - pd.to_timedelta(rows["day"].dt.weekday, unit="D")
    weeks = rows.groupby(monday)["residual"].agg(["mean", "size"])
    weeks = weeks.loc[weeks["size"] >= 24, "mean"].sort_index()
    usual, later = weeks[weeks.index < pd.Timestamp(start)], weeks[weeks.index >= pd.Timestamp(start)]
    centre, spread = usual.mean(), np.std(usual.to_numpy())
    low, high = centre - 3 * spread, centre + 3 * spread
    return later[(later < low) | (later > high)].index.strftime("%Y-%m-%d").tolist()
