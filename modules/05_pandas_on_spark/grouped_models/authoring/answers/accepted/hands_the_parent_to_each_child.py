# task: each-group-has-its-run
# why: the parent is closed first; each child is told its id, as a worker would be.
def track_groups(train, later):
    lines = {carrier: (len(part), line_of(part)) for carrier, part in train.groupby("carrier")}
    used = np.array([lines.get(carrier, (0, (np.nan, np.nan)))[1] for carrier in later["carrier"]])
    square = (used[:, 0] + used[:, 1] * later["dep_delay"] - later["arr_delay"]) ** 2
    with mlflow.start_run() as run:
        mlflow.log_param("groups", len(lines))
        mlflow.log_metric("rmse", float(square.mean() ** 0.5))
    by_carrier = square.groupby(later["carrier"]).mean() ** 0.5
    for carrier, (rows, _) in lines.items():
        with mlflow.start_run(run_name=carrier, parent_run_id=run.info.run_id):
            mlflow.log_params({"carrier": carrier, "rows": rows})
            if carrier in by_carrier.index:
                mlflow.log_metric("rmse", float(by_carrier[carrier]))
    return run.info.run_id
