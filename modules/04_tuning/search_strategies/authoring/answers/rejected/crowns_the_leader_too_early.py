# task: halving-pays-for-what-it-trains
# why: misconception: who led before the last rung has won.
# loses: 2
# message: the winner is not the one with the lowest loss among those trained at the last rung
def halve(table, rungs, eta):
    alive, trained, cost, before = list(table.index), [], 0, 0
    for column, trees in zip(table.columns, rungs, strict=True):
        trained.append(alive)
        cost += len(alive) * (trees - before)
        before = trees
        alive = list(table.loc[alive, column].sort_values().index)[: max(1, len(alive) // eta)]
    return {"trained": trained, "winner": trained[-1][0], "cost": int(cost), "full": int(len(table) * before)}
