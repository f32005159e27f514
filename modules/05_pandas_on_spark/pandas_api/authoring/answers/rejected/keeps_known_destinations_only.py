# task: rows-meet-by-key
# why: misconception: merge keeps every row of the left frame; by default it is an inner join.
# loses: 4
# message: 4 flights went in, 3 rows came out
def above_typical(rows, typical):
    both = rows.pandas_api().merge(typical.pandas_api(), on="dest")
    both["above"] = both["arr_delay"] - both["minutes"]
    return both[["id", "dest", "arr_delay", "above"]].to_spark()
