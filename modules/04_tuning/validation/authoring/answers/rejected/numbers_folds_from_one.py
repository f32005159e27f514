# task: folds-have-equal-shares
# why: misconception: k folds are numbered from 1 to k; CrossValidator wants 0 to k - 1, and stops at k.
# loses: 4
# message: three folds are numbered 0, 1, 2
def add_folds(rows, label, k):
    return rows.withColumn("fold", F.ntile(k).over(Window.partitionBy(label).orderBy(F.rand(1))))
