# task: search-can-be-repeated
# why: misconception: what fmin returns is the record of the search; it is one point.
# loses: 4
# message: it should return the Trials object
def search(teach, judge, n, seed):
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    best = fmin(loss, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return best
