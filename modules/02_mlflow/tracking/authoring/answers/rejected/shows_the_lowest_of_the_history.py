# task: list-is-what-the-ui-shows
# why: misconception: the list shows the best value of each metric; it shows the last.
# loses: 2
# message: the smallest last value stands first
def ui_list(records, search, metric, upwards):
    client = mlflow.MlflowClient()
    found = mlflow.search_runs(experiment_names=[replay(records)], filter_string=search, output_format="list")
    rows = []
    for run in found:
        values = [point.value for point in client.get_metric_history(run.info.run_id, metric)]
        rows.append((run.info.run_name, run.info.status, min(values, default=None)))
    known = sorted((row for row in rows if row[2] is not None), key=lambda row: row[2], reverse=not upwards)
    return known + [row for row in rows if row[2] is None]
