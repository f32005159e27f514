# task: batch-is-asked-before-told
# why: misconception: limits of 0.001 and 10 already make small values likely; without log=True 99 of 100 are above 0.1.
# loses: 3
# message: suggest_float needs log=True
def search_in_batches(teach, judge, n, workers, seed):
    study, found = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed)), []
    while len(found) < n:
        batch = [study.ask() for _ in range(min(workers, n - len(found)))]
        settings = [{"alpha": t.suggest_float("alpha", 1e-3, 10), "gamma": t.suggest_float("gamma", 1e-2, 10)} for t in batch]
        for trial, setting in zip(batch, settings):
            found.append({**setting, "loss": rmse(setting, teach, judge)})
            study.tell(trial, found[-1]["loss"])
    return found
