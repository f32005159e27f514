# task: batch-is-asked-before-told
# why: misconception: n_jobs or a batch changes only the time; told at once, each setting knows more than a worker can know.
# loses: 3
# message: a search with one worker
def search_in_batches(teach, judge, n, workers, seed):
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed))

    def objective(trial):
        alpha = trial.suggest_float("alpha", 1e-3, 10, log=True)
        return rmse({"alpha": alpha, "gamma": trial.suggest_float("gamma", 1e-2, 10, log=True)}, teach, judge)

    study.optimize(objective, n_trials=n)
    return [{**trial.params, "loss": trial.value} for trial in study.trials]
