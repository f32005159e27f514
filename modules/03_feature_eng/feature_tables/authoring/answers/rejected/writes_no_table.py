# task: keys-are-unique-and-complete
# why: misconception: checked rows without the pandas index are the table; nothing has to be written.
# loses: 2
# message: which no Delta table keeps
def create_table(df, primary_keys, timeseries_column=None):
    if set(primary_keys) - set(df.columns) or timeseries_column not in (None, *primary_keys):
        raise ValueError("keys")
    if df[primary_keys].isna().any(axis=None) or df.duplicated(primary_keys).any():
        raise ValueError("keys")
    return df.reset_index(drop=True)
