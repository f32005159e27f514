# task: search-has-children
# why: one more nested run, and alpha written with six digits.
def search_alphas(train, later, alphas):
    from sklearn.dummy import DummyRegressor
    from sklearn.linear_model import Ridge
    from sklearn.metrics import root_mean_squared_error

    x, found = train.columns.difference(["body_mass_g"], sort=False), []
    with mlflow.start_run() as parent:
        with mlflow.start_run(run_name="baseline", nested=True):
            base = DummyRegressor().fit(train[x], train["body_mass_g"])
            mlflow.log_metric("rmse", root_mean_squared_error(later["body_mass_g"], base.predict(later[x])))
        for alpha in alphas:
            with mlflow.start_run(nested=True):
                model = Ridge(alpha=alpha).fit(train[x], train["body_mass_g"])
                rmse = root_mean_squared_error(later["body_mass_g"], model.predict(later[x]))
                mlflow.log_param("alpha", f"{alpha:g}")
                mlflow.log_metric("rmse", rmse)
            found.append((rmse, alpha, model))
        rmse, alpha, model = min(found, key=lambda one: one[0])
        mlflow.log_metric("best_rmse", rmse)
        mlflow.log_param("best_alpha", alpha)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
