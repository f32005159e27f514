# task: signature-fits-later-rows
# why: misconception: gaps have to stand in the example; a column with a gap becomes optional, and may then stay away.
# loses: 1
# message: of the columns are optional
def log_demand(rows):
    model, inputs = fit_demand(rows), rows[FEATURES].astype(float)
    with_gaps = inputs.copy()
    with_gaps.iloc[0] = np.nan
    return mlflow.sklearn.log_model(
        model, name="demand", signature=infer_signature(with_gaps, model.predict(inputs)), input_example=inputs.head(3),
        pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED,
    ).model_uri
