# task: score-needs-keys-only
# why: misconception: a key that the table does not have cannot be scored; the row disappears in an inner join.
# loses: 3
# message: came out
def score_batch(model, tables, df):
    for lookup in model["feature_lookups"]:
        table, names = tables[lookup["table_name"]], [name for name in lookup["feature_names"] if name not in df]
        part = table["rows"][[*table["primary_keys"], *names]]
        part = part.rename(columns=dict(zip(table["primary_keys"], lookup["lookup_key"])))
        df = df.merge(part, on=lookup["lookup_key"])
    df = df.fillna(model["fill"])
    weighted = sum(weight * df[name] for name, weight in model["weights"].items())
    return df.assign(prediction=model["intercept"] + weighted)
