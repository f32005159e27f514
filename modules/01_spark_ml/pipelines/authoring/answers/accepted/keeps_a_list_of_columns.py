# task: own-stage-survives-the-folder
# why: Spark's own mixin for several columns keeps the name in a list.
import json
import math
import tempfile

from pyspark.ml import Transformer
from pyspark.ml.param.shared import HasInputCols, Param, Params, TypeConverters
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable


class Circles(Transformer, HasInputCols, DefaultParamsReadable, DefaultParamsWritable):
    period = Param(Params._dummy(), "period", "one turn", TypeConverters.toFloat)

    def __init__(self, inputCols=None, period=360.0):
        super().__init__()
        self._set(inputCols=inputCols, period=period)

    def _transform(self, rows):
        for name in self.getInputCols():
            angle = F.col(name) * (2 * math.pi / self.getOrDefault(self.period))
            rows = rows.withColumn(f"{name}_sin", F.coalesce(F.sin(angle), F.lit(0.0)))
            rows = rows.withColumn(f"{name}_cos", F.coalesce(F.cos(angle), F.lit(0.0)))
        return rows


def save_circle(rows, column, period):
    folder = tempfile.mkdtemp() + "/circle"
    Pipeline(stages=[Circles(inputCols=[column], period=float(period))]).fit(rows).save(folder)
    return folder, json.loads(spark.read.text(f"{folder}/stages/*/metadata").first()[0])


def circled(folder, rows):
    return PipelineModel.load(folder).transform(rows)
