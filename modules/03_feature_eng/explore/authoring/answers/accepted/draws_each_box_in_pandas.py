# task: whiskers-end-at-values
# why: a group fits into memory here; the quartiles of pandas are exact, too, and leave gaps out.
def box_numbers(rows, column, by):
    boxes = []
    for name, values in rows.select(by, column).dropna().toPandas().groupby(by)[column]:
        q1, median, q3 = values.astype(float).quantile([0.25, 0.5, 0.75])
        inside = values[values.between(q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))]
        beyond = len(values) - len(inside)
        box = {by: name, "q1": q1, "median": median, "q3": q3, "low": inside.min(), "high": inside.max()}
        boxes.append(box | {"beyond": beyond})
    return pd.DataFrame(boxes)
