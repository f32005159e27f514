# task: own-stage-survives-the-folder
# why: misconception: the model in memory and the model in the folder are the same; later, only the folder is there.
# loses: 2
# message: load the model from the folder that circled is given
def save_circle(rows, column, period):
    global fitted
    folder = tempfile.mkdtemp() + "/circle"
    fitted = Pipeline(stages=[Circle(inputCol=column, period=float(period))]).fit(rows)
    fitted.write().overwrite().save(folder)
    return folder, json.loads(spark.read.text(f"{folder}/stages/*/metadata").first()[0])


def circled(folder, rows):
    return fitted.transform(rows)


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
        angle = F.col(name) * (2 * math.pi / self.getOrDefault(self.period))
        halves = {f"{name}_sin": F.sin(angle), f"{name}_cos": F.cos(angle)}
        return rows.withColumns({half: F.coalesce(value, F.lit(0.0)) for half, value in halves.items()})
