# task: winner-is-a-setting
# why: misconception: large leaves are never the best, so the space may end at 20.
# loses: 2
# message: a leaf goes up to 40
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.uniformint("depth", 1, 10), "leaf": hp.uniformint("leaf", 1, 20)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e3))}
    space, trials = hp.choice("family", [tree, ridge]), Trials()

    def loss(setting):
        return family_rmse(setting, teach, judge)

    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
