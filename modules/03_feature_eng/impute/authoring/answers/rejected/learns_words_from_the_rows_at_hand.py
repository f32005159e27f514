# task: words-get-the-training-mode
# why: misconception: each batch may bring its own most frequent word; then a gap means something else every day.
# loses: 2
# message: rows have another one, and a gap is no word
def fill_words(train, rows, columns):
    words = {name: F.nullif(F.col(name), F.lit("?")) for name in columns}
    seen = rows.select([word.alias(name) for name, word in words.items()])
    modes = seen.agg(*[F.mode(name, True).alias(name) for name in columns]).first()
    return rows.withColumns({f"{name}_filled": F.coalesce(word, F.lit(modes[name])) for name, word in words.items()})
