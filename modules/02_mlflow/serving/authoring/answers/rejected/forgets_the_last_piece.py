# task: each-row-is-scored-once
# why: misconception: the pieces are all full; the last one hardly ever is.
# loses: 4
# message: 25 flights went in and 20 rows
def score_in_chunks(uri, rows, size):
    model, parts = mlflow.pyfunc.load_model(uri), []
    for number in range(len(rows) // size):
        part = rows.iloc[number * size : (number + 1) * size]
        parts.append(model.predict(part[FEATURES]).assign(flight_id=part["flight_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)[["flight_id", "minutes", "call"]]
