# task: list-is-what-the-ui-shows
# why: the search filters, pandas sorts; a run without the metric has NaN there and goes to the end.
def ui_list(records, search, metric, upwards):
    runs = mlflow.search_runs(experiment_names=[replay(records)], filter_string=search)
    column = f"metrics.{metric}"
    if column not in runs:
        runs[column] = np.nan
    runs = runs.sort_values(column, ascending=upwards, na_position="last")
    return list(runs[["tags.mlflow.runName", "status", column]].itertuples(index=False, name=None))
