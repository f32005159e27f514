# task: words-get-the-training-mode
# why: misconception: a tie decides itself; a stated order must be written down, or two runs may fill differently.
# loses: 2
# message: the first in alphabetical order
def fill_words(train, rows, columns):
    for name in columns:
        word = F.nullif(F.col(name), F.lit("?"))
        counts = train.groupBy(word.alias("w")).count().where("w IS NOT NULL")
        mode = counts.orderBy(F.desc("count"), F.desc("w")).first()["w"]
        rows = rows.withColumn(f"{name}_filled", F.coalesce(word, F.lit(mode)))
    return rows
