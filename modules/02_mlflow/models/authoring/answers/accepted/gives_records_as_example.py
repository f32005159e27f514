# task: signature-fits-later-rows
# why: an input example may be a list of records, too.
def log_demand(rows):
    model, inputs = fit_demand(rows), rows[FEATURES].astype(float)
    return mlflow.sklearn.log_model(
        model,
        name="demand",
        signature=infer_signature(inputs, model.predict(inputs)),
        input_example=inputs.head(3).to_dict("records"),
        pip_requirements=["scikit-learn"],
        skops_trusted_types=TRUSTED,
    ).model_uri
