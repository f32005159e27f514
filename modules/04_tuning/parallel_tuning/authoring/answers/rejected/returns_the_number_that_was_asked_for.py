# task: trials-run-on-workers
# why: misconception: the number of trials at the same time is a wish to be repeated, not a setting of SparkTrials.
# loses: 5
# message: the object that came back runs
def search_on_workers(teach, judge, n, parallelism):
    a, b, trials = teach.toPandas(), judge.toPandas(), SparkTrials()

    def objective(setting):
        return {"loss": rmse(setting, a, b), "status": STATUS_OK, "worker": on_worker(setting)}

    fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, max_queue_len=parallelism, **QUIET)
    return trials, [result["worker"] for result in trials.results], parallelism
