# task: trials-run-on-workers
# why: misconception: with a Spark session, fmin spreads the trials by itself; Trials runs them one after another in the notebook.
# loses: 5
# message: ran in the notebook's own process
def search_on_workers(teach, judge, n, parallelism):
    a, b = teach.toPandas(), judge.toPandas()
    objective = lambda setting: {"loss": rmse(setting, a, b), "status": STATUS_OK, "worker": on_worker(setting)}
    trials = Trials()
    fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, max_queue_len=parallelism, **QUIET)
    return trials, [result["worker"] for result in trials.results], parallelism
