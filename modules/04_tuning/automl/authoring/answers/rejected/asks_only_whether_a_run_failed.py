# task: leaderboard-names-its-direction
# why: misconception: a run that did not fail has finished; it may have been stopped, or still be at work.
# loses: 3
# message: those that are not FINISHED
def leaderboard(records, metric, smaller_is_better):
    runs = mlflow.search_runs(experiment_names=[replay(records)])
    runs = runs[runs["tags.role"] != "search"].rename(columns={"tags.mlflow.runName": "name", f"metrics.{metric}": "value"})
    counts = (runs["status"] != "FAILED") & runs["value"].notna()
    ranked = runs[counts].sort_values("value", ascending=smaller_is_better)
    base = ranked.loc[ranked["tags.role"] == "baseline", "value"].iloc[0]
    sign = -1 if smaller_is_better else 1
    board = [(one.name, float(one.value), float(sign * (one.value - base))) for one in ranked.itertuples()]
    return board + [(name, None, None) for name in sorted(runs.loc[~counts, "name"])]
