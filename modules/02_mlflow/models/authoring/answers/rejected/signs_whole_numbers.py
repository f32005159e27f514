# task: signature-fits-later-rows
# why: misconception: the types of the training rows will be the types of later rows; a gap turns integers into floats.
# loses: 1
# message: the signature wants whole numbers in a column
def log_demand(rows):
    model, inputs = fit_demand(rows), rows[FEATURES]
    return mlflow.sklearn.log_model(
        model, name="demand", signature=infer_signature(inputs, model.predict(inputs)),
        input_example=inputs.astype(float).head(3), pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED,
    ).model_uri
