# task: objective-has-the-right-sign
# why: 1 - AUC falls when the AUC rises; a refused setting is known before the fit.
def tree_result(setting, teach, judge):
    if min(setting.values()) < 1:
        return {"status": STATUS_FAIL}
    tree = DecisionTreeClassifier(random_state=0).set_params(**{name: round(value) for name, value in setting.items()})
    tree.fit(teach.drop(columns="y"), teach["y"])
    auc = float(roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1]))
    return {"status": STATUS_OK, "loss": 1 - auc, "auc": auc, "depth": tree.get_depth()}
