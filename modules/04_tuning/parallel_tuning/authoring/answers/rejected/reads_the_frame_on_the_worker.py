# task: trials-run-on-workers
# why: misconception: an objective may use Spark DataFrames wherever it runs; only the driver has a session, so each trial fails.
# loses: 5
# message: Your code did not come to its end
def search_on_workers(teach, judge, n, parallelism):
    def objective(setting):
        return {"loss": rmse(setting, teach.toPandas(), judge.toPandas()), "status": STATUS_OK, "worker": on_worker(setting)}

    trials = SparkTrials(parallelism=parallelism)
    fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, max_queue_len=parallelism, **QUIET)
    return trials, [result["worker"] for result in trials.results], trials.parallelism
