# task: threshold-is-a-parameter
# why: misconception: "the threshold or more" is ">".
# loses: 2
# message: the threshold or more is asked for
def log_rush(rows):
    class Rush(mlflow.pyfunc.PythonModel):
        def __init__(self, model):
            self.model = model

        def predict(self, context, model_input: pd.DataFrame, params=None):
            return (self.model.predict(model_input) > params["threshold"]).astype(int)

    inputs = rows[FEATURES].astype(float)
    signature = infer_signature(inputs, np.array([0, 1]), params={"threshold": 200.0})
    return mlflow.pyfunc.log_model(
        name="rush", python_model=Rush(fit_demand(rows)), signature=signature, pip_requirements=["scikit-learn"]
    ).model_uri


def rush(uri, rows, threshold):
    return [int(answer) for answer in mlflow.pyfunc.load_model(uri).predict(rows, params={"threshold": threshold})]
