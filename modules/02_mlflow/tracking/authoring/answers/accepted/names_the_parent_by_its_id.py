# task: search-has-children
# why: a child is a run with a parent's id; the client can write it without any block, and after the parent.
def search_alphas(train, later, alphas):
    from sklearn.linear_model import Ridge
    from sklearn.metrics import root_mean_squared_error

    x, y = train.drop(columns="body_mass_g"), train["body_mass_g"]
    asked, label = later.drop(columns="body_mass_g"), later["body_mass_g"]
    models = {alpha: Ridge(alpha=alpha).fit(x, y) for alpha in alphas}
    errors = {alpha: root_mean_squared_error(label, model.predict(asked)) for alpha, model in models.items()}
    best = min(errors, key=errors.get)
    with mlflow.start_run() as parent:
        mlflow.log_params({"best_alpha": best, "alphas": len(alphas)})
        mlflow.log_metrics({"best_rmse": errors[best], "rmse": errors[best]})
        mlflow.sklearn.log_model(models[best], name="model", input_example=asked.head(2), pip_requirements=["scikit-learn"])
    client = mlflow.MlflowClient()
    for alpha, error in errors.items():
        tags = {"mlflow.parentRunId": parent.info.run_id}
        child = client.create_run(experiment.experiment_id, run_name=f"alpha {alpha}", tags=tags)
        client.log_param(child.info.run_id, "alpha", alpha)
        client.log_metric(child.info.run_id, "rmse", error)
        client.set_terminated(child.info.run_id)
    return parent.info.run_id
