# task: body-keeps-every-value
# why: misconception: rows are rows; an array has one type for all its columns, and a large whole number becomes a float.
# loses: 1
# message: a whole number above
def body_of(rows):
    def ready(value):
        if pd.isna(value):
            return None
        if isinstance(value, pd.Timestamp):
            return value.isoformat()
        return value.item() if isinstance(value, np.generic) else value

    data = [[ready(value) for value in row] for row in rows.to_numpy()]
    return json.dumps({"dataframe_split": {"columns": list(rows), "data": data}}, allow_nan=False)
