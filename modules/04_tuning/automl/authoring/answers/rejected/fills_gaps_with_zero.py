# task: suspect-is-named
# why: misconception: whatever fills a gap, the order of the others stays.
# loses: 3
# message: a gap gets the median, or the share, of train
def suspects(train, valid, label, limit):
    named = []
    for name in train.columns.drop(label):
        if pd.api.types.is_numeric_dtype(train[name]):
            score = valid[name].fillna(0)
        else:
            score = valid[name].map(train[label].groupby(train[name]).mean()).astype(float).fillna(0)
        auc = roc_auc_score(valid[label], score)
        if max(auc, 1 - auc) >= limit:
            named.append(name)
    return sorted(named)
