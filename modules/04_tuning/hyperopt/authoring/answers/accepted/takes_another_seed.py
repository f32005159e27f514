# task: search-goes-on
# why: a second night with a seed of its own repeats nothing.
def two_nights(teach, judge, first, total, seed):
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=first, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    losses = [result["loss"] for result in trials.results]
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=total, trials=trials, rstate=np.random.default_rng([seed, 2]), **QUIET)
    return losses, trials
