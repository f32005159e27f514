# task: index-survives-the-move
# why: misconception: pandas_api() finds the old index again; it numbers the rows, and the names stay columns.
# loses: 3
# message: pandas_api(index_col=…) makes an index of a column
def to_rows(table):
    return ps.from_pandas(table).to_spark(index_col=list(table.index.names))


def to_table(rows, index):
    return rows.pandas_api().to_pandas()
