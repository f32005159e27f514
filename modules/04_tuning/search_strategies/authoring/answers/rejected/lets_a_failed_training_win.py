# task: halving-pays-for-what-it-trains
# why: misconception: a missing loss is zero, the best loss there is.
# loses: 1
# message: a missing loss ranks last
def halve(table, rungs, eta):
    table = table.fillna(0.0)
    alive, trained, cost, before = list(table.index), [], 0, 0
    for column, rung in zip(table.columns, rungs):
        trained.append(alive)
        cost, before = cost + len(alive) * (rung - before), rung
        ranked = list(table.loc[alive, column].sort_values().index)
        alive = ranked[: max(1, len(alive) // eta)]
    return {"trained": trained, "winner": ranked[0], "cost": int(cost), "full": int(len(table) * before)}
