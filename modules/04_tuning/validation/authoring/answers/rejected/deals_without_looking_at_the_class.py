# task: folds-have-equal-shares
# why: misconception: folds of equal size have equal shares of each class; a rare class needs to be dealt by itself.
# loses: 3
# message: Number the rows within each class
def add_folds(rows, label, k):
    return rows.withColumn("fold", F.row_number().over(Window.partitionBy(F.lit(1)).orderBy(F.rand(7))) % k)
