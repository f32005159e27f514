# task: each-row-is-scored-once
# why: misconception: a model's answer has the index of the rows; here it counts from 0 in each piece.
# loses: 2
# message: each flight should come out exactly once
def score_in_chunks(uri, rows, size):
    model, parts = mlflow.pyfunc.load_model(uri), []
    for start in range(0, len(rows), size):
        part = rows.iloc[start : start + size]
        parts.append(pd.concat([part["flight_id"], model.predict(part[FEATURES])], axis=1))
    return pd.concat(parts, ignore_index=True)[["flight_id", "minutes", "call"]]
