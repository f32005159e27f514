# task: keys-are-unique-and-complete
# why: dropping rows with gaps and repeated keys must leave all rows; an Arrow table has no pandas index.
def create_table(df, primary_keys, timeseries_column=None):
    time = [] if timeseries_column is None else [timeseries_column]
    if not set(time) <= set(primary_keys) <= set(df.columns):
        raise ValueError("a key is unknown, or the time is no key")
    if len(df.dropna(subset=primary_keys).groupby(primary_keys).size()) != len(df):
        raise ValueError("keys are missing or repeated")
    import pyarrow as pa

    folder = tempfile.mkdtemp() + "/table"
    write_deltalake(folder, pa.Table.from_pandas(df, preserve_index=False))
    return DeltaTable(folder).to_pyarrow_table().to_pandas()
