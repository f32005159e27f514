# task: trials-run-on-workers
# why: a broadcast sends the rows once to each worker, and not with each trial; a generator of one's own does no harm.
def search_on_workers(teach, judge, n, parallelism):
    rows = spark.sparkContext.broadcast((teach.toPandas(), judge.toPandas()))

    def objective(setting):
        return {"worker": on_worker(setting), "loss": rmse(setting, *rows.value), "status": STATUS_OK}

    trials, rstate = SparkTrials(parallelism), np.random.default_rng(5)
    fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, rstate=rstate, max_queue_len=parallelism, **QUIET)
    return trials, [document["result"]["worker"] for document in trials.trials], trials.parallelism
