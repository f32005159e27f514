# task: gaps-stay-gaps
# why: a plain UDF gets None for a gap, and has to return None. It is called for each row, and right.
def calibrate(rows, corners):
    scores, heights = zip(*corners)
    on_the_curve = F.udf(lambda score: None if score is None else float(np.interp(score, scores, heights)), "double")
    percent = F.round(100 * F.col("probability")).cast("int")
    return rows.withColumn("probability", on_the_curve("score")).withColumn("percent", percent)
