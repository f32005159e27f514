# task: unknown-weather-is-answered
# why: misconception: the mean of the group means is the mean of the rows; the groups are not equally large.
# loses: 3
# message: not the mean of the table's means
class Lookup(mlflow.pyfunc.PythonModel):
    def __init__(self, means):
        self.means, self.overall = means.to_dict(), float(means.mean())

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return model_input["weathersit"].map(self.means).astype(float).fillna(self.overall)


def log_weather_means(rows):
    means = rows.groupby("weathersit")["cnt"].mean()
    return mlflow.pyfunc.log_model(name="weather", python_model=Lookup(means), pip_requirements=["pandas"]).model_uri
