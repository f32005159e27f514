# task: list-is-what-the-ui-shows
# why: misconception: a metric's name can stand in order_by as it is; one with a space cannot.
# loses: 2
# message: Invalid order_by
def ui_list(records, search, metric, upwards):
    name = replay(records)
    found = mlflow.search_runs(
        experiment_names=[name],
        filter_string=search,
        order_by=[f"metrics.{metric} {'ASC' if upwards else 'DESC'}"],
        output_format="list",
    )
    return [(run.info.run_name, run.info.status, run.data.metrics.get(metric)) for run in found]
