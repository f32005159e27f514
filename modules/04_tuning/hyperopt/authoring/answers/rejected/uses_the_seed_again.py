# task: search-goes-on
# why: misconception: the same seed goes on where the first search ended; it begins again.
# loses: 3
# message: draws the first settings once more
def two_nights(teach, judge, first, total, seed):
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=first, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    losses = [result["loss"] for result in trials.results]
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=total, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return losses, trials
