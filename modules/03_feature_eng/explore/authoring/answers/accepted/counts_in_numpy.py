# task: bins-lose-no-row
# why: NumPy's histogram closes its last bin, as the task wants it.
def histogram(rows, column, edges):
    values = rows.select(column).toPandas()[column].to_numpy(dtype=float)
    known = values[~np.isnan(values)]
    counts = [int(count) for count in np.histogram(known, edges)[0]]
    beyond = {"below": int((known < edges[0]).sum()), "above": int((known > edges[-1]).sum())}
    return {"counts": counts, **beyond, "missing": int(len(values) - len(known))}
