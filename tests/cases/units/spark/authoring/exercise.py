# %% [markdown]
# # Four small tasks with Spark

# %% given="setup"
from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
columns = "species string, island string, flipper_length_mm int, body_mass_g int"  # to find them out would take a job
penguins = spark.read.schema(columns).parquet(dataset("penguins")).dropna()

# %% [markdown] task="mean-mass"
# ## Task 1 · mean_mass(rows): a frame with species and mass, the mean body mass of each

# %% answer="mean-mass"
def mean_mass(rows):
    ### BEGIN SOLUTION
    return rows.groupBy("species").agg(F.mean("body_mass_g").alias("mass"))
    ### END SOLUTION

# %% test="mean-mass" points=1
# Three species
found = mean_mass(penguins)
assert isinstance(found, DataFrame), f"mean_mass returned {type(found).__name__}; it should return a Spark DataFrame"
names = sorted(row["species"] for row in found.collect())
assert names == ["Adelie", "Chinstrap", "Gentoo"], f"the species are {names}; there should be three"

# %% test="mean-mass" points=2 hidden=true
# Masses drawn at grading time
from course import drawn

rng = drawn("mean-mass")
rows = [(str(rng.choice(["a", "b", "c"])), float(mass)) for mass in rng.normal(4000, 500, 60)]
wanted = {name: sum(m for n, m in rows if n == name) / sum(n == name for n, _ in rows) for name in {n for n, _ in rows}}
found = {row["species"]: row["mass"] for row in mean_mass(spark.createDataFrame(rows, "species string, body_mass_g double")).collect()}
assert found.keys() == wanted.keys(), "species are missing, or there are too many"
assert all(abs(found[name] - mass) <= 1e-6 * mass for name, mass in wanted.items()), "a mean of drawn masses was wrong"

# %% [markdown] task="parts"
# ## Task 2 · parts(rows): (train, test), about a fifth in test, by the key column alone

# %% answer="parts"
def parts(rows, key):
    ### BEGIN SOLUTION
    bucket = F.pmod(F.xxhash64(key), F.lit(100))
    return rows.where(bucket >= 20), rows.where(bucket < 20)
    ### END SOLUTION

# %% test="parts" points=1
# Nothing is lost
train, test = parts(spark.range(500), "id")
assert train.count() + test.count() == 500, f"500 rows went in, {train.count() + test.count()} came out"

# %% test="parts" points=2 hidden=true
# The same rows in another order and number of partitions fall to the same side
from course import drawn

low = int(drawn("parts").integers(10**6, 10**7))
rows = spark.range(low, low + 600)
before = [{row["id"] for row in part.collect()} for part in parts(rows, "id")]
after = [{row["id"] for row in part.collect()} for part in parts(rows.orderBy(F.desc("id")).repartition(3), "id")]
assert not (before[0] & after[1] or before[1] & after[0]), "rows changed sides when they were shuffled"
assert 0.1 <= len(after[1]) / 600 <= 0.3, "the test part does not hold about a fifth"

# %% [markdown] task="pipeline"
# ## Task 3 · mass_pipeline(): an unfitted Pipeline that predicts body_mass_g from species and flipper_length_mm

# %% answer="pipeline"
def mass_pipeline():
    ### BEGIN SOLUTION
    from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    index = StringIndexer(inputCol="species", outputCol="number", handleInvalid="keep")
    encode = OneHotEncoder(inputCol="number", outputCol="indicators")
    assemble = VectorAssembler(inputCols=["indicators", "flipper_length_mm"], outputCol="features")
    return Pipeline(stages=[index, encode, assemble, LinearRegression(labelCol="body_mass_g")])
    ### END SOLUTION

# %% test="pipeline" points=1
# It comes unfitted
pipeline = mass_pipeline()
assert isinstance(pipeline, Pipeline), f"mass_pipeline returned {type(pipeline).__name__}; it should return an unfitted Pipeline"

# %% test="pipeline" points=2 hidden=true
# It learns masses planted at grading time
from course import drawn

rng = drawn("pipeline")
effect = {"a": float(rng.normal(500, 50)), "b": float(rng.normal(-500, 50))}
slope = float(rng.normal(30, 3))
flippers = [(str(rng.choice(["a", "b"])), float(length)) for length in rng.uniform(170, 230, 80)]
planted = [(name, length, slope * length + effect[name]) for name, length in flippers]
rows = spark.createDataFrame(planted, "species string, flipper_length_mm double, body_mass_g double").coalesce(1)
pipeline = mass_pipeline()
assert isinstance(pipeline, Pipeline), "this is no unfitted Pipeline"
scored = pipeline.fit(rows).transform(rows.drop("body_mass_g")).collect()
wanted = {(name, length): mass for name, length, mass in planted}
off = max(abs(row["prediction"] - wanted[row["species"], row["flipper_length_mm"]]) for row in scored)
assert off <= 60, "masses that species and flippers explain fully were not found again"

# %% [markdown] task="model"
# ## Task 4 · fitted(train, test): a model fitted on train alone, and its RMSE on test

# %% answer="model"
def fitted(train, test):
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import RegressionEvaluator
    from pyspark.ml.feature import StandardScaler, VectorAssembler
    from pyspark.ml.regression import LinearRegression

    assemble = VectorAssembler(inputCols=["flipper_length_mm"], outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features", withMean=True)
    model = Pipeline(stages=[assemble, scale, LinearRegression(labelCol="body_mass_g")]).fit(train)
    measure = RegressionEvaluator(labelCol="body_mass_g", metricName="rmse")
    return model, measure.evaluate(model.transform(test))
    ### END SOLUTION

# %% test="model" points=1
# A model and a number come back
train, test = penguins.where("island <> 'Dream'"), penguins.where("island = 'Dream'")
model, rmse = fitted(train, test)
assert isinstance(model, PipelineModel), f"the model is a {type(model).__name__}; it should be a PipelineModel"
assert isinstance(rmse, float), f"the RMSE is a {type(rmse).__name__}; it should be a float"

# %% test="model" points=2 hidden=true
# The RMSE is what the model's own predictions give, and the model beats the mean
from course import drawn

rng = drawn("model")
slope = float(rng.normal(40, 3))
lengths = [float(length) for length in rng.uniform(170, 230, 120)]
planted = [(length, slope * length + float(rng.normal(0, 50))) for length in lengths]
schema = "flipper_length_mm double, body_mass_g double"
train, test = (spark.createDataFrame(part, schema).coalesce(1) for part in (planted[:80], planted[80:]))
model, rmse = fitted(train, test)
assert isinstance(model, PipelineModel), "this is no fitted PipelineModel"
predicted = {row["flipper_length_mm"]: row["prediction"] for row in model.transform(test.drop("body_mass_g")).collect()}
recomputed = (sum((predicted[length] - mass) ** 2 for length, mass in planted[80:]) / 40) ** 0.5
assert abs(rmse - recomputed) <= 1e-4 * recomputed, "the RMSE is not the one that the model's own predictions give"
mean = sum(mass for _, mass in planted[:80]) / 80
baseline = (sum((mean - mass) ** 2 for _, mass in planted[80:]) / 40) ** 0.5
assert recomputed < 0.5 * baseline, "the model is hardly better than the mean of the training rows"

# %% test="model" points=1 hidden=true
# What the model knows comes from the training rows alone
from course import drawn

rng = drawn("leak")
lengths = [float(length) for length in rng.uniform(170, 230, 80)]
planted = [(length, 40 * length + float(rng.normal(0, 20))) for length in lengths]
schema = "flipper_length_mm double, body_mass_g double"
train = spark.createDataFrame(planted[:50], schema).coalesce(1)
moved = spark.createDataFrame([(length + 1000, mass + 9000) for length, mass in planted[50:]], schema).coalesce(1)
model, _ = fitted(train, moved)
assert isinstance(model, PipelineModel), "this is no fitted PipelineModel"
mean = sum(length for length, _ in planted[:50]) / 50
learned = [float(stage.mean[0]) for stage in model.stages if hasattr(stage, "mean")]
assert all(abs(found - mean) <= 1e-6 * mean for found in learned), (
    "the scaler's mean is not that of the training rows: it has seen the test rows, so the RMSE is too good; fit on train alone"
)
masses = [row["prediction"] for row in model.transform(train).collect()]
assert max(abs(found - mass) for found, (_, mass) in zip(masses, planted[:50], strict=True)) <= 400, (
    "the predictions for training rows follow the test rows' labels: fit on train alone"
)
