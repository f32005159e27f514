# task: own-stage-survives-the-folder
# why: misconception: a gap is zero; as an angle, zero is a direction, north, with a cosine of 1.
# loses: 1
# message: a gap has no direction
def save_circle(rows, column, period):
    folder = tempfile.mkdtemp() + "/circle"
    Pipeline(stages=[Circle(inputCol=column, period=float(period))]).fit(rows).write().overwrite().save(folder)
    return folder, json.loads(spark.read.text(f"{folder}/stages/*/metadata").first()[0])


def circled(folder, rows):
    return PipelineModel.load(folder).transform(rows)


import json
import math
import tempfile

from pyspark.ml import Transformer
from pyspark.ml.param.shared import HasInputCol, Param, Params, TypeConverters
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable


class Circle(Transformer, HasInputCol, DefaultParamsReadable, DefaultParamsWritable):
    period = Param(Params._dummy(), "period", "after how much the value begins again", TypeConverters.toFloat)

    def __init__(self, inputCol=None, period=360.0):
        super().__init__()
        self._set(inputCol=inputCol, period=period)

    def _transform(self, rows):
        name = self.getInputCol()
        angle = F.coalesce(F.col(name), F.lit(0.0)) * (2 * math.pi / self.getOrDefault(self.period))
        return rows.withColumns({f"{name}_sin": F.sin(angle), f"{name}_cos": F.cos(angle)})
