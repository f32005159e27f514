# task: card-says-what-was-measured
# why: one aggregation for all groups, and Wilson's interval by its formula.
def model_card(predictions, group, facts):
    table = predictions.groupby(group).agg(people=("label", "size"), positives=("label", "sum"), said=("prediction", "sum"))
    z, n, p = 1.959963984540054, table["people"], table["said"] / table["people"]
    center, half = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    low, high = ((center - half) / (1 + z**2 / n)).clip(0, 1), ((center + half) / (1 + z**2 / n)).clip(0, 1)
    card = dict(facts)
    card["people"] = int(n.sum())
    card["accuracy"] = 1 - float(np.abs(predictions["label"] - predictions["prediction"]).mean())
    card["groups"] = {
        name: {"people": int(n[name]), "positives": int(table["positives"][name]), "selection_rate": float(p[name]),
               "interval": [float(low[name]), float(high[name])]}
        for name in table.index
    }
    card["warnings"] = sorted(table.index[table["positives"] < 30])
    return json.dumps(card, indent=2)
