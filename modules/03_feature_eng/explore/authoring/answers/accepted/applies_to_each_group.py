# task: whiskers-end-at-values
# why: pandas keeps the group as column and as index of what apply returns.
def box_numbers(rows, column, by):
    table = rows.select(by, column).dropna().toPandas()

    def box(group):
        values = group[column].astype(float)
        q1, median, q3 = values.quantile([0.25, 0.5, 0.75])
        inside = values[values.between(q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))]
        return pd.Series({
            by: group.name, "q1": q1, "median": median, "q3": q3,
            "low": inside.min(), "high": inside.max(), "beyond": len(values) - len(inside),
        })

    return table.groupby(by).apply(box, include_groups=False)
