# task: search-goes-on
# why: misconception: Trials that TPE has filled make any algorithm go on from them; rand.suggest looks at no loss.
# loses: 2
# message: rand.suggest at none
def two_nights(teach, judge, first, total, seed):
    trials, generator = Trials(), np.random.default_rng(seed)
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=first, trials=trials, rstate=generator, **QUIET)
    losses = list(trials.losses())
    fmin(loss, SPACE, algo=rand.suggest, max_evals=total, trials=trials, rstate=generator, **QUIET)
    return losses, trials
