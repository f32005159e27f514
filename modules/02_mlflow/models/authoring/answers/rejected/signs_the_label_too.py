# task: signature-fits-later-rows
# why: misconception: the signature describes the table; it describes what is there when rows are scored, and the label is not.
# loses: 2
# message: expected ['hr', 'temp', 'hum']
def log_demand(rows):
    model, inputs = fit_demand(rows), rows[FEATURES].astype(float)
    return mlflow.sklearn.log_model(
        model, name="demand", signature=infer_signature(inputs.assign(cnt=rows["cnt"].astype(float)), model.predict(inputs)),
        input_example=inputs.head(3), pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED,
    ).model_uri
