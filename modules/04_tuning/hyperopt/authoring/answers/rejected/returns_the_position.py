# task: winner-is-a-setting
# why: misconception: fmin returns the best setting; for hp.choice it returns the position in the list.
# loses: 2
# message: fmin returns positions, space_eval makes values of them
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.uniformint("depth", 1, 10), "leaf": hp.uniformint("leaf", 1, 40)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e3))}
    space, trials = hp.choice("family", [tree, ridge]), Trials()
    loss = lambda setting: family_rmse(setting, teach, judge)
    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return point, trials
