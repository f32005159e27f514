# task: merge-updates-and-inserts
# why: misconception: a merge adds what is new; a correction of an old row never arrives.
# loses: 3
# message: should both be there with their new rates
def write_batches(batches, primary_keys):
    folder = tempfile.mkdtemp()
    batches = [batch.reset_index(drop=True) for batch in batches]
    write_deltalake(folder, batches[0])
    condition = " AND ".join(f"old.{key} = new.{key}" for key in primary_keys)
    for batch in batches[1:]:
        merge = DeltaTable(folder).merge(batch, condition, source_alias="new", target_alias="old")
        merge.when_not_matched_insert_all().execute()
    table = DeltaTable(folder)
    before = DeltaTable(folder, version=table.version() - 1).to_pandas()
    operations = [entry["operation"] for entry in reversed(table.history())]
    return {"table": table.to_pandas(), "before": before, "operations": operations}
