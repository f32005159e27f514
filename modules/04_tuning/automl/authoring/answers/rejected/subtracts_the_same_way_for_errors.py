# task: leaderboard-names-its-direction
# why: misconception: the gain is always value minus baseline; for an error a better trial then has a negative gain.
# loses: 4
# message: positive means better
def leaderboard(records, metric, smaller_is_better):
    runs = mlflow.search_runs(experiment_names=[replay(records)])
    runs = runs[runs["tags.role"] != "search"].rename(columns={"tags.mlflow.runName": "name", f"metrics.{metric}": "value"})
    counts = (runs["status"] == "FINISHED") & runs["value"].notna()
    ranked = runs[counts].sort_values("value", ascending=smaller_is_better)
    base = ranked.loc[ranked["tags.role"] == "baseline", "value"].iloc[0]
    board = [(one.name, float(one.value), float(one.value - base)) for one in ranked.itertuples()]
    return board + [(name, None, None) for name in sorted(runs.loc[~counts, "name"])]
