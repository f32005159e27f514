# task: score-needs-keys-only
# why: misconception: the table knows better than the caller; the vendor's rule is the other way round.
# loses: 3
# message: df brings rate
def score_batch(model, tables, df):
    df = df.drop(columns=[name for lookup in model["feature_lookups"] for name in lookup["feature_names"]], errors="ignore")
    for lookup in model["feature_lookups"]:
        table, names = tables[lookup["table_name"]], lookup["feature_names"]
        part = table["rows"][[*table["primary_keys"], *names]]
        part = part.rename(columns=dict(zip(table["primary_keys"], lookup["lookup_key"])))
        df = df.merge(part, how="left", on=lookup["lookup_key"])
    df = df.fillna(model["fill"])
    weighted = sum(weight * df[name] for name, weight in model["weights"].items())
    return df.assign(prediction=model["intercept"] + weighted)
