# task: suspect-is-named
# why: misconception: an AUC near 0 is a bad column; it names the label just as well, the other way round.
# loses: 4
# message: is lower whenever it is 1
def suspects(train, valid, label, limit):
    named = []
    for name in train.columns.drop(label):
        if pd.api.types.is_numeric_dtype(train[name]):
            score = valid[name].fillna(train[name].median())
        else:
            score = valid[name].map(train[label].groupby(train[name]).mean()).astype(float).fillna(train[label].mean())
        if roc_auc_score(valid[label], score) >= limit:
            named.append(name)
    return sorted(named)
