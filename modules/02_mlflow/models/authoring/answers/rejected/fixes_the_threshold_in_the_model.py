# task: threshold-is-a-parameter
# why: misconception: an attribute is a parameter; what the signature does not know is ignored when the model is asked.
# loses: 4
# message: Does the signature know the parameter?
class Rush(mlflow.pyfunc.PythonModel):
    def __init__(self, model, threshold):
        self.model, self.threshold = model, threshold

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return (self.model.predict(model_input) >= (params or {}).get("threshold", self.threshold)).astype(int)


def log_rush(rows):
    signature = infer_signature(rows[FEATURES].astype(float), np.array([0, 1]))
    return mlflow.pyfunc.log_model(
        name="rush", python_model=Rush(fit_demand(rows), 200.0), signature=signature, pip_requirements=["scikit-learn"]
    ).model_uri


def rush(uri, rows, threshold):
    return mlflow.pyfunc.load_model(uri).predict(rows, params={"threshold": threshold}).tolist()
