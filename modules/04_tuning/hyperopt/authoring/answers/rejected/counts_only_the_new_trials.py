# task: search-goes-on
# why: misconception: max_evals counts the trials of this call; it counts all trials of the object.
# loses: 3
# message: max_evals counts all of them
def two_nights(teach, judge, first, total, seed):
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=first, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    losses = [result["loss"] for result in trials.results]
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=total - first, trials=trials, rstate=np.random.default_rng(seed + 1), **QUIET)
    return losses, trials
