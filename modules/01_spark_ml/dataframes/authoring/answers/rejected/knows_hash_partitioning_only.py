# task: plan-is-read
# why: misconception: a shuffle is a hash partitioning; a sort, a total and a repartition shuffle in other ways.
# loses: 1
# message: a sort, a total over all rows and a repartition have other kinds
def read_plan(text):
    import re

    fields = [field for schema in re.findall(r"ReadSchema: struct<(.*?)>", text) for field in schema.split(",") if field]
    return {
        "shuffles": text.count("Exchange hashpartitioning"),
        "broadcasts": text.count("BroadcastExchange Hashed"),
        "columns": sorted({field.split(":")[0] for field in fields}),
    }
