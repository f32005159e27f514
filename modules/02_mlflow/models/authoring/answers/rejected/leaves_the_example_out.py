# task: signature-fits-later-rows
# why: misconception: a signature makes an example superfluous; it says types, not what a real row looks like.
# loses: 1
# message: the folder holds no input example
def log_demand(rows):
    model, inputs = fit_demand(rows), rows[FEATURES].astype(float)
    signature = infer_signature(inputs, model.predict(inputs))
    return mlflow.sklearn.log_model(model, name="demand", signature=signature, pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED).model_uri
