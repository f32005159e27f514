# task: decision-uses-known-labels
# why: plain Python over the rows; NaT compares as False.
def decide(log, today, limit):
    now = pd.Timestamp(today)
    known = [(row.day, row.label - row.prediction) for row in log.itertuples() if pd.notna(row.came) and row.came <= now]
    if known:
        last = max(day for day, _ in known)
        known = [(day, error) for day, error in known if (last - day).days < 28]
    if len(known) < 50:
        return {"decision": "wait", "rows": len(known), "rmse": None}
    rmse = float((sum(error**2 for _, error in known) / len(known)) ** 0.5)
    return {"decision": "keep" if rmse <= limit else "retrain", "rows": len(known), "rmse": rmse}
