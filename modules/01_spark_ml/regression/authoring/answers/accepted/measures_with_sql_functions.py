# task: metrics-follow-their-definitions
# why: the three definitions are three aggregates; no evaluator is needed.
def regression_metrics(scored, label, prediction):
    judged = scored.where(F.col(label).isNotNull() & F.col(prediction).isNotNull())
    error = F.col(label) - F.col(prediction)
    row = judged.agg(
        F.avg(error * error).alias("mse"), F.avg(F.abs(error)).alias("mae"), F.var_pop(label).alias("variance")
    ).first()
    return {"rmse": row["mse"] ** 0.5, "mae": row["mae"], "r2": 1 - row["mse"] / row["variance"]}
