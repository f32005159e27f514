# task: plan-is-read
# why: misconception: a broadcast is a BroadcastHashJoin; that is one reader of a copied table, and a nested loop join is another.
# loses: 1
# message: whatever kind of join reads it
def read_plan(text):
    import re

    operators = [re.sub(r"^[\s:+*()\d-]*", "", line).split(" ")[0] for line in text.splitlines()]
    fields = [field for schema in re.findall(r"ReadSchema: struct<(.*?)>", text) for field in schema.split(",") if field]
    return {
        "shuffles": operators.count("Exchange"),
        "broadcasts": operators.count("BroadcastHashJoin"),
        "columns": sorted({field.split(":")[0] for field in fields}),
    }
