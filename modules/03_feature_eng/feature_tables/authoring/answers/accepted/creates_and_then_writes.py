# task: merge-updates-and-inserts
# why: the table is created empty, and the first batch is written into it, as the vendor's two calls do.
def write_batches(batches, primary_keys):
    import pyarrow as pa

    folder = tempfile.mkdtemp()
    batches = [batch.reset_index(drop=True) for batch in batches]
    kinds = {field.name: field.type for field in pa.Schema.from_pandas(batches[0], preserve_index=False)}
    kinds = {name: pa.timestamp("us") if pa.types.is_timestamp(kind) else kind for name, kind in kinds.items()}
    DeltaTable.create(folder, schema=pa.schema(kinds.items()))
    write_deltalake(folder, batches[0], mode="append")
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
