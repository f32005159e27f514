# task: decision-uses-known-labels
# why: misconception: one label is better than none; an alarm from three rows is chance.
# loses: 2
# message: fewer than 50 rows
def decide(log, today, limit):
    known = log[log["came"] <= pd.Timestamp(today)]
    window = known[known["day"] >= known["day"].max() - pd.Timedelta(days=27)]
    if window.empty:
        return {"decision": "wait", "rows": 0, "rmse": None}
    rmse = float(np.sqrt(np.mean((window["label"] - window["prediction"]) ** 2)))
    return {"decision": "retrain" if rmse > limit else "keep", "rows": len(window), "rmse": rmse}
