# task: halving-pays-for-what-it-trains
# why: misconception: the best are those who end best; a search that knows the last column has trained everybody already.
# loses: 3
# message: The columns on the right are not known yet
def halve(table, rungs, eta):
    alive, trained, cost, before = list(table.index), [], 0, 0
    for column, rung in zip(table.columns, rungs):
        trained.append(alive)
        cost, before = cost + len(alive) * (rung - before), rung
        alive = list(table.loc[alive, table.columns[-1]].sort_values().index[: max(1, len(alive) // eta)])
    return {"trained": trained, "winner": alive[0], "cost": int(cost), "full": int(len(table) * before)}
