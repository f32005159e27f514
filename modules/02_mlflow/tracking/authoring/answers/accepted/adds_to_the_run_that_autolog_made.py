# task: autolog-lands-in-the-run
# why: without an open run, autolog makes one; last_run tells which, and it can be opened again.
def track_tree(train, later, depth):
    from sklearn.tree import DecisionTreeRegressor

    mlflow.sklearn.autolog(log_models=False, silent=True)
    tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[features], train["body_mass_g"])
    mlflow.sklearn.autolog(disable=True)
    id = mlflow.last_active_run().info.run_id
    with mlflow.start_run(run_id=id):
        miss = tree.predict(later[features]) - later["body_mass_g"]
        mlflow.log_metric("rmse", np.sqrt(np.mean(miss**2)))
    return id


def fit_afterwards(train, later, depth):  # ready: leave it as it is
    """Call track_tree, then fit another model in a run of its own, and return the id of this other run."""
    track_tree(train, later, depth)
    with mlflow.start_run(nested=True) as other:
        DummyRegressor().fit(train[features], train["body_mass_g"])
    return other.info.run_id
