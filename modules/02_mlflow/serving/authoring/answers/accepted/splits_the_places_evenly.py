# task: each-row-is-scored-once
# why: as many calls as needed, pieces of nearly the same size, the answers in one list.
def score_in_chunks(uri, rows, size):
    model = mlflow.pyfunc.load_model(uri)
    pieces = np.array_split(np.arange(len(rows)), -(-len(rows) // size))
    answers = pd.concat([model.predict(rows[FEATURES].iloc[places]) for places in pieces], ignore_index=True)
    return pd.DataFrame({"flight_id": rows["flight_id"].to_numpy(), "minutes": answers["minutes"], "call": answers["call"]})
