# task: limits-come-from-training-rows
# why: the limits are two numbers, wherever they are computed; SQL's CASE keeps a null as well as F.when does.
def treat_outliers(train, rows, column, rule, k):
    known = np.array([row[0] for row in train.select(column).dropna().collect()], dtype=float)
    if rule == "deviation":
        low, high = known.mean() - k * known.std(ddof=1), known.mean() + k * known.std(ddof=1)
    else:
        q1, q3 = np.percentile(known, [25, 75])
        low, high = q1 - k * (q3 - q1), q3 + k * (q3 - q1)
    low, high = float(low), float(high)
    out = rows.withColumn("outlier", F.col(column).isNotNull() & ~F.col(column).between(low, high))
    capped = F.expr(f"CASE WHEN {column} < {low!r}D THEN {low!r}D WHEN {column} > {high!r}D THEN {high!r}D ELSE {column} END")
    return low, high, out.withColumn("capped", capped)
