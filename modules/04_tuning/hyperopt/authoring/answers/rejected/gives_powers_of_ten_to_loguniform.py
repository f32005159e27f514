# task: winner-is-a-setting
# why: misconception: hp.loguniform takes powers of ten; -3 and 3 are natural logarithms, and alpha goes from 0.05 to 20.
# loses: 2
# message: takes natural logarithms of the limits
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.uniformint("depth", 1, 10), "leaf": hp.uniformint("leaf", 1, 40)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", -3, 3)}
    space, trials = hp.choice("family", [tree, ridge]), Trials()

    def loss(setting):
        return family_rmse(setting, teach, judge)

    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
