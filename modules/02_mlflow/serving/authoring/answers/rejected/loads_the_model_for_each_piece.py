# task: each-row-is-scored-once
# why: misconception: loading belongs to scoring; it is the dear part of a small batch, and is needed once.
# loses: 2
# message: load it once, before the loop
def score_in_chunks(uri, rows, size):
    parts = []
    for start in range(0, len(rows), size):
        part = rows.iloc[start : start + size]
        answer = mlflow.pyfunc.load_model(uri).predict(part[FEATURES])
        parts.append(answer.assign(flight_id=part["flight_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)[["flight_id", "minutes", "call"]]
