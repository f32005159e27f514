# task: unknown-weather-is-answered
# why: misconception: a look-up answers every row; what is not in the table becomes NaN.
# loses: 3
# message: was answered with NaN
class Lookup(mlflow.pyfunc.PythonModel):
    def __init__(self, means):
        self.means = means

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return model_input["weathersit"].map(self.means).astype(float)


def log_weather_means(rows):
    means = rows.groupby("weathersit")["cnt"].mean().to_dict()
    return mlflow.pyfunc.log_model(name="weather", python_model=Lookup(means), pip_requirements=["pandas"]).model_uri
