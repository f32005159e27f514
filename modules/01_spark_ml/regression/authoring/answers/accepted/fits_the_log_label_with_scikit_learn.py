# task: log-label-is-undone
# why: TransformedTargetRegressor takes the logarithm of the label and undoes it by itself.
def measure_log_model(train, test):
    import numpy as np
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.linear_model import LinearRegression

    columns = ["hour", "distance"]
    known, asked = train.toPandas(), test.toPandas()
    model = TransformedTargetRegressor(LinearRegression(), func=np.log1p, inverse_func=np.expm1)
    asked["prediction"] = model.fit(known[columns], known["arr_delay"]).predict(asked[columns])
    rmse = float(np.sqrt(((asked["arr_delay"] - asked["prediction"]) ** 2).mean()))
    return spark.createDataFrame(asked), rmse
