# task: winner-is-a-setting
# why: misconception: an int() in the objective also changes what is returned; the point still holds 5.0.
# loses: 1
# message: a tree takes no depth of 5.0
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.quniform("depth", 1, 10, 1), "leaf": hp.quniform("leaf", 1, 40, 1)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e3))}
    space, trials = hp.choice("family", [tree, ridge]), Trials()

    def loss(setting):
        if setting["family"] == "tree":
            setting = {"family": "tree", "depth": int(setting["depth"]), "leaf": int(setting["leaf"])}
        return family_rmse(setting, teach, judge)

    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return space_eval(space, point), trials
