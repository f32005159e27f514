# task: threshold-is-a-parameter
# why: the parameter's type and default are written down, and the model guards against a call without any.
from mlflow.models import ModelSignature
from mlflow.types import ColSpec, DataType, ParamSchema, ParamSpec, Schema


class Alarm(mlflow.pyfunc.PythonModel):
    def __init__(self, demand):
        self.demand = demand

    def predict(self, context, model_input: pd.DataFrame, params=None):
        limit = (params or {}).get("threshold", 200.0)
        return [1 if value >= limit else 0 for value in self.demand.predict(model_input)]


def log_rush(rows):
    signature = ModelSignature(
        inputs=Schema([ColSpec("double", name) for name in FEATURES]), outputs=Schema([ColSpec("long")]),
        params=ParamSchema([ParamSpec("threshold", DataType.double, 200.0)]),
    )
    with mlflow.start_run():
        return mlflow.pyfunc.log_model(
            name="alarm", python_model=Alarm(fit_demand(rows)), signature=signature, pip_requirements=["scikit-learn"]
        ).model_uri


def rush(uri, rows, threshold):
    return list(np.array(mlflow.pyfunc.load_model(uri).predict(rows, {"threshold": threshold})))
