# task: index-survives-the-move
# why: misconception: to_spark() carries the whole frame over; without index_col it drops the index.
# loses: 3
# message: forget the index unless you name it
def to_rows(table):
    return ps.from_pandas(table).to_spark()


def to_table(rows, index):
    return rows.pandas_api(index_col=index).to_pandas()
