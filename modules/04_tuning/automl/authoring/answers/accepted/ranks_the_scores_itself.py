# task: suspect-is-named
# why: the AUC is the share of pairs in the right order; a merge brings the learned shares to the other rows.
def auc_of(score, truth):
    rank = score.rank()
    ones = int((truth == 1).sum())
    zeros = len(truth) - ones
    return float((rank[truth == 1].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def suspects(train, valid, label, limit):
    overall, aucs = train[label].mean(), {}
    for name in [name for name in valid if name != label]:
        if train[name].dtype == object:
            share = train.groupby(name)[label].mean().rename("share").reset_index()
            score = valid[[name]].merge(share, on=name, how="left")["share"].fillna(overall)
        else:
            score = valid[name].where(valid[name].notna(), train[name].median())
        aucs[name] = auc_of(score.reset_index(drop=True), valid[label].reset_index(drop=True))
    return sorted(name for name, auc in aucs.items() if auc >= limit or auc <= 1 - limit)
