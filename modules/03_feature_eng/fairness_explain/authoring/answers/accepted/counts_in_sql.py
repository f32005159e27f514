# task: rates-come-with-counts
# why: SQL counts as well; times 1.0 makes a Decimal of each rate, and NULLIF makes a null of a denominator of 0.
def group_metrics(predictions, group):
    return predictions.groupBy(F.expr(f"IFNULL({group}, 'missing') AS group")).agg(
        F.expr("COUNT(*) AS people"),
        F.expr("SUM(CASE WHEN label = 1 THEN 1 ELSE 0 END) AS positives"),
        F.expr("SUM(CASE WHEN prediction = 1 THEN 1 ELSE 0 END) * 1.0 / COUNT(*) AS selection_rate"),
        F.expr(
            "SUM(CASE WHEN label = 1 AND prediction = 1 THEN 1 ELSE 0 END) * 1.0 "
            "/ NULLIF(SUM(CASE WHEN label = 1 THEN 1 ELSE 0 END), 0) AS true_positive_rate"
        ),
        F.expr(
            "SUM(CASE WHEN label = 0 AND prediction = 1 THEN 1 ELSE 0 END) * 1.0 "
            "/ NULLIF(SUM(CASE WHEN label = 0 THEN 1 ELSE 0 END), 0) AS false_positive_rate"
        ),
        F.expr(
            "SUM(CASE WHEN label = 1 AND prediction = 1 THEN 1 ELSE 0 END) * 1.0 "
            "/ NULLIF(SUM(CASE WHEN prediction = 1 THEN 1 ELSE 0 END), 0) AS precision"
        ),
    )
