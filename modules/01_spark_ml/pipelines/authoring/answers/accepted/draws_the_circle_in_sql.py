# task: own-stage-survives-the-folder
# why: the arithmetic may be SQL and the parameters may have setters, as long as each setting is a Param.
def save_circle(rows, column, period):
    import json
    import pathlib
    import tempfile

    folder = tempfile.mkdtemp() + "/circle"
    Pipeline(stages=[OnTheClock().setColumn(column).setTurn(float(period))]).fit(rows).save(folder)
    return folder, json.loads(next(pathlib.Path(folder).glob("stages/*/metadata/part*")).read_text())


def circled(folder, rows):
    loaded = PipelineModel.load(folder)
    return loaded.transform(rows)


from pyspark.ml import Transformer
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import DefaultParamsReadable, DefaultParamsWritable


class OnTheClock(Transformer, DefaultParamsReadable, DefaultParamsWritable):
    column = Param(Params._dummy(), "column", "what to place on the clock", TypeConverters.toString)
    turn = Param(Params._dummy(), "turn", "one turn of the clock", TypeConverters.toFloat)

    def setColumn(self, value):
        return self._set(column=value)

    def setTurn(self, value):
        return self._set(turn=value)

    def _transform(self, rows):
        name, turn = self.getOrDefault(self.column), self.getOrDefault(self.turn)
        halves = [f"coalesce({half}(2 * pi() * `{name}` / {turn}), 0.0D) AS `{name}_{half}`" for half in ("sin", "cos")]
        return rows.selectExpr("*", *halves)
