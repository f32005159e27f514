# task: threshold-is-a-parameter
# why: misconception: 200 and 200.0 are the same default; the type of the parameter is taken from it, and 212.5 is refused.
# loses: 3
# message: a default without a fraction makes a whole number of it
class Rush(mlflow.pyfunc.PythonModel):
    def __init__(self, model):
        self.model = model

    def predict(self, context, model_input: pd.DataFrame, params=None):
        return (self.model.predict(model_input) >= params["threshold"]).astype(int)


def log_rush(rows):
    signature = infer_signature(rows[FEATURES].astype(float), np.array([0, 1]), params={"threshold": 200})
    return mlflow.pyfunc.log_model(
        name="rush", python_model=Rush(fit_demand(rows)), signature=signature, pip_requirements=["scikit-learn"]
    ).model_uri


def rush(uri, rows, threshold):
    if threshold == int(threshold):
        threshold = int(threshold)  # "it wants an int"
    return mlflow.pyfunc.load_model(uri).predict(rows, params={"threshold": threshold}).tolist()
