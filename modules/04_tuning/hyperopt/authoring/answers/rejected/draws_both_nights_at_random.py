# task: search-goes-on
# why: misconception: the seed decides the points, whatever the algorithm; after twenty trials TPE goes its own way.
# loses: 2
# message: are not those of a search with this seed
def two_nights(teach, judge, first, total, seed):
    trials, generator = Trials(), np.random.default_rng(seed)
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=rand.suggest, max_evals=first, trials=trials, rstate=generator, **QUIET)
    losses = list(trials.losses())
    fmin(loss, SPACE, algo=rand.suggest, max_evals=total, trials=trials, rstate=generator, **QUIET)
    return losses, trials
