# task: card-says-what-was-measured
# why: misconception: a group that is too small to judge stands on no card; then nobody learns that it exists.
# loses: 3
# message: it stays on the card
def model_card(predictions, group, facts):
    groups, few = {}, []
    for name, rows in predictions.groupby(group):
        low, high = binomtest(int(rows["prediction"].sum()), len(rows)).proportion_ci(method="wilson")
        if rows["label"].sum() < 30:
            few.append(name)
            continue
        groups[name] = {
            "people": len(rows),
            "positives": int(rows["label"].sum()),
            "selection_rate": float(rows["prediction"].mean()),
            "interval": [float(low), float(high)],
        }
    right = float((predictions["label"] == predictions["prediction"]).mean())
    return json.dumps({**facts, "people": len(predictions), "accuracy": right, "groups": groups, "warnings": few})
