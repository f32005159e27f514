# %% [markdown]
# # Exercise · Groups without names, and lists for people
#
# You group penguins by their bodies, judge groups that somebody else made, give every pair of user and movie a prediction,
# measure lists as people see them, and choose an algorithm for each of four scenarios.
#
# **Five tasks, 20 points, about 40 minutes.** Objective: MD-28.
#
# Each task asks for one function. What is fixed (names, types, units) is written in the prompt; everything else is free. Some
# tests are here to read. The others show only their title: they check the same promise on rows that are drawn when your work
# is graded. The tasks do not need each other, so you may take them in any order.

# %% given="setup"
from pyspark.ml import Estimator, Pipeline
from pyspark.ml.linalg import Vectors
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from course import dataset

spark = SparkSession.builder.getOrCreate()
measures = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
penguins = spark.read.parquet(dataset("penguins")).coalesce(1).withColumn("row", F.monotonically_increasing_id())
penguins = penguins.selectExpr("*", "97 * row % 344 AS place").selectExpr("*", "CAST(5000 + place AS INT) AS ring")
birds = penguins.selectExpr(  # the measurements are real; the other numbers are made up, and they grow from day to day
    "ring",
    "CAST(300 + place DIV 6 AS INT) AS day",
    "CAST(1 + place DIV 12 AS INT) AS walk",
    "CAST(1 + place DIV 50 AS INT) AS observer",
    "CAST(1 + place DIV 2 AS INT) AS nest",
    "CAST(100 + 4 * place AS INT) AS photo",
    *measures,
    "sex",
)
birds.orderBy("ring").show(5)

# %% [markdown] task="each-measurement-counts-alike"
# ## Task 1 · Group the birds by their bodies
#
# **4 points · MD-28**
#
# Somebody walked along the colony and wrote down one row for each bird. Which birds are of the same kind?
#
# Write `group_birds(birds, k)`.
#
# - **Takes** `birds`, a Spark DataFrame with the columns that you see above, and `k`, how many groups are wanted. `ring` is the
#   number on the bird's ring and is unique. `ring`, `day`, `walk`, `observer`, `nest` and `photo` say when and by whom the bird
#   was seen. Every column but `ring` may hold nulls.
# - **Returns** a Spark DataFrame with the columns `ring` and `cluster` (an integer; the numbering is free), one row for each
#   bird that has all four measurements of the body. Other birds are left out.
# - The groups follow the **body** and nothing else, and no measurement counts more because its unit is small: divide each by
#   its standard deviation, or by its range.
#
# Free: `KMeans` (with its usual start) or `BisectingKMeans`, and how the columns are scaled, as long as each of the four counts.
# For `BisectingKMeans`, do not take the mean away first: Spark splits a group by a share of its centre, and 0 has none.

# %% [markdown] hint="each-measurement-counts-alike"
# Three questions before any clustering: which columns describe a body? Which rows have all of them? And which column makes
# the largest differences, only because its unit is small?

# %% [markdown] hint="each-measurement-counts-alike"
# `dropna` has a parameter `subset`. Then `VectorAssembler`, `StandardScaler` and `KMeans`: each reads a column and writes
# another one, so watch `outputCol`, `inputCol` and `featuresCol`. `KMeans` has a `predictionCol`.

# %% [markdown] hint="each-measurement-counts-alike"
# Almost the line: `Pipeline(stages=[VectorAssembler(inputCols=measures, outputCol="raw"), StandardScaler(inputCol="raw",
# outputCol="features"), KMeans(k=k, predictionCol="cluster", seed=1)])`, then `fit` and `transform` of the complete rows.

# %% answer="each-measurement-counts-alike"
def group_birds(birds, k):
    """Return (ring, cluster) for the birds with all four measurements, grouped by their bodies into k clusters."""
    ### BEGIN SOLUTION
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.feature import StandardScaler, VectorAssembler

    complete = birds.dropna(subset=measures)
    assemble = VectorAssembler(inputCols=measures, outputCol="raw")
    scale = StandardScaler(inputCol="raw", outputCol="features")
    means = KMeans(k=k, predictionCol="cluster", seed=1)
    return Pipeline(stages=[assemble, scale, means]).fit(complete).transform(complete).select("ring", "cluster")
    ### END SOLUTION

# %% test="each-measurement-counts-alike" points=1
# Two groups of the real birds: the Gentoo penguins on one side, the two other species on the other
from sklearn.metrics import adjusted_rand_score

grouped = group_birds(birds, 2)
assert isinstance(grouped, DataFrame), f"group_birds returned {type(grouped).__name__}; it should return a Spark DataFrame"
assert {"ring", "cluster"} <= set(grouped.columns), f"the columns are {grouped.columns}; ring and cluster are needed"
found = grouped.select("ring", "cluster").toPandas().set_index("ring")["cluster"]
assert found.index.is_unique, "some birds are in the result twice; each ring should be there once"
whole_birds = birds.dropna(subset=measures).count()
assert len(found) == whole_birds, (
    f"{len(found)} birds came back, {whole_birds} have all four measurements; in which columns does a gap matter?"
)
assert found.nunique() == 2, f"there are {found.nunique()} groups where k = 2 was asked for"
gentoo = penguins.select("ring", "species").toPandas().set_index("ring")["species"].loc[found.index] == "Gentoo"
agreement = adjusted_rand_score(gentoo, found)
assert agreement >= 0.9, (
    f"the adjusted Rand index with 'Gentoo or not' is {agreement:.2f}; by body, with equal weights, it is 1.00. "
    "Which columns describe a body, and which of them makes nearly all the distances?"
)

# %% test="each-measurement-counts-alike" points=2 hidden=true
# Kinds planted in the millimetres are found, though grams, days and nests are louder; each measurement counts
import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from course import drawn

rng = drawn("planted-kinds")
size = 240
kind, time = rng.integers(0, 4, size), np.sort(rng.random(size))
level = np.array([[0, 0, 0], [1, 1, 0], [1, 0, 1], [0, 1, 1]])[kind] * rng.choice([-1, 1], 3) + rng.normal(0, 0.16, (size, 3))
late = time[:, None] + rng.normal(0, 0.03, (size, 5))
body = np.column_stack([44 + 9 * level[:, 0], 17 + 3 * level[:, 1], 200 + 22 * level[:, 2], rng.normal(4200, 700, size)])
table = pd.DataFrame({
    "ring": int(rng.integers(1000, 9000)) + np.arange(size),
    **{name: (1 + scale * late[:, place]).astype(int) for place, (name, scale) in enumerate(
        {"day": 120, "walk": 60, "observer": 40, "nest": 500, "photo": 3000}.items()
    )},
    **dict(zip(measures, body.T)),
    "sex": rng.choice(["female", "male"], size),
})
grouped = group_birds(spark.createDataFrame(table.sample(frac=1, random_state=int(rng.integers(99)))).coalesce(1), 4)
assert isinstance(grouped, DataFrame), f"group_birds returned {type(grouped).__name__}; it should return a Spark DataFrame"
found = grouped.select("ring", "cluster").toPandas().set_index("ring")["cluster"].sort_index()
assert list(found.index) == list(table["ring"]), (
    f"{size} birds with all measurements went in, {len(found)} came out; each ring should be there once"
)
groups = found.to_numpy()
explained = {
    name: table.groupby(groups)[name].transform("mean").var() / table[name].var() for name in ("day", "body_mass_g")
}
assert explained["day"] <= 0.4, (
    f"the groups explain {explained['day']:.0%} of the differences in the day, which has nothing to do with the body; ring, "
    "day, walk, observer, nest and photo are numbers, but they do not describe a body"
)
agreement = adjusted_rand_score(kind, groups)
assert agreement >= 0.2, (
    f"the adjusted Rand index with the four planted kinds is {agreement:.2f}, and the groups explain "
    f"{explained['body_mass_g']:.0%} of the differences in mass; the bills and the flippers tell the kinds apart. Give each "
    "measurement the same weight: divide it by its standard deviation"
)
places = rng.permutation(4)
for order in (places, 3 - places):  # in one of the two draws, a measurement is the only one that parts the kinds of a pair
    kind = rng.permutation(np.repeat(np.arange(4), [20, 30, 20, 30]))  # the pairs are further apart, for a k-means that bisects
    steps = np.array([[0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 1, 1, 1]])[:, order][kind]
    body = (steps + rng.normal(0, 0.01, (100, 4))) * [6, 2, 12, 500] + [40, 15, 190, 3500]
    table = table.head(100).assign(**dict(zip(measures, body.T)))
    grouped = group_birds(spark.createDataFrame(table).coalesce(1), 4)
    found = grouped.select("ring", "cluster").toPandas().set_index("ring")["cluster"].sort_index()
    assert list(found.index) == list(table["ring"]), f"100 birds with all measurements went in, {len(found)} came out"
    agreement = adjusted_rand_score(kind, found)
    assert agreement >= 0.95, (
        f"some of the four kinds differ in a single measurement; the adjusted Rand index is {agreement:.2f}, and it is 1.00 by "
        "all four measurements with equal weights. Do all four measurements of the body count?"
    )

# %% test="each-measurement-counts-alike" points=1 hidden=true
# A gap in a measurement takes a bird out, a gap elsewhere does not, and three kinds are found
import numpy as np
from sklearn.metrics import adjusted_rand_score

from course import drawn

rng = drawn("gaps")
size = 200
kind = rng.permutation(np.arange(size) % 3)
level = np.array([[0, 0, 0, 0], [2.4, 0, 2.4, 1.6], [0, 2.4, 2.4, 1.6]])[kind] + rng.normal(0, 0.2, (size, 4))
body = level * [6, 2, 12, 500] + [40, 15, 190, 3500]
no_body, no_other = rng.random(size) < 0.1, rng.random(size) < 0.3
rows = []
for number, values in enumerate(body.tolist()):
    if no_body[number]:
        values[int(rng.integers(0, 4))] = None
    others = (None, None, None) if no_other[number] else (int(rng.integers(1, 50)), 700 + number, "male")
    rows.append((5000 + number, 310, 12, 3, *others[:2], *values, others[2]))
columns = [f"{name} int" for name in ("ring", "day", "walk", "observer", "nest", "photo")]
columns += [*[f"{name} double" for name in measures], "sex string"]
grouped = group_birds(spark.createDataFrame(rows, ", ".join(columns)).coalesce(1), 3)
assert isinstance(grouped, DataFrame), f"group_birds returned {type(grouped).__name__}; it should return a Spark DataFrame"
found = grouped.select("ring", "cluster").toPandas().set_index("ring")["cluster"]
complete = set(5000 + np.flatnonzero(~no_body))
lost, extra = len(complete - set(found.index)), len(set(found.index) - complete)
assert lost == 0, (
    f"{lost} birds with all four measurements are missing; a gap in nest, photo or sex is no reason to leave a bird out"
)
assert extra == 0, f"{extra} birds without all four measurements are in the result; nobody can say where they belong"
agreement = adjusted_rand_score(kind[found.index - 5000], found)
assert agreement >= 0.6, f"the groups agree with three well separated kinds by only {agreement:.2f}; are there k groups, by body?"

# %% [markdown] task="cluster-numbers-are-no-labels"
# ## Task 2 · Judge groups with and without the truth
#
# **4 points · MD-28**
#
# Write `judge_clusters(grouped)`.
#
# - **Takes** `grouped`, a Spark DataFrame with `features` (a vector), `cluster` (an integer from 0, no nulls) and `species`
#   (text, null where nobody knows it). There are two clusters or more.
# - **Returns** a dict with the keys `"silhouette"` and `"ari"` and a float for each.
# - `silhouette` is the mean over **all** rows of $(b - a) / \max(a, b)$ for the **squared** Euclidean distance, Spark's
#   default. (The mean distance to the others of the own cluster is a, to those of the nearest other cluster b.)
# - `ari` is the adjusted Rand index between `cluster` and `species`, over the rows whose species is known.
# - Tolerance: one part in a million.
#
# Free: Spark, scikit-learn, your own arithmetic.

# %% [markdown] hint="cluster-numbers-are-no-labels"
# Two numbers, two sets of rows. One of them must not change when somebody renumbers the clusters, or renames the species.

# %% [markdown] hint="cluster-numbers-are-no-labels"
# `ClusteringEvaluator` reads `featuresCol` and `predictionCol`. scikit-learn has `adjusted_rand_score`; it takes two columns
# of pandas, of any type. `dropna(subset=…)` keeps the rows with a species.

# %% [markdown] hint="cluster-numbers-are-no-labels"
# Almost the line: `ClusteringEvaluator(featuresCol="features", predictionCol="cluster").evaluate(grouped)`, and
# `adjusted_rand_score(known["species"], known["cluster"])` with `known` from `toPandas()`.

# %% answer="cluster-numbers-are-no-labels"
def judge_clusters(grouped):
    """Return {"silhouette", "ari"}: compactness over all rows, agreement with the known species."""
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import ClusteringEvaluator
    from sklearn.metrics import adjusted_rand_score

    silhouette = ClusteringEvaluator(featuresCol="features", predictionCol="cluster").evaluate(grouped)
    known = grouped.dropna(subset=["species"]).select("species", "cluster").toPandas()
    return {"silhouette": silhouette, "ari": float(adjusted_rand_score(known["species"], known["cluster"]))}
    ### END SOLUTION

# %% test="cluster-numbers-are-no-labels" points=1
# Six birds on a line: three clusters that are the three species under other numbers, then one that moves
kinds = ["Adelie", "Adelie", "Chinstrap", "Chinstrap", "Gentoo", "Gentoo"]
line = list(zip([0.0, 1.0, 5.0, 6.0, 10.0, 11.0], [1, 1, 2, 2, 0, 0], kinds))
moved = list(zip([0.0, 1.0, 5.0, 6.0, 10.0, 11.0], [1, 1, 2, 0, 0, 0], kinds))
for rows, silhouette, ari in ((line, 0.956551, 1.0), (moved, 0.374195, 4 / 9)):
    birds_on_line = [(Vectors.dense(x), number, name) for x, number, name in rows]
    judged = judge_clusters(spark.createDataFrame(birds_on_line, ["features", "cluster", "species"]).coalesce(1))
    assert isinstance(judged, dict) and set(judged) == {"silhouette", "ari"}, (
        f"judge_clusters returned {judged if isinstance(judged, dict) else type(judged).__name__}; "
        'it should return a dict with the keys "silhouette" and "ari"'
    )
    assert abs(judged["ari"] - ari) <= 1e-6, (
        f"ari is {judged['ari']:.3f}; for these six birds it is {ari:.3f}. The number of a cluster is only a name: look at pairs "
        "of birds, and adjust for chance"
    )
    assert abs(judged["silhouette"] - silhouette) <= 1e-5, (
        f"silhouette is {judged['silhouette']:.4f}; for these six birds, with squared distances, it is {silhouette:.4f}"
    )

# %% test="cluster-numbers-are-no-labels" points=2 hidden=true
# Both numbers hold on drawn birds in drawn groups
import numpy as np
from sklearn.metrics import adjusted_rand_score, silhouette_score

from course import drawn

rng = drawn("drawn-groups")
size, kinds = 150, int(rng.integers(3, 6))
truth = rng.integers(0, kinds, size)
points = rng.normal(0, 2.5, (kinds, 3))[truth] + rng.normal(0, 1, (size, 3))
cluster = np.where(rng.random(size) < 0.75, rng.permutation(kinds)[truth], rng.integers(0, kinds, size))
names = rng.permutation(["Adelie", "Chinstrap", "Gentoo", "King", "Emperor"])[truth]
rows = [(Vectors.dense(*p), int(c), str(s)) for p, c, s in zip(points.tolist(), cluster, names)]
judged = judge_clusters(spark.createDataFrame(rows, ["features", "cluster", "species"]).coalesce(1))
assert isinstance(judged, dict) and set(judged) == {"silhouette", "ari"}, (
    'judge_clusters should return a dict with the keys "silhouette" and "ari"'
)
expected = adjusted_rand_score(names, cluster)
assert abs(judged["ari"] - expected) <= 1e-6, (
    f"ari is off on {size} drawn birds of {kinds} species, where it is {expected:.3f}; it compares pairs of birds and takes away "
    "what chance would give"
)
expected = silhouette_score(points, cluster, metric="sqeuclidean")
assert abs(judged["silhouette"] - expected) <= 1e-6, (
    f"silhouette is off on {size} drawn birds, where it is {expected:.3f} for the squared Euclidean distance, over features; "
    "scikit-learn's default is another distance"
)

# %% test="cluster-numbers-are-no-labels" points=1 hidden=true
# Birds of unknown species count for the silhouette and not for the agreement
import numpy as np
from sklearn.metrics import adjusted_rand_score, silhouette_score

from course import drawn

rng = drawn("unknown-species")
size = 120
truth, unknown = rng.integers(0, 3, size), rng.random(size) < 0.4
points = np.array([[0, 0], [4, 0], [0, 4]])[truth] + rng.normal(0, 1, (size, 2))
points[unknown] += rng.normal(0, 2, (unknown.sum(), 2))
cluster = (np.where(rng.random(size) < 0.85, truth, rng.integers(0, 3, size)) + int(rng.integers(1, 3))) % 3
rows = [
    (Vectors.dense(*p), int(c), None if gap else "ABC"[t]) for p, c, t, gap in zip(points.tolist(), cluster, truth, unknown)
]
frame = spark.createDataFrame([(*row,) for row in rows], ["features", "cluster", "species"]).coalesce(1)
judged = judge_clusters(frame)
assert isinstance(judged, dict) and set(judged) == {"silhouette", "ari"}, (
    'judge_clusters should return a dict with the keys "silhouette" and "ari"'
)
expected = adjusted_rand_score(truth[~unknown], cluster[~unknown])
assert abs(judged["ari"] - expected) <= 1e-6, (
    f"ari is off where {unknown.sum()} of {size} species are unknown; unknown is no species of its own: leave these birds out"
)
expected = silhouette_score(points, cluster, metric="sqeuclidean")
assert abs(judged["silhouette"] - expected) <= 1e-6, (
    f"silhouette is off where {unknown.sum()} of {size} species are unknown; it needs no species, so all birds count"
)

# %% [markdown] task="every-pair-gets-a-prediction"
# ## Task 3 · Newcomers get an answer, too
#
# **4 points · MD-28**
#
# Write `predict_ratings(train, asked)`.
#
# - **Takes** `train`, a Spark DataFrame with `user`, `movie` (integers) and `rating` (stars, a double from 1 to 5); and
#   `asked`, a Spark DataFrame with `user` and `movie`: pairs, each of them once. Some of these users and movies are not in
#   `train`.
# - **Returns** a Spark DataFrame with the columns `user`, `movie` and `prediction` (stars), one row for each pair of `asked`.
#   No prediction is null or NaN.
# - User and movie both in `train`: the prediction of ALS, fitted on `train`. Its settings are free, but on hidden ratings its
#   RMSE must be at most 0.7 times that of the mean of each movie.
# - Only the movie in `train`: the mean of that movie's ratings in `train`.
# - The movie not in `train`: the mean of all ratings in `train`.
# - The means are compared with a tolerance of 0.0001.

# %% [markdown] hint="every-pair-gets-a-prediction"
# Ask ALS for every pair first. What does it say about a user that it has never seen, and how many rows come back under each
# `coldStartStrategy`?

# %% [markdown] hint="every-pair-gets-a-prediction"
# The default strategy leaves a NaN, which is a number and not null: `F.coalesce` does not see it, `F.nanvl` does. The means
# of the movies are a small table for a left join; a movie that is not in it gets null.

# %% [markdown] hint="every-pair-gets-a-prediction"
# Almost the line: `means = train.groupBy("movie").agg(F.avg("rating").alias("mean"))`, then
# `model.transform(asked).join(means, "movie", "left").fillna(overall, subset=["mean"])`, then
# `F.nanvl(F.col("prediction").cast("double"), "mean")`.

# %% answer="every-pair-gets-a-prediction"
def predict_ratings(train, asked):
    """Return (user, movie, prediction) for each asked pair: ALS where both are known, else a mean."""
    ### BEGIN SOLUTION
    from pyspark.ml.recommendation import ALS

    als = ALS(userCol="user", itemCol="movie", ratingCol="rating", rank=4, seed=1, numUserBlocks=1, numItemBlocks=1)
    means = train.groupBy("movie").agg(F.avg("rating").alias("mean"))
    overall = train.agg(F.avg("rating")).first()[0]
    scored = als.fit(train).transform(asked).join(means, "movie", "left").fillna(overall, subset=["mean"])
    return scored.select("user", "movie", F.nanvl(F.col("prediction").cast("double"), "mean").alias("prediction"))
    ### END SOLUTION

# %% test="every-pair-gets-a-prediction" points=1
# Two known pairs, a new user, a new movie, and both new
stars = {(1, 10): 5.0, (1, 20): 1.0, (2, 10): 4.0, (2, 20): 2.0, (3, 10): 3.0}
rated = [(*pair, rating) for pair, rating in stars.items()]
train = spark.createDataFrame(rated, "user int, movie int, rating double").coalesce(1)
pairs = [(1, 10), (3, 20), (9, 10), (9, 20), (2, 90), (9, 90)]
answer = predict_ratings(train, spark.createDataFrame(pairs, "user int, movie int").coalesce(1))
assert isinstance(answer, DataFrame), f"predict_ratings returned {type(answer).__name__}; it should return a Spark DataFrame"
assert {"user", "movie", "prediction"} <= set(answer.columns), (
    f"the columns are {answer.columns}; user, movie and prediction are needed"
)
rows = [(row["user"], row["movie"], row["prediction"]) for row in answer.select("user", "movie", "prediction").collect()]
assert sorted(row[:2] for row in rows) == sorted(pairs), (
    f"{len(pairs)} pairs were asked for, {len(rows)} came back; each pair should come back once. What does "
    'coldStartStrategy="drop" do to a newcomer?'
)
silent = sum(value is None or value != value for _, _, value in rows)
assert silent == 0, f"{silent} of {len(rows)} predictions are null or NaN; NaN is not null, so not every function fills it"
found = {(user, movie): value for user, movie, value in rows}
for pair, expected in {(9, 10): 4.0, (9, 20): 1.5, (2, 90): 3.0, (9, 90): 3.0}.items():
    assert abs(found[pair] - expected) <= 1e-4, (
        f"user {pair[0]} and movie {pair[1]} get {found[pair]:.3f}; users 1 to 3 and movies 10 and 20 are known, so here it is "
        f"the mean of {'the movie' if pair[1] < 90 else 'all ratings'}, {expected:.1f}"
    )

# %% test="every-pair-gets-a-prediction" points=2 hidden=true
# On drawn tastes ALS beats the mean of the movie, and each newcomer gets the mean that was promised
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("drawn-tastes")
users, movies = rng.permutation(9000)[:36], rng.permutation(9000)[:30]
taste, genre = rng.choice([-1, 1], 36) * rng.uniform(0.7, 1, 36), rng.choice([-1, 1], 30) * rng.uniform(0.7, 1, 30)
stars = np.clip(3 + 1.9 * np.outer(taste, genre) + rng.normal(0, 0.2, (36, 30)), 1, 5)
seen = rng.random((36, 30)) < 0.6
seen[-3:], seen[:, -3:] = False, False  # three new users, three new movies
place = [(u, m) for u in range(36) for m in range(30)]
rows = [(int(users[u]), int(movies[m]), float(stars[u, m])) for u, m in place if seen[u, m]]
train = spark.createDataFrame(rows, "user int, movie int, rating double").coalesce(1)
wanted = [(u, m) for u, m in place if not seen[u, m]]
asked = spark.createDataFrame([(int(users[u]), int(movies[m])) for u, m in wanted], "user int, movie int").coalesce(1)
answer = predict_ratings(train, asked)
assert isinstance(answer, DataFrame), f"predict_ratings returned {type(answer).__name__}; it should return a Spark DataFrame"
found = answer.select("user", "movie", "prediction").toPandas().set_index(["user", "movie"])["prediction"]
assert len(found) == len(wanted) and found.index.is_unique, (
    f"{len(wanted)} pairs were asked for, {len(found)} came back; newcomers should get a prediction, too"
)
silent = int(found.isna().sum())
assert silent == 0, f"{silent} of {len(found)} predictions are null or NaN; NaN is not null, so not every function fills it"
frame = pd.DataFrame(wanted, columns=["u", "m"])
frame["prediction"] = [float(found.loc[int(users[u]), int(movies[m])]) for u, m in wanted]
frame["star"] = stars[frame["u"], frame["m"]]
frame["mean"] = np.nanmean(np.where(seen, stars, np.nan)[:, :27], axis=0)[np.minimum(frame["m"], 26)]
overall = stars[seen].mean()
new_movie, new_user = frame["m"] >= 27, (frame["u"] >= 33) & (frame["m"] < 27)
both = ~new_movie & ~new_user
off = int(((frame["prediction"] - frame["mean"]).abs() > 1e-4)[new_user].sum())
assert off == 0, f"{off} of {int(new_user.sum())} pairs of a new user and a known movie do not get the mean of the movie in train"
off = int(((frame["prediction"] - overall).abs() > 1e-4)[new_movie].sum())
assert off == 0, f"{off} of {int(new_movie.sum())} pairs with a new movie do not get the mean of all ratings in train"
error = np.sqrt(((frame["prediction"] - frame["star"])[both] ** 2).mean())
base = np.sqrt(((frame["mean"] - frame["star"])[both] ** 2).mean())
assert error <= 0.7 * base, (
    f"on hidden ratings of known users and movies the RMSE is {error:.2f}, the mean of the movie has {base:.2f}; these are stars "
    "and not counts, so ALS should be explicit, and its regParam neither near 0 nor 1"
)

# %% test="every-pair-gets-a-prediction" points=1 hidden=true
# Nobody who asks is known: all get means
import numpy as np
import pandas as pd

from course import drawn

rng = drawn("only-newcomers")
table = pd.DataFrame([(u, m) for u in range(8) for m in range(6) if rng.random() < 0.8], columns=["user", "movie"])
table["rating"] = rng.integers(1, 6, len(table)).astype(float)
train = spark.createDataFrame(table[["user", "movie", "rating"]], "user int, movie int, rating double").coalesce(1)
pairs = [(int(u), int(m)) for u in 100 + rng.permutation(50)[:4] for m in range(9)]
answer = predict_ratings(train, spark.createDataFrame(pairs, "user int, movie int").coalesce(1))
assert isinstance(answer, DataFrame), f"predict_ratings returned {type(answer).__name__}; it should return a Spark DataFrame"
found = answer.select("user", "movie", "prediction").toPandas()
assert len(found) == len(pairs), f"{len(pairs)} pairs of newcomers were asked for, {len(found)} came back"
means, overall = table.groupby("movie")["rating"].mean(), table["rating"].mean()
expected = found["movie"].map(means).fillna(overall)
off = int((~((found["prediction"] - expected).abs() <= 1e-4)).sum())
assert off == 0, (
    f"{off} of {len(pairs)} newcomers do not get the mean that the task names; the movie's own mean if it is known, else that of "
    "all ratings"
)

# %% [markdown] task="only-the-first-k-count"
# ## Task 4 · People see the first k
#
# **4 points · MD-28**
#
# Write `ranking_metrics(lists, k)`.
#
# - **Takes** `lists`, a Spark DataFrame with one row for each user: `user`, `recommended` (an array of movies as integers, the
#   best first, no movie twice) and `liked` (an array of the movies that the user really liked, in any order, perhaps empty,
#   never null); and `k`, an integer from 1.
# - **Returns** a dict with the keys `"precision"` and `"ndcg"` and a float for each: the means over **all** users.
# - Precision at k of a user: how many of the first k are liked, divided by k, also if the list is shorter than k.
# - NDCG at k of a user: the sum of $1 / \log_2(i + 1)$ over the places $i = 1 \dots k$ that hold a liked movie, divided by the
#   same sum for the best list that was possible, which has a liked movie at each of its first min(k, number of liked) places.
# - A user who liked nothing counts with 0 in both.
# - Tolerance: one part in a million.
#
# Free: Spark's evaluator, your own arithmetic.

# %% [markdown] hint="only-the-first-k-count"
# Take one user and a pencil: cut the list at k, mark the hits, then two sums. Where does the length of the list matter, where
# the number of liked movies?

# %% [markdown] hint="only-the-first-k-count"
# `RankingEvaluator` knows `precisionAtK` and `ndcgAtK` with exactly these rules. It wants arrays of doubles:
# `F.col("recommended").cast("array<double>")`. Watch which column is the prediction and which one the label, and set `k`.

# %% [markdown] hint="only-the-first-k-count"
# Almost the line: `RankingEvaluator(predictionCol="recommended", labelCol="liked", metricName="precisionAtK",
# k=k).evaluate(lists)`, after both columns were cast with `withColumn`.

# %% answer="only-the-first-k-count"
def ranking_metrics(lists, k):
    """Return {"precision", "ndcg"} at k, as means over all users."""
    ### BEGIN SOLUTION
    from pyspark.ml.evaluation import RankingEvaluator

    doubles = lists.select(*[F.col(name).cast("array<double>").alias(name) for name in ("recommended", "liked")])
    evaluator = RankingEvaluator(predictionCol="recommended", labelCol="liked", k=k)
    return {name: evaluator.setMetricName(f"{name}AtK").evaluate(doubles) for name in ("precision", "ndcg")}
    ### END SOLUTION

# %% test="only-the-first-k-count" points=1
# Two users that you can check with a pencil
import math

rows = [(1, [7, 3, 9, 4, 8, 5], [3, 8, 5]), (2, [2, 6, 1, 7, 4, 9, 10], [2])]
lists = spark.createDataFrame(rows, "user int, recommended array<int>, liked array<int>").coalesce(1)
metrics = ranking_metrics(lists, 3)
assert isinstance(metrics, dict) and set(metrics) == {"precision", "ndcg"}, (
    f"ranking_metrics returned {metrics if isinstance(metrics, dict) else type(metrics).__name__}; "
    'it should return a dict with the keys "precision" and "ndcg"'
)
assert abs(metrics["precision"] - 1 / 3) <= 1e-6, (
    f"precision is {metrics['precision']:.3f}; each of the two users has 1 hit among the first 3, which makes 0.333. What comes "
    "later in the list does not count, and the divisor is k"
)
first, second, third = 1, 1 / math.log2(3), 1 / math.log2(4)
expected = (second / (first + second + third) + first / first) / 2
assert abs(metrics["ndcg"] - expected) <= 1e-6, (
    f"ndcg is {metrics['ndcg']:.3f}; user 1 has a hit at place 2 where 3 were possible, user 2 a hit at place 1 where 1 was "
    f"possible, which makes {expected:.3f}"
)

# %% test="only-the-first-k-count" points=2 hidden=true
# Both hold on drawn lists, with few and with many liked movies
import numpy as np

from course import drawn

rng = drawn("drawn-lists")
k = int(rng.integers(3, 8))
rows = []
for user in range(40):
    ranked = rng.permutation(40)[: int(rng.integers(k + 4, 25))].tolist()
    rows.append((user, ranked, rng.permutation(40)[: int(rng.integers(1, 16))].tolist()))
weight = 1 / np.log2(np.arange(2, k + 2))
hits = np.array([np.isin(ranked[:k], liked) for _, ranked, liked in rows])
best = np.array([weight[: len(liked)].sum() for _, _, liked in rows])
lists = spark.createDataFrame(rows, "user int, recommended array<int>, liked array<int>").coalesce(1)
metrics = ranking_metrics(lists, k)
assert isinstance(metrics, dict) and set(metrics) == {"precision", "ndcg"}, (
    'ranking_metrics should return a dict with the keys "precision" and "ndcg"'
)
expected = hits.mean()
whole = np.mean([np.isin(ranked, liked).mean() for _, ranked, liked in rows])
assert abs(metrics["precision"] - expected) <= 1e-6, (
    f"precision is off for 40 drawn users at k = {k}, where it is {expected:.3f} (over the whole lists it would be {whole:.3f}); "
    "count the hits among the first k and divide by k"
)
expected = float(((hits * weight).sum(axis=1) / best).mean())
assert abs(metrics["ndcg"] - expected) <= 1e-6, (
    f"ndcg is off for 40 drawn users at k = {k}, where it is {expected:.3f}; the best possible list of a user has a hit at each "
    "of its first min(k, number of liked) places, and places after k do not count"
)

# %% test="only-the-first-k-count" points=1 hidden=true
# Short lists do not get a smaller divisor, and users who liked nothing stay in the mean
import numpy as np

from course import drawn

rng = drawn("short-lists")
k = int(rng.integers(5, 9))
rows = []
for user in range(30):
    ranked = rng.permutation(15)[: int(rng.integers(1, k + 3))].tolist()
    rows.append((user, ranked, [] if user % 5 == 0 else rng.permutation(15)[: int(rng.integers(1, 9))].tolist()))
weight = 1 / np.log2(np.arange(2, k + 2))
precision, ndcg = [], []
for _, ranked, liked in rows:
    hit = np.isin(ranked[:k], liked)
    precision.append(hit.sum() / k)
    ndcg.append((hit * weight[: len(hit)]).sum() / weight[: len(liked)].sum() if liked else 0.0)
lists = spark.createDataFrame(rows, "user int, recommended array<int>, liked array<int>").coalesce(1)
metrics = ranking_metrics(lists, k)
assert isinstance(metrics, dict) and set(metrics) == {"precision", "ndcg"}, (
    'ranking_metrics should return a dict with the keys "precision" and "ndcg"'
)
for name, expected in {"precision": np.mean(precision), "ndcg": np.mean(ndcg)}.items():
    assert abs(metrics[name] - expected) <= 1e-6, (
        f"{name} is off at k = {k} where some lists are shorter than k and 6 of 30 users liked nothing; divide precision by k "
        "all the same, and count these users with 0"
    )

# %% [markdown] task="estimator-fits-the-scenario"
# ## Task 5 · Four colleagues, four algorithms
#
# **4 points · MD-28**
#
# Four colleagues bring a table each. Write `estimators()`. It **returns** a dict with four estimators of `pyspark.ml` that
# nobody has fitted yet (a `Pipeline` is one, too). The judge fits each on rows like these and measures it on new ones.
#
# - `"minutes"`: columns `features` (a vector: hour, load, temperature) and `label`, the **minutes** that a delivery takes. The
#   load matters in the morning and not in the evening, and the temperature only by frost, so no straight line fits. Wanted: a
#   column `prediction` with R² of at least 0.7.
# - `"claims"`: columns `features` (four numbers) and `label`, 1.0 for a fraud and 0.0 for none. Wanted: `prediction` and
#   `probability`, an area under ROC of at least 0.75, and an officer must be able to explain each decision: **one weight for
#   each feature, or a single tree with at most four levels of questions**.
# - `"segments"`: one column, `features` (two numbers on the same scale). Nobody knows the answer, but there should be **three**
#   groups. Wanted: an integer `prediction` for each row.
# - `"songs"`: columns `user`, `song` (integers) and `plays`, how often the user heard the song, 1 or more. A song that a user
#   never heard has no row. Wanted: a `prediction` for each pair that ranks the songs the user does not know yet; a song of the
#   user's taste should stand before another one in 78 % of the cases. Some people play everything often, some do not.
#
# The tables have a few hundred rows. Everything that is not named here is free.

# %% [markdown] hint="estimator-fits-the-scenario"
# For each table: is there a label? Is it a number or a category, or does it belong to a pair? Who must understand the model?
# And does a count of plays say what stars say?

# %% [markdown] hint="estimator-fits-the-scenario"
# Trees follow bends and "only if" (`pyspark.ml.regression`). Explained decisions: `LogisticRegression`, or
# `DecisionTreeClassifier` with a small `maxDepth`. No label: `pyspark.ml.clustering`. Pairs: `ALS` and its `implicitPrefs`.

# %% [markdown] hint="estimator-fits-the-scenario"
# Almost the line: `{"minutes": GBTRegressor(seed=1), …, "songs": ALS(userCol="user", itemCol="song",
# ratingCol="plays", implicitPrefs=…)}`.

# %% answer="estimator-fits-the-scenario"
def estimators():
    """Return an unfitted estimator for each of "minutes", "claims", "segments" and "songs"."""
    ### BEGIN SOLUTION
    from pyspark.ml.classification import LogisticRegression
    from pyspark.ml.clustering import KMeans
    from pyspark.ml.recommendation import ALS
    from pyspark.ml.regression import DecisionTreeRegressor

    songs = {"userCol": "user", "itemCol": "song", "ratingCol": "plays", "numUserBlocks": 1, "numItemBlocks": 1}
    return {
        "minutes": DecisionTreeRegressor(maxDepth=6),
        "claims": LogisticRegression(),
        "segments": KMeans(k=3, seed=1),
        "songs": ALS(implicitPrefs=True, rank=4, seed=1, **songs),
    }
    ### END SOLUTION

# %% test="estimator-fits-the-scenario" points=1
# There are four estimators, none of them fitted, and the one without a label finds three groups
import numpy as np

chosen = estimators()
names = ["minutes", "claims", "segments", "songs"]
assert isinstance(chosen, dict) and sorted(chosen) == sorted(names), (
    f"estimators returned {sorted(chosen) if isinstance(chosen, dict) else type(chosen).__name__}; "
    f"it should return a dict with the keys {names}"
)
for name, one in chosen.items():
    assert isinstance(one, Estimator), (
        f"for {name} you chose {type(one).__name__}; an estimator of pyspark.ml is needed, and the judge will fit it"
    )
rng = np.random.default_rng(1)
spots = [(Vectors.dense(rng.normal(middle, 1)),) for middle in ((0, 0), (9, 0), (0, 9)) for _ in range(20)]
table = spark.createDataFrame(spots, ["features"]).coalesce(1)
try:
    groups = [row["prediction"] for row in chosen["segments"].fit(table).transform(table).select("prediction").collect()]
except Exception as problem:
    raise AssertionError(
        f"for segments you chose {type(chosen['segments']).__name__}, which stopped with {type(problem).__name__} on a table "
        "that has only features; nobody has a label there"
    ) from None
assert len(set(groups)) == 3, f"for segments there are {len(set(groups))} groups; three were asked for"

# %% test="estimator-fits-the-scenario" points=1 hidden=true
# Minutes: the model follows what no straight line can
import numpy as np

from course import drawn

rng = drawn("minutes")
size = 500
hour, load, frost = rng.uniform(6, 22, size), rng.uniform(0, 10, size), rng.uniform(-8, 24, size)
noon, steep = float(rng.uniform(11, 13)), float(rng.uniform(5, 7))
minutes = 30 + np.where(hour < noon, steep * (load - 5), 0) + np.where(frost < 0, 25, 0) + rng.normal(0, 2, size)
rows = [(Vectors.dense(*values), float(y)) for *values, y in zip(hour.tolist(), load.tolist(), frost.tolist(), minutes)]
table = [spark.createDataFrame(part, ["features", "label"]).coalesce(1) for part in (rows[:350], rows[350:])]
one = estimators()["minutes"]
assert isinstance(one, Estimator), f"for minutes you chose {type(one).__name__}; an estimator of pyspark.ml is needed"
try:
    found = np.array([row["prediction"] for row in one.fit(table[0]).transform(table[1]).select("prediction").collect()])
except Exception as problem:
    raise AssertionError(
        f"for minutes you chose {type(one).__name__}, which stopped with {type(problem).__name__}; the label is a number with "
        "fractions, not a class"
    ) from None
truth = minutes[350:]
r2 = 1 - ((found - truth) ** 2).sum() / ((truth - truth.mean()) ** 2).sum()
assert r2 >= 0.7, (
    f"for minutes the R2 on new deliveries is {r2:.2f}, 0.70 was asked for; the load matters only before noon, and a straight "
    "line cannot say only"
)

# %% test="estimator-fits-the-scenario" points=1 hidden=true
# Claims: the frauds come first, and an officer can read the model
import numpy as np
from sklearn.metrics import roc_auc_score

from course import drawn, stages_of

rng = drawn("claims")
size = 500
x = rng.normal(0, 1, (size, 4))
strong, weak = rng.permutation(4)[:2]
fraud = 3.2 * float(rng.choice([-1, 1])) * x[:, strong] + 0.6 * x[:, weak] - 1 + rng.logistic(size=size) > 0
rows = [(Vectors.dense(*values), float(y)) for values, y in zip(x.tolist(), fraud)]
table = [spark.createDataFrame(part, ["features", "label"]).coalesce(1) for part in (rows[:350], rows[350:])]
one = estimators()["claims"]
assert isinstance(one, Estimator), f"for claims you chose {type(one).__name__}; an estimator of pyspark.ml is needed"
model = one.fit(table[0])
scored = model.transform(table[1])
missing = {"prediction", "probability"} - set(scored.columns)
assert not missing, f"for claims the model gives no {' and no '.join(sorted(missing))}; fraud or not is a category"
p = [float(row["probability"][1]) for row in scored.select("probability").collect()]
area = roc_auc_score(fraud[350:], p)
assert area >= 0.75, f"for claims the area under ROC on new claims is {area:.2f}; 0.75 was asked for"
*_, last = stages_of(model)
if len(getattr(last, "trees", [])) == 1:  # a forest of one tree
    last = last.trees[0]
kind, depth = type(last).__name__, getattr(last, "depth", 0)
assert kind in ("LogisticRegressionModel", "DecisionTreeClassificationModel") and depth <= 4, (
    f"for claims the fitted model is a {kind}" + (f" with {depth} levels" if depth else "") + "; an officer cannot explain its "
    "decisions by one weight for each feature, or by a single tree with at most four levels"
)

# %% test="estimator-fits-the-scenario" points=1 hidden=true
# Songs: what the user does not know yet is ranked by taste, however often songs are played
import numpy as np
from sklearn.metrics import roc_auc_score

from course import drawn

rng = drawn("songs")
taste, genre = rng.permutation(np.arange(40) % 2), rng.permutation(np.arange(36) % 2)
same = taste[:, None] == genre
heard = rng.random((40, 36)) < np.where(same, 0.6, 0.06)
busy = rng.integers(1, 12, 40)  # some play everything often
rows = [(u, m, float(busy[u] + rng.integers(0, 2))) for u, m in np.argwhere(heard).tolist()]
unknown = np.argwhere(~heard & (heard.sum(axis=0) > 0) & (heard.sum(axis=1) > 0)[:, None])
table = spark.createDataFrame(rows, "user int, song int, plays double").coalesce(1)
asked = spark.createDataFrame(unknown.tolist(), "user int, song int").coalesce(1)
one = estimators()["songs"]
assert isinstance(one, Estimator), f"for songs you chose {type(one).__name__}; an estimator of pyspark.ml is needed"
try:
    found = one.fit(table).transform(asked).select("user", "song", "prediction").toPandas()
except Exception as problem:
    raise AssertionError(
        f"for songs you chose {type(one).__name__}, which stopped with {type(problem).__name__} on user, song and plays; "
        "a row is a pair there"
    ) from None
assert len(found) == len(unknown) and found["prediction"].notna().all(), (
    f"{len(unknown)} pairs were asked for, {int(found['prediction'].notna().sum())} got a prediction"
)
areas = []
for user, part in found.groupby("user"):
    mine = same[user, part["song"]]
    if mine.any() and not mine.all():
        areas.append(roc_auc_score(mine, part["prediction"]))
area = float(np.mean(areas))
assert area >= 0.74, (  # a right setting may be a little below what was asked for
    f"for songs, a song of the user's taste stands before another one in {area:.0%} of the cases; 50% is a coin, 78% was asked "
    "for. Plays are not stars: what counts is that a song was heard at all"
)
