# task: search-has-children
# why: misconception: after the loop, the name model still means the best one; it means the last one.
# loses: 1
# message: logged best_rmse =
def search_alphas(train, later, alphas):
    from sklearn.linear_model import Ridge

    inputs = [column for column in train.columns if column != "body_mass_g"]
    errors = {}
    with mlflow.start_run() as parent:
        for alpha in alphas:
            with mlflow.start_run(nested=True):
                model = Ridge(alpha=alpha).fit(train[inputs], train["body_mass_g"])
                errors[alpha] = float(np.sqrt(((model.predict(later[inputs]) - later["body_mass_g"]) ** 2).mean()))
                mlflow.log_param("alpha", alpha)
                mlflow.log_metric("rmse", errors[alpha])
        best = min(errors, key=errors.get)
        mlflow.log_metric("best_rmse", errors[best])
        mlflow.log_param("best_alpha", best)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
