# task: winner-is-a-setting
# why: misconception: uniform from 0.001 to 1000 is even over the range, so it is even over its powers of ten.
# loses: 2
# message: hp.uniform is even in the value
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.uniformint("depth", 1, 10), "leaf": hp.uniformint("leaf", 1, 40)}
    ridge = {"family": "ridge", "alpha": hp.uniform("alpha", 1e-3, 1e3)}
    space, trials = hp.choice("family", [tree, ridge]), Trials()

    def loss(setting):
        return family_rmse(setting, teach, judge)

    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
