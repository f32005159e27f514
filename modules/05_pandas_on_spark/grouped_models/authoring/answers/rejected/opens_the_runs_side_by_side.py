# task: each-group-has-its-run
# why: misconception: runs that are opened one after the other belong together; without a parent they are strangers.
# loses: 4
# message: with nested=True
def track_groups(train, later):
    misses = []
    for carrier, part in train.groupby("carrier"):
        intercept, slope = line_of(part)
        rows = later[later["carrier"] == carrier]
        misses.append((intercept + slope * rows["dep_delay"] - rows["arr_delay"]).to_numpy())
        with mlflow.start_run(run_name=carrier):
            mlflow.log_params({"carrier": carrier, "rows": len(part)})
            if len(rows):
                mlflow.log_metric("rmse", float(np.sqrt(np.mean(misses[-1] ** 2))))
    with mlflow.start_run() as last:
        mlflow.log_param("groups", len(misses))
        mlflow.log_metric("rmse", float(np.sqrt(np.mean(np.concatenate(misses) ** 2))))
    return last.info.run_id
