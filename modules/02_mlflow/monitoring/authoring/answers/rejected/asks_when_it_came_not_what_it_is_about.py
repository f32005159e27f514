# task: decision-uses-known-labels
# why: misconception: the labels that came in the last 28 days are the window; they are about other days.
# loses: 2
# message: another number came back
def decide(log, today, limit):
    window = log[(log["came"] <= pd.Timestamp(today)) & (log["came"] >= pd.Timestamp(today) - pd.Timedelta(days=27))]
    if len(window) < 50:
        return {"decision": "wait", "rows": len(window), "rmse": None}
    rmse = float(np.sqrt(np.mean((window["label"] - window["prediction"]) ** 2)))
    return {"decision": "retrain" if rmse > limit else "keep", "rows": len(window), "rmse": rmse}
