# task: ratio-leaves-small-groups-out
# why: a loop over the groups, with plain dicts.
def selection_ratio(predictions, group, smallest):
    rates, left_out = {}, []
    for name, rows in predictions.groupby(group):
        if len(rows) < smallest:
            left_out.append(name)
        else:
            rates[name] = float(rows["prediction"].sum() / len(rows))
    if len(rates) < 2 or max(rates.values()) == 0:
        return {"ratio": None, "lowest": None, "highest": None, "left_out": sorted(left_out)}
    lowest, highest = min(rates, key=rates.get), max(rates, key=rates.get)
    return {"ratio": rates[lowest] / rates[highest], "lowest": lowest, "highest": highest, "left_out": sorted(left_out)}
