# task: rows-meet-by-key
# why: the join is Spark's, and only the subtraction is left.
def above_typical(rows, typical):
    both = rows.join(typical, "dest", "left")
    return both.select("id", "dest", "arr_delay", (F.col("arr_delay") - F.col("minutes")).alias("above"))
