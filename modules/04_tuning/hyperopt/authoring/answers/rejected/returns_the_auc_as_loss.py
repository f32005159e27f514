# task: objective-has-the-right-sign
# why: misconception: fmin looks for the best value of a metric; it looks for the smallest number.
# loses: 2
# message: fmin minimises, so the larger AUC needs the smaller loss
def tree_result(setting, teach, judge):
    depth, leaf = int(setting["max_depth"]), int(setting["min_samples_leaf"])
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0)
    try:
        tree.fit(teach.drop(columns="y"), teach["y"])
    except ValueError:
        return {"status": STATUS_FAIL}
    auc = float(roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1]))
    return {"loss": auc, "status": STATUS_OK, "auc": auc}
