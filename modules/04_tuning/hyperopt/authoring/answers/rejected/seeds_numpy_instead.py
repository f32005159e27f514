# task: search-can-be-repeated
# why: misconception: np.random.seed makes every search repeatable; fmin draws from its own generator.
# loses: 2
# message: np.random.seed does not reach it
def search(teach, judge, n, seed):
    np.random.seed(seed)
    trials = Trials()
    loss = lambda setting: kernel_rmse(setting, teach, judge)
    fmin(loss, SPACE, algo=tpe.suggest, max_evals=n, trials=trials, **QUIET)
    return trials
