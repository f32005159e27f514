# task: search-goes-on
# why: misconception: new settings in each run are a sign of TPE; without a seed, random ones are new, too.
# loses: 2
# message: hardly more than by chance
def two_nights(teach, judge, first, total, seed):
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=first, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    losses = list(trials.losses())
    fmin(loss, SPACE, algo=rand.suggest, max_evals=total, trials=trials, **QUIET)
    return losses, trials
