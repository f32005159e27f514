# task: winner-is-a-setting
# why: quniform with int() in the objective and in the result, weights for the families, labels of one's own.
def best_family(teach, judge, n, seed):
    tree = {"family": "tree", "depth": hp.quniform("tree depth", 1, 10, 1), "leaf": hp.quniform("tree leaf", 1, 40, 1)}
    ridge = {"family": "ridge", "alpha": hp.loguniform("ridge alpha", np.log(1e-3), np.log(1e3))}
    space, trials = hp.pchoice("which", [(0.6, tree), (0.4, ridge)]), Trials()

    def whole(setting):
        return {name: int(value) if name in ("depth", "leaf") else value for name, value in setting.items()}

    def objective(setting):
        return {"loss": family_rmse(whole(setting), teach, judge), "status": STATUS_OK}

    fmin(objective, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    return whole(space_eval(space, trials.argmin)), trials
