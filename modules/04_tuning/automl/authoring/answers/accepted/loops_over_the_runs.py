# task: leaderboard-names-its-direction
# why: the runs as objects, two lists, one sort; a metric that is not there is None, and NaN is not equal to itself.
def leaderboard(records, metric, smaller_is_better):
    runs = mlflow.search_runs(experiment_names=[replay(records)], output_format="list")
    sign, good, rest, base = (-1.0 if smaller_is_better else 1.0), [], [], None
    for run in runs:
        role, value = run.data.tags["role"], run.data.metrics.get(metric)
        if role == "search":
            continue
        if role == "baseline":
            base = value
        if run.info.status != "FINISHED" or value is None or value != value:
            rest.append((run.info.run_name, None, None))
        else:
            good.append((run.info.run_name, value))
    good.sort(key=lambda pair: -sign * pair[1])
    return [(name, value, sign * (value - base)) for name, value in good] + sorted(rest, key=lambda row: row[0])
