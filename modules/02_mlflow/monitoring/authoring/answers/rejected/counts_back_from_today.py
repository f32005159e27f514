# task: decision-uses-known-labels
# why: misconception: the last 28 days are those before today; most of their labels have not come.
# loses: 3
# message: the 28 days end with the latest known day
def decide(log, today, limit):
    known = log[log["came"] <= pd.Timestamp(today)]
    window = known[known["day"] >= pd.Timestamp(today) - pd.Timedelta(days=27)]
    if len(window) < 50:
        return {"decision": "wait", "rows": len(window), "rmse": None}
    rmse = float(np.sqrt(np.mean((window["label"] - window["prediction"]) ** 2)))
    return {"decision": "retrain" if rmse > limit else "keep", "rows": len(window), "rmse": rmse}
