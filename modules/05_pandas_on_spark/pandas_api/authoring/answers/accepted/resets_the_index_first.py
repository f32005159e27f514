# task: index-survives-the-move
# why: no pandas-on-Spark at all: reset_index before createDataFrame, set_index after toPandas.
def to_rows(table):
    return spark.createDataFrame(table.reset_index())


def to_table(rows, index):
    return rows.toPandas().set_index(index)
