# task: ratio-leaves-small-groups-out
# why: misconception: a group is large if many of it are selected; the groups that are selected least then leave the ratio.
# loses: 2
# message: selected or not
def selection_ratio(predictions, group, smallest):
    table = predictions.groupby(group)["prediction"].agg(["size", "mean", "sum"])
    large = table["sum"] >= smallest
    rates, small = table.loc[large, "mean"], table.index[~large]
    answer = {"ratio": None, "lowest": None, "highest": None, "left_out": sorted(small)}
    if len(rates) >= 2 and rates.max() > 0:
        answer |= {"ratio": float(rates.min() / rates.max()), "lowest": rates.idxmin(), "highest": rates.idxmax()}
    return answer
