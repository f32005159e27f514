# task: body-keeps-every-value
# why: misconception: JSON has no missing values, so a zero goes in; the model then reads a delay of zero as known.
# loses: 4
# message: 2.0 and null were expected
def body_of(rows):
    table = rows.copy()
    for name in table:
        if pd.api.types.is_datetime64_any_dtype(table[name]):
            table[name] = table[name].dt.strftime("%Y-%m-%dT%H:%M:%S")
    data = table.astype(object).fillna(0).to_numpy().tolist()
    return json.dumps({"dataframe_split": {"columns": list(table), "data": data}})
