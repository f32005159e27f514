# task: suspect-is-named
# why: misconception: the training rows can judge what was learned from them; then a name of one's own for each row is perfect.
# loses: 4
# message: did not
def suspects(train, valid, label, limit):
    named = []
    for name in train.columns.drop(label):
        score = train[name]
        if not pd.api.types.is_numeric_dtype(score):
            score = score.map(train[label].groupby(score).mean())
        auc = roc_auc_score(train[label], score.astype(float).fillna(score.median()))
        if max(auc, 1 - auc) >= limit:
            named.append(name)
    return sorted(named)
