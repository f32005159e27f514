# task: ratio-leaves-small-groups-out
# why: misconception: the ratio compares how many are selected; a large group then looks favoured because it is large.
# loses: 3
# message: it is a ratio of rates, not of counts
def selection_ratio(predictions, group, smallest):
    table = predictions.groupby(group)["prediction"].agg(["size", "mean", "sum"])
    large = table["size"] >= smallest
    rates, small = table.loc[large, "sum"], table.index[~large]
    answer = {"ratio": None, "lowest": None, "highest": None, "left_out": sorted(small)}
    if len(rates) >= 2 and rates.max() > 0:
        answer |= {"ratio": float(rates.min() / rates.max()), "lowest": rates.idxmin(), "highest": rates.idxmax()}
    return answer
