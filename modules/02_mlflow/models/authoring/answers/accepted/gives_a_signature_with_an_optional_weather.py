# task: unknown-weather-is-answered
# why: a signature may say that the weather can be missing.
def log_weather_means(rows):
    known = rows.groupby("weathersit")["cnt"].mean()

    class Lookup(mlflow.pyfunc.PythonModel):
        def predict(self, context, model_input: pd.DataFrame, params=None):
            return pd.DataFrame({"prediction": known.reindex(model_input["weathersit"]).fillna(mean).to_numpy()})

    mean = rows["cnt"].mean()
    example = pd.DataFrame({"weathersit": ["Clear", None]})
    signature = infer_signature(example, pd.DataFrame({"prediction": [1.0, 2.0]}))
    return mlflow.pyfunc.log_model(name="w", python_model=Lookup(), signature=signature, pip_requirements=["pandas"]).model_uri
