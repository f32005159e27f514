# task: suspect-is-named
# why: misconception: each frame has a median of its own; what fills a gap is learned from train, like all else.
# loses: 3
# message: the list leaves out: number whose gaps know
def suspects(train, valid, label, limit):
    named = []
    for name in train.columns.drop(label):
        if pd.api.types.is_numeric_dtype(train[name]):
            score = valid[name].fillna(valid[name].median())
        else:
            score = valid[name].map(train[label].groupby(train[name]).mean()).astype(float).fillna(train[label].mean())
        auc = roc_auc_score(valid[label], score)
        if max(auc, 1 - auc) >= limit:
            named.append(name)
    return sorted(named)
