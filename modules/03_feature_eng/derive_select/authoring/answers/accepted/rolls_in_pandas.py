# task: window-leaves-the-row-out
# why: a shift by one and a rolling mean per plane and date say the same.
def add_recent(rows, n):
    table = rows.toPandas().sort_values(["plane", "date", "minute"])
    before = table.groupby(["plane", "date"])["delay"]
    table["recent"] = before.transform(lambda delay: delay.shift(1).rolling(n, min_periods=1).mean())
    cells = table.astype(object).where(table.notna(), None).values.tolist()
    return spark.createDataFrame(cells, ", ".join(f"{name} {kind}" for name, kind in rows.dtypes) + ", recent double")
