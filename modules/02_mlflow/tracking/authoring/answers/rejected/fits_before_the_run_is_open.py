# task: autolog-lands-in-the-run
# why: misconception: autolog writes into whatever run comes next; with no run open, fit gets a run of its own.
# loses: 3
# message: is the run open when fit is called?
def track_tree(train, later, depth):
    from sklearn.tree import DecisionTreeRegressor

    mlflow.sklearn.autolog(log_models=False, silent=True)
    tree = DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[features], train["body_mass_g"])
    miss = tree.predict(later[features]) - later["body_mass_g"]
    with mlflow.start_run() as run:
        mlflow.log_metric("rmse", float(np.sqrt((miss**2).mean())))
    mlflow.sklearn.autolog(disable=True)
    return run.info.run_id


def fit_afterwards(train, later, depth):  # ready: leave it as it is
    """Call track_tree, then fit another model in a run of its own, and return the id of this other run."""
    track_tree(train, later, depth)
    with mlflow.start_run(nested=True) as other:
        DummyRegressor().fit(train[features], train["body_mass_g"])
    return other.info.run_id
