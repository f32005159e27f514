"""The work whose Java classes go into the archive: a little of everything that exercises do with Spark."""

import tempfile
from pathlib import Path
from typing import Any

from pyspark import SparkContext
from pyspark.ml import Pipeline, PipelineModel, evaluation
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.ml.regression import LinearRegression
from pyspark.sql import SparkSession
from pyspark.sql import functions as F


def main() -> None:
    """Run it, and wait until the JVM has written the archive at its end."""
    spark = SparkSession.builder.getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        _work(spark, Path(folder))
    gateway: Any = getattr(SparkContext._gateway, "proc")  # noqa: B009 - pyspark sets it without declaring it
    spark.stop()
    gateway.stdin.close()
    gateway.wait()


def _work(spark: SparkSession, folder: Path) -> None:
    path = str(folder / "rows.parquet")
    spark.range(400).selectExpr("id", "CAST(id % 7 AS STRING) AS kind", "id * 2.0 AS x", "id + 1.5 AS y").write.parquet(path)
    rows = spark.read.parquet(path)
    rows.groupBy("kind").agg(F.avg("y"), F.max("x")).orderBy("kind").show()
    rows.join(rows.select("id", F.col("y").alias("z")), "id").where("z > 3").dropna().sample(fraction=0.5, seed=1).count()
    stages: list[Any] = [
        StringIndexer(inputCol="kind", outputCol="index", handleInvalid="keep"),
        OneHotEncoder(inputCol="index", outputCol="vector"),
        VectorAssembler(inputCols=["vector", "x"], outputCol="features"),
        LinearRegression(labelCol="y"),
    ]
    model = Pipeline(stages=stages).fit(rows)
    scored = model.transform(spark.createDataFrame(rows.toArrow()))
    evaluation.RegressionEvaluator(labelCol="y").evaluate(scored)
    model.write().overwrite().save(str(folder / "model"))
    PipelineModel.load(str(folder / "model")).transform(rows).select("prediction").toPandas()


if __name__ == "__main__":
    main()
