# task: unknown-weather-is-answered
# why: the table can be an artifact of the model, which load_context reads.
import tempfile
from pathlib import Path


class FromAFile(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        known = json.loads(Path(context.artifacts["table"]).read_text())
        self.means, self.overall = known["means"], known["overall"]

    def predict(self, context, model_input: pd.DataFrame):
        return [self.means.get(word, self.overall) for word in model_input["weathersit"]]


def log_weather_means(rows):
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "table.json")
        means = rows.groupby("weathersit")["cnt"].mean().to_dict()
        path.write_text(json.dumps({"means": means, "overall": float(rows["cnt"].mean())}))
        with mlflow.start_run():
            return mlflow.pyfunc.log_model(
                name="weather", python_model=FromAFile(), artifacts={"table": str(path)}, pip_requirements=["pandas"]
            ).model_uri
