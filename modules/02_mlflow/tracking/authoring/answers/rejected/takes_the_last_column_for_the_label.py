# task: search-has-children
# why: misconception: the label is the last column; it is the column with its name, and that may stand anywhere.
# loses: 3
# message: do not tell the rmse of Ridge with their own alpha
def search_alphas(train, later, alphas):
    from sklearn.linear_model import Ridge

    found = []
    with mlflow.start_run() as parent:
        for alpha in alphas:
            with mlflow.start_run(nested=True):
                model = Ridge(alpha=alpha).fit(train.iloc[:, :-1], train.iloc[:, -1])
                rmse = float(np.sqrt(((model.predict(later.iloc[:, :-1]) - later.iloc[:, -1]) ** 2).mean()))
                mlflow.log_param("alpha", alpha)
                mlflow.log_metric("rmse", rmse)
            found.append((rmse, alpha, model))
        rmse, alpha, model = min(found, key=lambda one: one[0])
        mlflow.log_metric("best_rmse", rmse)
        mlflow.log_param("best_alpha", alpha)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return parent.info.run_id
