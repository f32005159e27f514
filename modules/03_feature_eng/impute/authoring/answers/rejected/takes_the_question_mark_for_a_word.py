# task: words-get-the-training-mode
# why: misconception: a gap is null and nothing else; files have signs of their own for it.
# loses: 2
# message: null and the question mark both count as missing
def fill_words(train, rows, columns):
    for name in columns:
        mode = train.agg(F.mode(name, True)).first()[0]
        rows = rows.withColumn(f"{name}_filled", F.coalesce(name, F.lit(mode)))
    return rows
