# task: score-needs-keys-only
# why: misconception: a gap is filled for the prediction and stays in the frame; then nobody sees which value the model has used.
# loses: 2
# message: return the features with their gaps filled
def score_batch(model, tables, df):
    for lookup in model["feature_lookups"]:
        table, names = tables[lookup["table_name"]], [name for name in lookup["feature_names"] if name not in df]
        part = table["rows"][[*table["primary_keys"], *names]]
        part = part.rename(columns=dict(zip(table["primary_keys"], lookup["lookup_key"])))
        df = df.merge(part, how="left", on=lookup["lookup_key"])
    filled = df.fillna(model["fill"])
    weighted = sum(weight * filled[name] for name, weight in model["weights"].items())
    return df.assign(prediction=model["intercept"] + weighted)
