# task: card-says-what-was-measured
# why: misconception: plus and minus 1.96 standard errors always works; without anybody selected the interval has no width.
# loses: 3
# message: should be
def model_card(predictions, group, facts):
    groups, few = {}, []
    for name, rows in predictions.groupby(group):
        rate = rows["prediction"].mean()
        half = 1.96 * np.sqrt(rate * (1 - rate) / len(rows))
        low, high = rate - half, rate + half
        few += [name] if rows["label"].sum() < 30 else []
        groups[name] = {
            "people": len(rows),
            "positives": int(rows["label"].sum()),
            "selection_rate": float(rows["prediction"].mean()),
            "interval": [float(low), float(high)],
        }
    right = float((predictions["label"] == predictions["prediction"]).mean())
    return json.dumps({**facts, "people": len(predictions), "accuracy": right, "groups": groups, "warnings": few})
