# task: each-group-has-its-row
# why: misconception: the function sees the key, the features and the label; it sees all columns, in the frame's order.
# loses: 4
# message: on its own flights gives
def fit_groups(rows, key, features, label, smallest):
    names = [key, "n", "intercept", *features]
    schema = f"{key} string, n long, intercept double, " + ", ".join(f"{name} double" for name in features)

    def fit(group, part):
        if len(part) < smallest:
            return pd.DataFrame(columns=names)
        model = LinearRegression().fit(part.drop(columns=[key, label]), part[label])
        return pd.DataFrame([[*group, len(part), model.intercept_, *model.coef_[: len(features)]]], columns=names)

    return rows.groupBy(key).applyInPandas(fit, schema)
