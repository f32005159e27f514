# task: winner-is-a-setting
# why: misconception: unused knobs do no harm; TPE learns from depths that no tree has used.
# loses: 2
# message: put the knobs of a family inside its entry of hp.choice
def best_family(teach, judge, n, seed):
    space = {
        "family": hp.choice("family", ["tree", "ridge"]),
        "depth": hp.uniformint("depth", 1, 10),
        "leaf": hp.uniformint("leaf", 1, 40),
        "alpha": hp.loguniform("alpha", np.log(1e-3), np.log(1e3)),
    }
    trials = Trials()
    loss = lambda setting: family_rmse(setting, teach, judge)
    point = fmin(loss, space, algo=tpe.suggest, max_evals=n, trials=trials, rstate=np.random.default_rng(seed), **QUIET)
    setting = space_eval(space, point)
    unused = ("alpha",) if setting["family"] == "tree" else ("depth", "leaf")
    return {name: value for name, value in setting.items() if name not in unused}, trials
