# task: custom-model-is-served
# why: misconception: any endpoint is the real server; one inside the notebook does not try out mlflow models serve.
# loses: 1
# message: start it with mlflow_server(uri)
class Display(mlflow.pyfunc.PythonModel):
    def __init__(self, regression):
        self.regression = regression

    def predict(self, context, model_input, params=None):
        minutes = self.regression.predict(numbers_of(model_input))
        return [
            "not known yet" if pd.isna(known) else "on time" if late < 15 else f"late by {round(late)} min"
            for known, late in zip(model_input["dep_delay"], minutes, strict=True)
        ]


def log_display(rows):
    model, example = Display(fit_delay(rows)), rows[FEATURES].head(20).copy()
    example.iloc[0, 2] = np.nan
    signature = infer_signature(example, model.predict(None, example))
    with mlflow.start_run():
        return mlflow.pyfunc.log_model(
            name="model", python_model=model, signature=signature, pip_requirements=["scikit-learn"]
        ).model_uri


def serve_and_ask(uri, body):
    with endpoint(uri) as url:
        headers = {"Content-Type": "application/json"}
        return requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=30).json()["predictions"]
