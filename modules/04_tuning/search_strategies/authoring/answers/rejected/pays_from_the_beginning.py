# task: halving-pays-for-what-it-trains
# why: misconception: each rung trains its models from nothing.
# loses: 4
# message: 6 settings pay 1 tree, 3 pay 2 more
def halve(table, rungs, eta):
    alive, trained, cost = list(table.index), [], 0
    for column, rung in zip(table.columns, rungs):
        trained.append(alive)
        cost += len(alive) * rung
        ranked = list(table.loc[alive, column].sort_values().index)
        alive = ranked[: max(1, len(alive) // eta)]
    return {"trained": trained, "winner": ranked[0], "cost": int(cost), "full": int(len(table) * rung)}
