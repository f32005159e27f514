# task: autolog-lands-in-the-run
# why: misconception: autolog logs the models that are there; it patches fit, and a fit that has been is over.
# loses: 3
# message: is it on before fit
def track_tree(train, later, depth):
    from sklearn.tree import DecisionTreeRegressor

    with mlflow.start_run() as run:
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[features], train["body_mass_g"])
        mlflow.sklearn.autolog(log_models=False, silent=True)
        miss = tree.predict(later[features]) - later["body_mass_g"]
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
        mlflow.sklearn.autolog(disable=True)
    return run.info.run_id


def fit_afterwards(train, later, depth):  # ready: leave it as it is
    """Call track_tree, then fit another model in a run of its own, and return the id of this other run."""
    track_tree(train, later, depth)
    with mlflow.start_run(nested=True) as other:
        DummyRegressor().fit(train[features], train["body_mass_g"])
    return other.info.run_id
