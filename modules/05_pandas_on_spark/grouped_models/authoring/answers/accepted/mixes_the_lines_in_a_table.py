# task: later-rows-choose-the-strength
# why: the lines in a pandas frame, joined to the later rows, and the pooled line for rows that find none.
def choose_strength(train, valid, strengths):
    first, second = line_of(train)
    cells = {name: (len(part), *line_of(part)) for name, part in train.groupby("carrier")}
    table, tried = pd.DataFrame.from_dict(cells, orient="index", columns=["n", "a", "b"]), []
    for k in strengths:
        share = table["n"] / (table["n"] + k)
        mixed = pd.DataFrame({"a": share * table["a"] + (1 - share) * first, "b": share * table["b"] + (1 - share) * second})
        used = mixed.reindex(valid["carrier"]).fillna({"a": first, "b": second}).reset_index(drop=True)
        miss = used["a"] + used["b"] * valid["dep_delay"].to_numpy() - valid["arr_delay"].to_numpy()
        tried.append((float((miss**2).mean() ** 0.5), k, mixed))
    rmse, k, mixed = min(tried, key=lambda one: one[0])
    return {"strength": k, "rmse": rmse, "lines": {name: (float(a), float(b)) for name, a, b in mixed.itertuples()}}
