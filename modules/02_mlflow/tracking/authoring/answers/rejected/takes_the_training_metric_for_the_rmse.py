# task: autolog-lands-in-the-run
# why: misconception: what autolog measured is what the model is worth; it measured the rows that fit was given.
# loses: 2
# message: logged rmse =
def track_tree(train, later, depth):
    from sklearn.tree import DecisionTreeRegressor

    mlflow.sklearn.autolog(log_models=False, silent=True)
    with mlflow.start_run() as run:
        DecisionTreeRegressor(max_depth=depth, random_state=0).fit(train[features], train["body_mass_g"])
    mlflow.sklearn.autolog(disable=True)
    client = mlflow.MlflowClient()
    logged = client.get_run(run.info.run_id).data.metrics
    client.log_metric(run.info.run_id, "rmse", logged["training_root_mean_squared_error"])
    return run.info.run_id


def fit_afterwards(train, later, depth):  # ready: leave it as it is
    """Call track_tree, then fit another model in a run of its own, and return the id of this other run."""
    track_tree(train, later, depth)
    with mlflow.start_run(nested=True) as other:
        DummyRegressor().fit(train[features], train["body_mass_g"])
    return other.info.run_id
