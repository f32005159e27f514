# task: keys-are-unique-and-complete
# why: misconception: what was written is what stands there; only reading it back shows what the table holds.
# loses: 2
# message: return what is read back from the folder
def create_table(df, primary_keys, timeseries_column=None):
    if set(primary_keys) - set(df.columns) or timeseries_column not in (None, *primary_keys):
        raise ValueError("keys")
    if df[primary_keys].isna().any(axis=None) or df.duplicated(primary_keys).any():
        raise ValueError("keys")
    write_deltalake(tempfile.mkdtemp(), df.reset_index(drop=True))
    return df
