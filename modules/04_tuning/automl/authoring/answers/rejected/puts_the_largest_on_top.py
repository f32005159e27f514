# task: leaderboard-names-its-direction
# why: misconception: the best stands where the number is largest; for an error that is the worst trial.
# loses: 4
# message: a small value is good here
def leaderboard(records, metric, smaller_is_better):
    runs = mlflow.search_runs(experiment_names=[replay(records)])
    runs = runs[runs["tags.role"] != "search"].rename(columns={"tags.mlflow.runName": "name", f"metrics.{metric}": "value"})
    counts = (runs["status"] == "FINISHED") & runs["value"].notna()
    ranked = runs[counts].sort_values("value", ascending=False)
    base = ranked.loc[ranked["tags.role"] == "baseline", "value"].iloc[0]
    sign = -1 if smaller_is_better else 1
    board = [(one.name, float(one.value), float(sign * (one.value - base))) for one in ranked.itertuples()]
    return board + [(name, None, None) for name in sorted(runs.loc[~counts, "name"])]
