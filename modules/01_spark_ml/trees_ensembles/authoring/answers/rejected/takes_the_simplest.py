# task: depth-follows-unseen-rows
# why: misconception: a simple tree generalises best; one that is too simple has a high error everywhere.
# loses: 4
# message: a tree that is too simple
def choose_depth(train, unseen, depths):
    return min(depths)
