# task: threshold-is-a-parameter
# why: misconception: the model predicts and each caller decides; then each caller has a rule of its own, and the model has none.
# loses: 4
# message: The model itself has to answer 1 and 0
def log_rush(rows):
    return mlflow.sklearn.log_model(fit_demand(rows), name="rush", pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED).model_uri


def rush(uri, rows, threshold=200.0):
    return (mlflow.pyfunc.load_model(uri).predict(rows) >= threshold).astype(int).tolist()
