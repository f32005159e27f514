# task: card-says-what-was-measured
# why: misconception: a group with many people has many positives; a large group may have hardly any.
# loses: 2
# message: a large group may have few positives
def model_card(predictions, group, facts):
    groups, few = {}, []
    for name, rows in predictions.groupby(group):
        low, high = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson")
        few += [name] if len(rows) < 30 else []
        groups[name] = {
            "people": len(rows),
            "positives": int(rows["label"].sum()),
            "selection_rate": float(rows["prediction"].mean()),
            "interval": [float(low), float(high)],
        }
    right = float((predictions["label"] == predictions["prediction"]).mean())
    return json.dumps({**facts, "people": len(predictions), "accuracy": right, "groups": groups, "warnings": few})
