# task: body-keeps-every-value
# why: one list for each column under inputs; times by strftime.
def body_of(rows):
    columns = {}
    for name in rows:
        column = rows[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            column = column.dt.strftime("%Y-%m-%d %H:%M:%S")
        columns[name] = column.astype(object).where(column.notna(), None).tolist()
    return json.dumps({"inputs": columns})
