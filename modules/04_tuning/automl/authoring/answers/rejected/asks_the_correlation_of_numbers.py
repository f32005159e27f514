# task: suspect-is-named
# why: misconception: a correlation table shows every leak; it has no row for words, and a strong one may stay below the limit.
# loses: 4
# message: names the label in words
def suspects(train, valid, label, limit):
    strength = valid.corr(numeric_only=True)[label].drop(label).abs()
    return sorted(strength.index[strength >= limit])
