# task: body-keeps-every-value
# why: misconception: what json.dumps writes is JSON; NaN is a word of Python's that strict readers refuse.
# loses: 3
# message: which is no JSON; what is missing should be null
def body_of(rows):
    table = rows.copy()
    for name in table:
        if pd.api.types.is_datetime64_any_dtype(table[name]):
            table[name] = table[name].dt.strftime("%Y-%m-%dT%H:%M:%S")
    return json.dumps({"dataframe_records": table.to_dict("records")})
