# task: python-is-seen-in-the-plan
# why: misconception: a word in a plan is an operator; but columns have names, too.
# loses: 2
# message: names of columns are no operators
def python_steps(text):
    plain = text.count(", 101\n")
    return {"rows": text.count("BatchEvalPython") + plain, "batches": text.count("ArrowEvalPython") - plain}
