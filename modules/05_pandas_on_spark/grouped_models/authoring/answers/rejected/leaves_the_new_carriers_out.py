# task: later-rows-choose-the-strength
# why: misconception: a carrier without training rows cannot be judged; it will be scored, so it counts.
# loses: 4
# message: over all
def choose_strength(train, valid, strengths):
    pooled = np.array(line_of(train))
    valid = valid[valid["carrier"].isin(train["carrier"])]
    own = {carrier: (len(part), np.array(line_of(part))) for carrier, part in train.groupby("carrier")}

    def lines_at(k):
        return {carrier: (n * line + k * pooled) / (n + k) for carrier, (n, line) in own.items()}

    def rmse_at(k, rows):
        lines = lines_at(k)
        used = np.array([lines.get(carrier, pooled) for carrier in rows["carrier"]])
        miss = used[:, 0] + used[:, 1] * rows["dep_delay"] - rows["arr_delay"]
        return float(np.sqrt((miss**2).mean()))

    best = min(strengths, key=lambda k: rmse_at(k, valid))
    lines = {carrier: tuple(map(float, line)) for carrier, line in lines_at(best).items()}
    return {"strength": best, "rmse": rmse_at(best, valid), "lines": lines}
