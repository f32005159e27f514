# task: signature-fits-later-rows
# why: a signature can be written down, column by column.
def log_demand(rows):
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, Schema

    signature = ModelSignature(Schema([ColSpec("double", name) for name in FEATURES]), Schema([ColSpec("double")]))
    example = rows[FEATURES].sample(2, random_state=0).astype(float)
    logged = mlflow.sklearn.log_model(
        fit_demand(rows), name="demand", signature=signature, input_example=example, pip_requirements=["scikit-learn"], skops_trusted_types=TRUSTED
    )
    return f"models:/{logged.model_id}"
