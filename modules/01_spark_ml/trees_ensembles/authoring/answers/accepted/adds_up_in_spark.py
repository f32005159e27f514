# task: forest-is-the-mean-of-its-trees
# why: all three numbers are averages over the rows of expressions in the columns.
def parts_of_the_error(forest, rows):
    names = [f"t{number}" for number in range(len(forest.trees))]
    scored = forest.setPredictionCol("mean").transform(rows)
    for name, tree in zip(names, forest.trees, strict=True):
        scored = tree.setPredictionCol(name).transform(scored)

    def over_trees(expression):
        return sum(expression(F.col(name)) for name in names) / F.lit(len(names))

    row = scored.agg(
        F.avg(over_trees(lambda tree: (tree - F.col("label")) ** 2)).alias("trees"),
        F.avg((F.col("mean") - F.col("label")) ** 2).alias("forest"),
        F.avg(over_trees(lambda tree: (tree - F.col("mean")) ** 2)).alias("variance"),
    ).first()
    return row.asDict()
