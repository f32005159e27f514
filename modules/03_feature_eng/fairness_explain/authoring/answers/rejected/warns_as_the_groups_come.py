# task: card-says-what-was-measured
# why: misconception: the order of a list says nothing; two cards of the same rows then differ.
# loses: 2
# message: warnings should be the sorted list
def model_card(predictions, group, facts):
    groups, few = {}, []
    for name in predictions[group].unique():
        rows = predictions[predictions[group] == name]
        low, high = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson")
        few += [name] if rows["label"].sum() < 30 else []
        groups[name] = {
            "people": len(rows),
            "positives": int(rows["label"].sum()),
            "selection_rate": float(rows["prediction"].mean()),
            "interval": [float(low), float(high)],
        }
    right = float((predictions["label"] == predictions["prediction"]).mean())
    return json.dumps({**facts, "people": len(predictions), "accuracy": right, "groups": groups, "warnings": few})
