# task: leaderboard-names-its-direction
# why: misconception: a number that was logged is a result; a failed run may have logged one before it failed.
# loses: 4
# message: stand at the end
def leaderboard(records, metric, smaller_is_better):
    runs = mlflow.search_runs(experiment_names=[replay(records)])
    runs = runs[runs["tags.role"] != "search"].rename(columns={"tags.mlflow.runName": "name", f"metrics.{metric}": "value"})
    ranked = runs.dropna(subset=["value"]).sort_values("value", ascending=smaller_is_better)
    base = ranked.loc[ranked["tags.role"] == "baseline", "value"].iloc[0]
    sign = -1 if smaller_is_better else 1
    board = [(one.name, float(one.value), float(sign * (one.value - base))) for one in ranked.itertuples()]
    return board + [(name, None, None) for name in sorted(runs.loc[runs["value"].isna(), "name"])]
