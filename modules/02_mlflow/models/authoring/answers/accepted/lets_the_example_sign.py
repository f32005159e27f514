# task: signature-fits-later-rows
# why: an example of floats is enough: MLflow takes the signature from it.
def log_demand(rows):
    example = rows[FEATURES].astype("float64").iloc[:5]
    with mlflow.start_run() as run:
        mlflow.sklearn.log_model(fit_demand(rows), name="m", input_example=example, pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED)
    return mlflow.search_logged_models(filter_string=f"source_run_id = '{run.info.run_id}'", output_format="list")[0].model_uri
