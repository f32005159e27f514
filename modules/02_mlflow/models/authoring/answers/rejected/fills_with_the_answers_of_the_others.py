# task: unknown-weather-is-answered
# why: misconception: the rows that are asked can teach; the answer to a row then depends on its neighbours.
# loses: 3
# message: was not answered with it
class Lookup(mlflow.pyfunc.PythonModel):
    def __init__(self, means):
        self.means = means

    def predict(self, context, model_input: pd.DataFrame, params=None):
        known = model_input["weathersit"].map(self.means).astype(float)
        return known.fillna(known.mean()).fillna(0.0)


def log_weather_means(rows):
    means = rows.groupby("weathersit")["cnt"].mean().to_dict()
    return mlflow.pyfunc.log_model(name="weather", python_model=Lookup(means), pip_requirements=["pandas"]).model_uri
