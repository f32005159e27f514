# %% [markdown]
# # One small task that takes Spark a moment
#
# Jobs without an end are stopped after a multiple of the reference's own time, and the reference is short here.

# %% given="setup"
from pyspark.sql import SparkSession

spark = SparkSession.builder.getOrCreate()

# %% [markdown] task="ids"
# ## Task 1 · ids(rows): the numbers in the column id, a list

# %% answer="ids"
def ids(rows):
    ### BEGIN SOLUTION
    return [row["id"] for row in rows.collect()]
    ### END SOLUTION

# %% test="ids" points=1
# Three rows
found = ids(spark.range(3))
assert sorted(found) == [0, 1, 2], f"the ids of three rows came out as {found!r}"

# %% test="ids" points=2 hidden=true
# A number that is drawn at grading time
from course import drawn

first = int(drawn("ids").integers(10**6, 10**7))
assert sorted(ids(spark.range(first, first + 5))) == [first + step for step in range(5)], "the ids of drawn rows were wrong"
