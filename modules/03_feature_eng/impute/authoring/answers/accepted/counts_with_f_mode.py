# task: words-get-the-training-mode
# why: the deterministic form of F.mode takes the smallest of equally frequent values, and passes over null.
def fill_words(train, rows, columns):
    words = {name: F.nullif(F.col(name), F.lit("?")) for name in columns}
    seen = train.select([word.alias(name) for name, word in words.items()])
    modes = seen.agg(*[F.mode(name, True).alias(name) for name in columns]).first()
    return rows.withColumns({f"{name}_filled": F.coalesce(word, F.lit(modes[name])) for name, word in words.items()})
