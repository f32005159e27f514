# task: folds-never-score-their-own-rows
# why: misconception: the predictions for the training rows come from the model that was fitted on them.
# loses: 4
# message: so the model has seen the rows that it predicts
def out_of_fold(estimator, rows):
    return estimator.fit(rows).transform(rows)
