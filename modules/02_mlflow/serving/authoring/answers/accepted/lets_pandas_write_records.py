# task: body-keeps-every-value
# why: to_json does it with two options more than usual.
def body_of(rows):
    records = rows.to_json(orient="records", date_format="iso", date_unit="s", double_precision=15)
    return '{"dataframe_records": ' + records + "}"
