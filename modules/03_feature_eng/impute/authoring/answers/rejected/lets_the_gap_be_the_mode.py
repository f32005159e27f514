# task: words-get-the-training-mode
# why: misconception: the largest group is the mode; groupBy makes a group of the nulls as well, and a gap is filled with a gap.
# loses: 2
# message: rows have still no word
def fill_words(train, rows, columns):
    for name in columns:
        word = F.nullif(F.col(name), F.lit("?"))
        mode = train.groupBy(word.alias("w")).count().orderBy(F.desc("count"), "w").first()["w"]
        rows = rows.withColumn(f"{name}_filled", F.coalesce(word, F.lit(mode).cast("string")))
    return rows
