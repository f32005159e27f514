# task: search-can-be-repeated
# why: misconception: the algorithm does not matter; rand.suggest never looks at a loss.
# loses: 2
# message: these are the points of rand.suggest
def search(teach, judge, n, seed):
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=rand.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return trials
