# task: objective-has-the-right-sign
# why: misconception: 5.0 is as good as 5; scikit-learn refuses it, and every trial fails.
# loses: 4
# message: the setting can be fitted
def tree_result(setting, teach, judge):
    depth, leaf = setting["max_depth"], setting["min_samples_leaf"]
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0)
    try:
        tree.fit(teach.drop(columns="y"), teach["y"])
    except ValueError:
        return {"status": STATUS_FAIL}
    auc = float(roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1]))
    return {"loss": -auc, "status": STATUS_OK, "auc": auc}
