# task: decision-uses-known-labels
# why: misconception: what is in the table was known; a replay of the past then looks ahead.
# loses: 4
# message: is not known
def decide(log, today, limit):
    known = log[(log["day"] < pd.Timestamp(today)) & log["label"].notna()]
    window = known[known["day"] >= known["day"].max() - pd.Timedelta(days=27)]
    if len(window) < 50:
        return {"decision": "wait", "rows": len(window), "rmse": None}
    rmse = float(np.sqrt(np.mean((window["label"] - window["prediction"]) ** 2)))
    return {"decision": "retrain" if rmse > limit else "keep", "rows": len(window), "rmse": rmse}
