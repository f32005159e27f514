# task: words-get-the-training-mode
# why: misconception: the question mark means nothing, so it may go; nobody can then see what the file said.
# loses: 2
# message: the question mark stays
def fill_words(train, rows, columns):
    train, rows = (table.replace("?", None, subset=columns) for table in (train, rows))
    modes = train.agg(*[F.mode(name, True).alias(name) for name in columns]).first()
    return rows.withColumns({f"{name}_filled": F.coalesce(name, F.lit(modes[name])) for name in columns})
