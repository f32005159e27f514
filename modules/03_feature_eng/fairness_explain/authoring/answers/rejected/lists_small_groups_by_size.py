# task: ratio-leaves-small-groups-out
# why: misconception: a list of counts is sorted, so its names are; value_counts sorts by the count.
# loses: 2
# message: left_out should be the sorted list
def selection_ratio(predictions, group, smallest):
    sizes, means = predictions[group].value_counts(), predictions.groupby(group)["prediction"].mean()
    rates = means[sizes.index[sizes >= smallest]]
    answer = {"ratio": None, "lowest": None, "highest": None, "left_out": sizes.index[sizes < smallest].tolist()}
    if len(rates) >= 2 and rates.max() > 0:
        answer |= {"ratio": float(rates.min() / rates.max()), "lowest": rates.idxmin(), "highest": rates.idxmax()}
    return answer
