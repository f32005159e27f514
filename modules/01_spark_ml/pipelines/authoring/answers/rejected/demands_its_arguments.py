# task: own-stage-survives-the-folder
# why: misconception: the constructor gets its arguments back on loading; Spark calls it without any, and sets the parameters afterwards.
# loses: 3
# message: missing 2 required positional arguments
def save_circle(rows, column, period):
    folder = tempfile.mkdtemp() + "/circle"
    Pipeline(stages=[Circle(column, float(period))]).fit(rows).write().overwrite().save(folder)
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

    def __init__(self, inputCol, period):
        super().__init__()
        self._set(inputCol=inputCol, period=period)

    def _transform(self, rows):
        name = self.getInputCol()
        angle = F.col(name) * (2 * math.pi / self.getOrDefault(self.period))
        halves = {f"{name}_sin": F.sin(angle), f"{name}_cos": F.cos(angle)}
        return rows.withColumns({half: F.coalesce(value, F.lit(0.0)) for half, value in halves.items()})
