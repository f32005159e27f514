# task: merge-updates-and-inserts
# why: the long form of a merge, with each column by name; versions by number.
def write_batches(batches, primary_keys):
    folder = tempfile.mkdtemp() + "/table"
    table = [batch.reset_index(drop=True) for batch in batches]
    write_deltalake(folder, table[0])
    values = {name: f"s.{name}" for name in batches[0].columns}
    for batch in table[1:]:
        (
            DeltaTable(folder)
            .merge(batch, " and ".join(f"s.{key} = t.{key}" for key in primary_keys), source_alias="s", target_alias="t")
            .when_matched_update(updates=values)
            .when_not_matched_insert(updates=values)
            .execute()
        )
    last = DeltaTable(folder)
    history = sorted(last.history(), key=lambda entry: entry["version"])
    before = DeltaTable(folder)
    before.load_as_version(len(batches) - 2)
    return {"table": last.to_pandas(), "before": before.to_pandas(), "operations": [entry["operation"] for entry in history]}
