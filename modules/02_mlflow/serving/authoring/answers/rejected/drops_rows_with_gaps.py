# task: each-row-is-scored-once
# why: misconception: a row with a missing value cannot be scored; the model says what it does with it, the batch loses it.
# loses: 1
# message: also where a delay is missing
def score_in_chunks(uri, rows, size):
    model, parts = mlflow.pyfunc.load_model(uri), []
    rows = rows.dropna(subset=FEATURES)
    for start in range(0, len(rows), size):
        part = rows.iloc[start : start + size]
        parts.append(model.predict(part[FEATURES]).assign(flight_id=part["flight_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)[["flight_id", "minutes", "call"]]
