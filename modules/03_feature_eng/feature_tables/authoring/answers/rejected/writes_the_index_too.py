# task: merge-updates-and-inserts
# why: misconception: a frame is written as its columns; its index becomes a column, too.
# loses: 3
# message: none of the pandas index
def write_batches(batches, primary_keys):
    folder = tempfile.mkdtemp()
    write_deltalake(folder, batches[0])
    same = " AND ".join(f"t.{key} = s.{key}" for key in primary_keys)
    for batch in batches[1:]:
        (
            DeltaTable(folder)
            .merge(batch, same, source_alias="s", target_alias="t")
            .when_matched_update_all()
            .when_not_matched_insert_all()
            .execute()
        )
    table = DeltaTable(folder)
    return {
        "table": table.to_pandas(),
        "before": DeltaTable(folder, version=table.version() - 1).to_pandas(),
        "operations": [entry["operation"] for entry in reversed(table.history())],
    }
