# task: winner-is-a-setting
# why: misconception: hp.randint includes its upper limit; it ends one below, as range does.
# loses: 2
# message: hp.randint leaves its upper limit out
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.randint("depth", 1, 10), "leaf": hp.randint("leaf", 1, 40)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e3))}
    space, trials = hp.choice("family", [tree, ridge]), Trials()

    def loss(setting):
        return family_rmse(setting, teach, judge)

    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
