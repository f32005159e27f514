# task: search-can-be-repeated
# why: Trials has a method fmin, and a result may be a dict with more keys.
def search(teach, judge, n, seed):
    def objective(setting):
        return {"status": STATUS_OK, "loss": kernel_rmse(setting, teach, judge), "rows": len(teach)}

    trials = Trials()
    trials.fmin(objective, SPACE, algo=tpe.suggest, max_evals=n, rstate=np.random.default_rng(seed), **QUIET)
    return trials
