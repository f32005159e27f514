# task: trials-run-on-workers
# why: misconception: with a Spark session each trial runs on a worker, so there is nothing to ask; Trials stays in the notebook.
# loses: 5
# message: receipt
def search_on_workers(teach, judge, n, parallelism):
    a, b = teach.toPandas(), judge.toPandas()
    trials = Trials()
    loss = lambda setting: rmse(setting, a, b)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, max_queue_len=parallelism, **QUIET)
    return trials, [True] * n, parallelism
