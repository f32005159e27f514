# task: threshold-is-a-parameter
# why: misconception: an array is a list; it cannot be sent on as JSON, and == compares it number by number.
# loses: 3
# message: rush returned ndarray
class Rush(mlflow.pyfunc.PythonModel):
    def __init__(self, model):
        self.model = model

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return (self.model.predict(model_input) >= params["threshold"]).astype(int)


def log_rush(rows):
    signature = infer_signature(rows[FEATURES].astype(float), np.array([0, 1]), params={"threshold": 200.0})
    return mlflow.pyfunc.log_model(
        name="rush", python_model=Rush(fit_demand(rows)), signature=signature, pip_requirements=["scikit-learn"]
    ).model_uri


def rush(uri, rows, threshold):
    return mlflow.pyfunc.load_model(uri).predict(rows, params={"threshold": threshold})
