# task: pipeline-learns-from-its-training-rows
# why: a pipeline may be a stage of another one, and scaling changes nothing for a regression without a penalty.
def delay_pipeline():
    from pyspark.ml.feature import OneHotEncoder, StandardScaler, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    carrier = Pipeline(
        stages=[
            StringIndexer(inputCol="carrier", outputCol="c", handleInvalid="keep", stringOrderType="alphabetAsc"),
            OneHotEncoder(inputCol="c", outputCol="c1", dropLast=False),
        ]
    )
    numbers = Pipeline(
        stages=[
            VectorAssembler(inputCols=["hour", "distance"], outputCol="n"),
            StandardScaler(inputCol="n", outputCol="n1", withMean=True),
        ]
    )
    everything = VectorAssembler(inputCols=["n1", "c1"], outputCol="features")
    return Pipeline(stages=[carrier, numbers, everything, LinearRegression(labelCol="arr_delay")])
