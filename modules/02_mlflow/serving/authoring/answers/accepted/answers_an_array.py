# task: custom-model-is-served
# why: the class lies inside the function, and predict returns an array of texts from nested np.where.
def log_display(rows):
    class Display(mlflow.pyfunc.PythonModel):
        def __init__(self, regression):
            self.regression = regression

        def predict(self, context, model_input, params=None):
            minutes = self.regression.predict(numbers_of(model_input))
            late = np.array([f"late by {round(one)} min" for one in minutes])
            return np.where(model_input["dep_delay"].isna(), "not known yet", np.where(minutes < 15, "on time", late))

    model, example = Display(fit_delay(rows)), rows[FEATURES].head(20).copy()
    example.iloc[3, 2] = np.nan
    with mlflow.start_run():
        return mlflow.pyfunc.log_model(
            name="model",
            python_model=model,
            signature=infer_signature(example, model.predict(None, example)),
            pip_requirements=["scikit-learn"],
        ).model_uri


def serve_and_ask(uri, body):
    with mlflow_server(uri) as url:
        answer = requests.post(f"{url}/invocations", data=body.encode(), headers={"Content-Type": "application/json"}, timeout=30)
    return answer.json()["predictions"]
