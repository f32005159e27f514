# task: each-row-is-scored-once
# why: the columns are the three that are asked for, in the order in which they were made.
def score_in_chunks(uri, rows, size):
    model = mlflow.pyfunc.load_model(uri)
    parts = []
    for start in range(0, len(rows), size):
        part = rows.iloc[start : start + size]
        parts.append(model.predict(part[FEATURES]).assign(flight_id=part["flight_id"].to_numpy()))
    return pd.concat(parts, ignore_index=True)
