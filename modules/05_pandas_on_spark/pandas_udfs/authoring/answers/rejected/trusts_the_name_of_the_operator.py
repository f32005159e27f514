# task: python-is-seen-in-the-plan
# why: misconception: Arrow in the plan means a pandas UDF. Since Spark 4.2 a plain UDF travels by Arrow, too.
# loses: 3
# message: for a plain udf you find 0 steps
def python_steps(text):
    operators = [re.sub(r"^[\s:+*()\d-]*", "", line).split(" ")[0] for line in text.splitlines()]
    return {"rows": operators.count("BatchEvalPython"), "batches": operators.count("ArrowEvalPython")}
