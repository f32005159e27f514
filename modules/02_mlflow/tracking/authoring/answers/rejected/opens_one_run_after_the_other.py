# task: search-has-children
# why: misconception: runs of one loop belong together by themselves; without nested=True inside a parent they are strangers.
# loses: 4
# message: with nested=True
def search_alphas(train, later, alphas):
    from sklearn.linear_model import Ridge

    inputs = [column for column in train.columns if column != "body_mass_g"]
    found = []
    for alpha in alphas:
        with mlflow.start_run():
            model = Ridge(alpha=alpha).fit(train[inputs], train["body_mass_g"])
            rmse = float(np.sqrt(((model.predict(later[inputs]) - later["body_mass_g"]) ** 2).mean()))
            mlflow.log_param("alpha", alpha)
            mlflow.log_metric("rmse", rmse)
        found.append((rmse, alpha, model))
    rmse, alpha, model = min(found, key=lambda one: one[0])
    with mlflow.start_run() as parent:
        mlflow.log_metric("best_rmse", rmse)
        mlflow.log_param("best_alpha", alpha)
    return parent.info.run_id
