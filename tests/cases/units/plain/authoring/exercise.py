# %% [markdown]
# # Four small tasks without Spark

# %% given="setup"
import math

# %% [markdown] task="double"
# ## Task 1 · Double

# %% answer="double"
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION

# %% test="double" points=1
# Two becomes four
assert double(2) == 4, f"double(2) gave {double(2)}; it should give 4"

# %% test="double" points=2 hidden=true
# Any number is doubled
from course import drawn

number = int(drawn("double").integers(10**8, 10**9))
assert double(number) == 2 * number, "a number drawn at grading time was not doubled"

# %% [markdown] task="summary"
# ## Task 2 · Mean and largest

# %% answer="summary"
def summary(numbers):
    ### BEGIN SOLUTION
    return {"mean": sum(numbers) / len(numbers), "largest": max(numbers)}
    ### END SOLUTION

# %% test="summary" points=1
# Three numbers
found = summary([1.0, 2.0, 6.0])
assert math.isclose(found["mean"], 3.0, rel_tol=1e-6), f"the mean of 1, 2 and 6 was {found['mean']}; it should be 3"

# %% test="summary" points=2 hidden=true
# Numbers drawn at grading time
from course import drawn

numbers = [float(number) for number in drawn("summary").normal(0, 1000, 50)]
mean = math.fsum(numbers) / len(numbers)
found = summary(numbers)
assert math.isclose(found["mean"], mean, rel_tol=1e-6), "the mean of drawn numbers was wrong"
assert math.isclose(found["largest"], max(numbers), rel_tol=1e-6), "the largest of drawn numbers was wrong"

# %% [markdown] task="ordered"
# ## Task 3 · Smallest first

# %% answer="ordered"
def ordered(numbers):
    ### BEGIN SOLUTION
    return sorted(numbers)
    ### END SOLUTION

# %% test="ordered" points=1
# Three numbers
found = list(ordered([3.0, 1.0, 2.0]))
assert found == [1, 2, 3], f"3, 1, 2 came back as {found}; the smallest should be first"

# %% test="ordered" points=2 hidden=true
# Numbers drawn at grading time
from course import drawn

numbers = [float(number) for number in drawn("ordered").normal(0, 1000, 40)]
found = list(ordered(numbers))
assert len(found) == len(numbers), "numbers were lost or added"
close = [math.isclose(a, b, rel_tol=1e-6) for a, b in zip(found, sorted(numbers), strict=True)]
assert all(close), "drawn numbers came back in another order"

# %% [markdown] task="primes"
# ## Task 4 · The primes below thirty, as a list called primes

# %% answer="primes"
### BEGIN SOLUTION
primes = [number for number in range(2, 30) if all(number % divisor for divisor in range(2, number))]
### END SOLUTION

# %% test="primes" points=1
# There are ten
assert len(primes) == 10, f"there are {len(primes)} numbers; ten primes are below thirty"

# %% test="primes" points=1 hidden=true
# Each has no divisor
composite = [number for number in primes if any(number % divisor == 0 for divisor in range(2, number))]
assert not composite, "a number in the list has a divisor"
