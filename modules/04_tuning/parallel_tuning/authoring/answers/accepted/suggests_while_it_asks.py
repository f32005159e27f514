# task: batch-is-asked-before-told
# why: distributions may be named at the ask, and the order of telling within a batch does not matter.
def search_in_batches(teach, judge, n, workers, seed):
    floats = optuna.distributions.FloatDistribution
    space = {"alpha": floats(1e-3, 10, log=True), "gamma": floats(1e-2, 10, log=True)}
    study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=seed))
    for start in range(0, n, workers):
        batch = [study.ask(space) for _ in range(start, min(start + workers, n))]
        for trial in reversed(batch):
            study.tell(trial, rmse(trial.params, teach, judge))
    return [{**trial.params, "loss": trial.value} for trial in sorted(study.trials, key=lambda trial: trial.number)]
