# task: keys-are-unique-and-complete
# why: misconception: a key that is unique is a key; a gap that occurs once is unique, too.
# loses: 2
# message: a gap in a text key was not refused
def create_table(df, primary_keys, timeseries_column=None):
    if set(primary_keys) - set(df.columns) or timeseries_column not in (None, *primary_keys):
        raise ValueError("keys")
    if df.duplicated(primary_keys).any():
        raise ValueError("keys")
    folder = tempfile.mkdtemp()
    write_deltalake(folder, df.reset_index(drop=True))
    return DeltaTable(folder).to_pandas()
