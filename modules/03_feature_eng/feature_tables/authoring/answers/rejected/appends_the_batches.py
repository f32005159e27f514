# task: merge-updates-and-inserts
# why: misconception: new rows are added at the end; an old key then stands in the table twice.
# loses: 3
# message: a matching row is updated, a new one inserted, the others stay
def write_batches(batches, primary_keys):
    folder = tempfile.mkdtemp()
    for batch in batches:
        write_deltalake(folder, batch.reset_index(drop=True), mode="append")
    table = DeltaTable(folder)
    before = DeltaTable(folder, version=table.version() - 1).to_pandas()
    operations = [entry["operation"] for entry in reversed(table.history())]
    return {"table": table.to_pandas(), "before": before, "operations": operations}
