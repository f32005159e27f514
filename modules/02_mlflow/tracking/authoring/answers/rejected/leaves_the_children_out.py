# task: list-is-what-the-ui-shows
# why: misconception: nested runs are part of their parent; they are runs of their own, and a parent has none of their metrics.
# loses: 2
# message: children stand beside the others
def ui_list(records, search, metric, upwards):
    name = replay(records)
    found = mlflow.search_runs(
        experiment_names=[name],
        filter_string=search,
        order_by=[f"metrics.`{metric}` {'ASC' if upwards else 'DESC'}"],
        output_format="list",
    )
    rows = [run for run in found if "mlflow.parentRunId" not in run.data.tags]
    return [(run.info.run_name, run.info.status, run.data.metrics.get(metric)) for run in rows]
