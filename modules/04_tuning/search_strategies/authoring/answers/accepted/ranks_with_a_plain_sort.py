# task: halving-pays-for-what-it-trains
# why: plain Python with infinity for a failed training; the bill may be added up at the end.
def halve(table, rungs, eta):
    trained, names = [], list(table.index)
    for column in table.columns:
        trained.append(names)
        loss = table[column].fillna(float("inf")).to_dict()
        names = sorted(names, key=loss.get)[: max(1, len(names) // eta)]
    new = [rungs[0], *(b - a for a, b in zip(rungs, rungs[1:]))]
    cost = sum(len(group) * trees for group, trees in zip(trained, new))
    last = table.loc[trained[-1], table.columns[-1]]
    return {"trained": trained, "winner": last.idxmin(), "cost": cost, "full": len(table) * rungs[-1]}
