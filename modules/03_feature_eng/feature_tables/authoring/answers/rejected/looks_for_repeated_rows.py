# task: keys-are-unique-and-complete
# why: misconception: only rows that are equal in every column are duplicates; two prices for one key are not.
# loses: 3
# message: raise ValueError when a combination of keys repeats
def create_table(df, primary_keys, timeseries_column=None):
    if set(primary_keys) - set(df.columns) or timeseries_column not in (None, *primary_keys):
        raise ValueError("keys")
    if df[primary_keys].isna().any(axis=None) or df.duplicated().any():
        raise ValueError("keys")
    folder = tempfile.mkdtemp()
    write_deltalake(folder, df.reset_index(drop=True))
    return DeltaTable(folder).to_pandas()
