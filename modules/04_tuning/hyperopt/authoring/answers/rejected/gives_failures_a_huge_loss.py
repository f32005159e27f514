# task: objective-has-the-right-sign
# why: misconception: a huge loss is as good as a failed status; the trial counts as ok, and shifts what TPE believes.
# loses: 2
# message: should be STATUS_FAIL
def tree_result(setting, teach, judge):
    depth, leaf = int(setting["max_depth"]), int(setting["min_samples_leaf"])
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0)
    try:
        tree.fit(teach.drop(columns="y"), teach["y"])
    except ValueError:
        return {"loss": 1e9, "status": STATUS_OK}
    auc = float(roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1]))
    return {"loss": -auc, "status": STATUS_OK, "auc": auc}
