# task: objective-has-the-right-sign
# why: misconception: fmin counts a trial with an error as failed; the error ends the search.
# loses: 2
# message: Your code did not come to its end
def tree_result(setting, teach, judge):
    depth, leaf = int(setting["max_depth"]), int(setting["min_samples_leaf"])
    tree = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=leaf, random_state=0)
    tree.fit(teach.drop(columns="y"), teach["y"])
    auc = float(roc_auc_score(judge["y"], tree.predict_proba(judge.drop(columns="y"))[:, 1]))
    return {"loss": -auc, "status": STATUS_OK, "auc": auc}
