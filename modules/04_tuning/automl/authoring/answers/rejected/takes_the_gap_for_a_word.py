# task: suspect-is-named
# why: misconception: a missing text is a category of its own; it gets the share of all of train, not that of the gaps.
# loses: 3
# message: the list names word with gaps
def suspects(train, valid, label, limit):
    named = []
    for name in train.columns.drop(label):
        if pd.api.types.is_numeric_dtype(train[name]):
            score = valid[name].fillna(train[name].median())
        else:
            shares = train[label].groupby(train[name].fillna("missing")).mean()
            score = valid[name].fillna("missing").map(shares).fillna(train[label].mean())
        auc = roc_auc_score(valid[label], score)
        if max(auc, 1 - auc) >= limit:
            named.append(name)
    return sorted(named)
