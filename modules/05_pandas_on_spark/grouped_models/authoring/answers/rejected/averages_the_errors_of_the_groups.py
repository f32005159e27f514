# task: each-group-has-its-run
# why: misconception: the error of all is the mean of the groups' errors; groups have different sizes, and the root comes last.
# loses: 3
# message: it is not the mean of the children's
def track_groups(train, later):
    misses = []
    with mlflow.start_run() as parent:
        for carrier, part in train.groupby("carrier"):
            intercept, slope = line_of(part)
            rows = later[later["carrier"] == carrier]
            miss = (intercept + slope * rows["dep_delay"] - rows["arr_delay"]).to_numpy()
            misses.append(miss)
            with mlflow.start_run(nested=True):
                mlflow.log_params({"carrier": carrier, "rows": len(part)})
                if len(miss):
                    mlflow.log_metric("rmse", float(np.sqrt(np.mean(miss**2))))
        mlflow.log_param("groups", len(misses))
        mlflow.log_metric("rmse", float(np.mean([np.sqrt(np.mean(miss**2)) for miss in misses if len(miss)])))
    return parent.info.run_id
