# task: search-has-children
# why: misconception: the alpha that fits its rows best is the best alpha; the training error always likes the smallest.
# loses: 3
# message: best_rmse is not the lowest rmse of the children
def search_alphas(train, later, alphas):
    from sklearn.linear_model import Ridge

    inputs = [column for column in train.columns if column != "body_mass_g"]
    found = []
    with mlflow.start_run() as parent:
        for alpha in alphas:
            with mlflow.start_run(nested=True):
                model = Ridge(alpha=alpha).fit(train[inputs], train["body_mass_g"])
                on_train = float(np.sqrt(((model.predict(train[inputs]) - train["body_mass_g"]) ** 2).mean()))
                rmse = float(np.sqrt(((model.predict(later[inputs]) - later["body_mass_g"]) ** 2).mean()))
                mlflow.log_param("alpha", alpha)
                mlflow.log_metric("rmse", rmse)
            found.append((on_train, rmse, alpha, model))
        _, rmse, alpha, model = min(found, key=lambda one: one[0])
        mlflow.log_metric("best_rmse", rmse)
        mlflow.log_param("best_alpha", alpha)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
