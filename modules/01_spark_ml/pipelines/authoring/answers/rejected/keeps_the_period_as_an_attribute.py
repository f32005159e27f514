# task: own-stage-survives-the-folder
# why: misconception: an attribute of the object is saved with it; only a Param is, and the loaded stage has the default again.
# loses: 2
# message: Only a Param is written to the folder
def save_circle(rows, column, period):
    folder = tempfile.mkdtemp() + "/circle"
    Pipeline(stages=[Circle(inputCol=column, period=period)]).fit(rows).write().overwrite().save(folder)
    return folder, json.loads(spark.read.text(f"{folder}/stages/*/metadata").first()[0])


def circled(folder, rows):
    return PipelineModel.load(folder).transform(rows)


import json
import math
import tempfile

from pyspark.ml import Transformer
from pyspark.ml.param.shared import HasInputCol
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable


class Circle(Transformer, HasInputCol, DefaultParamsReadable, DefaultParamsWritable):
    def __init__(self, inputCol=None, period=360.0):
        super().__init__()
        self._set(inputCol=inputCol)
        self.period = period

    def _transform(self, rows):
        name = self.getInputCol()
        angle = F.col(name) * (2 * math.pi / self.period)
        halves = {f"{name}_sin": F.sin(angle), f"{name}_cos": F.cos(angle)}
        return rows.withColumns({half: F.coalesce(value, F.lit(0.0)) for half, value in halves.items()})
