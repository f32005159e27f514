# task: body-keeps-every-value
# why: misconception: the rows are the body; since MLflow 2 they stand under a key that says what they are.
# loses: 4
# message: the endpoint would answer 400
def body_of(rows):
    return rows.to_json(orient="records", date_format="iso", double_precision=15)
