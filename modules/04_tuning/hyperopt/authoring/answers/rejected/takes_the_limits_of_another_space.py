# task: winner-is-a-setting
# why: misconception: alpha has the same limits in each space; SPACE ends at 100, this one at 1000.
# loses: 2
# message: has an alpha above 150
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.uniformint("depth", 1, 10), "leaf": hp.uniformint("leaf", 1, 40)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e2))}
    space, trials = hp.choice("family", [tree, ridge]), Trials()

    def loss(setting):
        return family_rmse(setting, teach, judge)

    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
