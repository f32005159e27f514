# task: score-needs-keys-only
# why: a dict for each feature of each table, and no join at all.
def score_batch(model, tables, df):
    scored = df.reset_index(drop=True)
    for lookup in model["feature_lookups"]:
        table = tables[lookup["table_name"]]
        known = list(zip(*(table["rows"][key] for key in table["primary_keys"])))
        asked = list(zip(*(scored[key] for key in lookup["lookup_key"])))
        for name in lookup["feature_names"]:
            if name not in df.columns:
                values = dict(zip(known, table["rows"][name]))
                scored[name] = [values.get(key, float("nan")) for key in asked]
    for name, value in model["fill"].items():
        scored[name] = scored[name].fillna(value)
    weights = pd.Series(model["weights"])
    return scored.assign(prediction=model["intercept"] + scored[weights.index] @ weights)
