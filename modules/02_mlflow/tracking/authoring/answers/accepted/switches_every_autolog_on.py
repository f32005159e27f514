# task: autolog-lands-in-the-run
# why: mlflow.autolog() speaks to every library it knows, scikit-learn among them; it may be called inside the run.
def track_tree(train, later, depth):
    from sklearn.metrics import root_mean_squared_error
    from sklearn.tree import DecisionTreeRegressor

    with mlflow.start_run() as run:
        mlflow.autolog(log_models=False, log_datasets=False, silent=True)
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
