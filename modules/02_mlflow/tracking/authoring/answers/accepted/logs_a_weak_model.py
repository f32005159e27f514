# task: run-holds-what-it-claims
# why: which model is free; a tree with one question is weak, and what the run says of it is true.
def track(train, later):
    from sklearn.tree import DecisionTreeRegressor

    model = DecisionTreeRegressor(max_depth=1).fit(train[features], train["body_mass_g"])
    errors = model.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_params({"model": type(model).__name__, "rows": len(train)})
        mlflow.log_metric("rmse", float((errors**2).mean() ** 0.5))
        mlflow.log_dict({"mean_error": float(errors.mean()), "worst": float(errors.abs().max())}, "errors.json")
        mlflow.sklearn.log_model(
            model, name="model", pip_requirements=["scikit-learn"], skops_trusted_types=["sklearn.tree._tree.Tree"]
        )
    return run.info.run_id
