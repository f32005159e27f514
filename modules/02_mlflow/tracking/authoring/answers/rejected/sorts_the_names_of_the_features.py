# task: search-has-children
# why: misconception: the order of the features does not matter; the logged model wants them as fit saw them.
# loses: 1
# message: with what this hidden test gave it (ValueError)
def search_alphas(train, later, alphas):
    from sklearn.linear_model import Ridge

    inputs = sorted(set(train.columns) - {"body_mass_g"})
    found = []
    with mlflow.start_run() as parent:
        for alpha in alphas:
            with mlflow.start_run(nested=True):
                model = Ridge(alpha=alpha).fit(train[inputs], train["body_mass_g"])
                rmse = float(np.sqrt(((model.predict(later[inputs]) - later["body_mass_g"]) ** 2).mean()))
                mlflow.log_param("alpha", alpha)
                mlflow.log_metric("rmse", rmse)
            found.append((rmse, alpha, model))
        rmse, alpha, model = min(found, key=lambda one: one[0])
        mlflow.log_metric("best_rmse", rmse)
        mlflow.log_param("best_alpha", alpha)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
