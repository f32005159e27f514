# task: body-keeps-every-value
# why: misconception: to_json writes each number in full; it stops after ten digits.
# loses: 1
# message: pandas writes 10 digits after the point
def body_of(rows):
    return '{"dataframe_split": ' + rows.to_json(orient="split", index=False, date_format="iso") + "}"
