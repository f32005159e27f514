# task: ratio-leaves-small-groups-out
# why: misconception: a ratio of 0 is no ratio; it is the strongest finding that there can be.
# loses: 2
# message: the lowest rate is 0, and so the ratio is 0.0
def selection_ratio(predictions, group, smallest):
    table = predictions.groupby(group)["prediction"].agg(["size", "mean"])
    rates, small = table.loc[table["size"] >= smallest, "mean"], table.index[table["size"] < smallest]
    answer = {"ratio": None, "lowest": None, "highest": None, "left_out": sorted(small)}
    if len(rates) >= 2 and rates.min() > 0:
        answer |= {"ratio": float(rates.min() / rates.max()), "lowest": rates.idxmin(), "highest": rates.idxmax()}
    return answer
