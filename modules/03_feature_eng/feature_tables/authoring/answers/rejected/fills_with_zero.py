# task: score-needs-keys-only
# why: misconception: nothing counts as zero; the model learned with another fill.
# loses: 3
# message: was expected
def score_batch(model, tables, df):
    for lookup in model["feature_lookups"]:
        table, names = tables[lookup["table_name"]], [name for name in lookup["feature_names"] if name not in df]
        part = table["rows"][[*table["primary_keys"], *names]]
        part = part.rename(columns=dict(zip(table["primary_keys"], lookup["lookup_key"])))
        df = df.merge(part, how="left", on=lookup["lookup_key"])
    df = df.fillna({name: 0.0 for name in model["fill"]})
    weighted = sum(weight * df[name] for name, weight in model["weights"].items())
    return df.assign(prediction=model["intercept"] + weighted)
