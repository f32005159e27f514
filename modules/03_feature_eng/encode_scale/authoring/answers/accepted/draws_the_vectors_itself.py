# task: unseen-levels-get-their-own-slot
# why: the values of train make a dict, and pandas makes the vectors.
def one_hot(train, rows, column):
    from pyspark.ml.linalg import Vectors, VectorUDT
    from pyspark.sql.types import StructField, StructType

    values = sorted(row[0] for row in train.select(column).distinct().collect() if row[0] is not None)
    slot = {value: place for place, value in enumerate(values)}
    size = len(values) + 1
    kept = rows.collect()
    taken = [slot.get(row[column], size - 1) for row in kept]
    vectors = [Vectors.dense([float(place == other) for other in range(size)]) for place in taken]
    schema = StructType([*rows.schema.fields, StructField("vector", VectorUDT())])
    return spark.createDataFrame([(*row, vector) for row, vector in zip(kept, vectors)], schema)
