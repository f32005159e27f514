# task: card-says-what-was-measured
# why: misconception: default=str lets json write NumPy's whole numbers; it writes them as texts.
# loses: 3
# message: as JSON numbers, not texts
def model_card(predictions, group, facts):
    groups, few = {}, []
    for name, rows in predictions.groupby(group):
        low, high = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson")
        positives = (rows["label"] == 1).sum()
        few += [name] if positives < 30 else []
        groups[name] = {
            "people": rows["label"].count(),
            "positives": positives,
            "selection_rate": rows["prediction"].mean(),
            "interval": [low, high],
        }
    right = (predictions["label"] == predictions["prediction"]).mean()
    card = {**facts, "people": len(predictions), "accuracy": right, "groups": groups, "warnings": few}
    return json.dumps(card, default=str)
