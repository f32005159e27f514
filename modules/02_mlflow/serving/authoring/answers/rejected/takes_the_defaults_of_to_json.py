# task: body-keeps-every-value
# why: misconception: to_json writes times as an endpoint reads them; it writes milliseconds, which are read as something else.
# loses: 4
# message: so write a text
def body_of(rows):
    return '{"dataframe_split": ' + rows.to_json(orient="split", index=False) + "}"
