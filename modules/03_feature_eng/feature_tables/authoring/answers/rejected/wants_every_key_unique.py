# task: keys-are-unique-and-complete
# why: misconception: each primary key must be unique by itself; it is the combination.
# loses: 3
# message: a good table was refused
def create_table(df, primary_keys, timeseries_column=None):
    if set(primary_keys) - set(df.columns) or timeseries_column not in (None, *primary_keys):
        raise ValueError("keys")
    if df[primary_keys].isna().any(axis=None) or any(df[key].duplicated().any() for key in primary_keys):
        raise ValueError("keys")
    folder = tempfile.mkdtemp()
    write_deltalake(folder, df.reset_index(drop=True))
    return DeltaTable(folder).to_pandas()
