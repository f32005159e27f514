# task: each-row-is-scored-once
# why: misconception: one more piece takes what is left over; where the pieces are all full, it is empty, and the model is asked for nothing.
# loses: 2
# message: did not come to its end
def score_in_chunks(uri, rows, size):
    model, parts = mlflow.pyfunc.load_model(uri), []
    for number in range(len(rows) // size + 1):
        part = rows.iloc[number * size : (number + 1) * size]
        parts.append(model.predict(part[FEATURES]).assign(flight_id=part["flight_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)[["flight_id", "minutes", "call"]]
