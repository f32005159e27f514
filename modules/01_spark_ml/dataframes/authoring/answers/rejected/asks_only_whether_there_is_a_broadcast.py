# task: plan-is-read
# why: misconception: a plan broadcasts or it does not; each small table of a plan is copied by itself.
# loses: 1
# message: whatever kind of join reads it
def read_plan(text):
    import re

    operators = [re.sub(r"^[\s:+*()\d-]*", "", line).split(" ")[0] for line in text.splitlines()]
    fields = [field for schema in re.findall(r"ReadSchema: struct<(.*?)>", text) for field in schema.split(",") if field]
    return {
        "shuffles": operators.count("Exchange"),
        "broadcasts": int("BroadcastExchange" in operators),
        "columns": sorted({field.split(":")[0] for field in fields}),
    }
