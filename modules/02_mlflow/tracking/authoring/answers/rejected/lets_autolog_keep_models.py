# task: autolog-lands-in-the-run
# why: misconception: autolog without settings is the same, only shorter; it saves each fitted model, too.
# loses: 1
# message: autolog has logged a model as well
def track_tree(train, later, depth):
    from sklearn.metrics import root_mean_squared_error
    from sklearn.tree import DecisionTreeRegressor

    with mlflow.start_run() as run:
        mlflow.autolog(silent=True)
        tree = DecisionTreeRegressor(max_depth=depth, random_state=0)
        tree.fit(train[features], train["body_mass_g"])
        mlflow.autolog(disable=True, silent=True)
        mlflow.log_metric("rmse", root_mean_squared_error(later["body_mass_g"], tree.predict(later[features])))
    return run.info.run_id


def fit_afterwards(train, later, depth):  # ready: leave it as it is
    """Call track_tree, then fit another model in a run of its own, and return the id of this other run."""
    track_tree(train, later, depth)
    with mlflow.start_run(nested=True) as other:
        DummyRegressor().fit(train[features], train["body_mass_g"])
    return other.info.run_id
