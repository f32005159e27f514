# task: folds-have-equal-shares
# why: ntile cuts each class into k pieces of nearly the same size, and counts from 1.
def add_folds(rows, label, k):
    return rows.withColumn("fold", F.ntile(k).over(Window.partitionBy(label).orderBy(F.rand(1))) - 1)
