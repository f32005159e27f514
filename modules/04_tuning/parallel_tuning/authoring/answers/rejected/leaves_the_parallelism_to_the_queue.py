# task: trials-run-on-workers
# why: misconception: max_queue_len says how many trials run at the same time; it says how many are prepared.
# loses: 5
# message: max_queue_len only says how many are prepared
def search_on_workers(teach, judge, n, parallelism):
    a, b, trials = teach.toPandas(), judge.toPandas(), SparkTrials()

    def objective(setting):
        return {"loss": rmse(setting, a, b), "status": STATUS_OK, "worker": on_worker(setting)}

    fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, max_queue_len=parallelism, **QUIET)
    return trials, [result["worker"] for result in trials.results], trials.parallelism
