# task: plan-is-read
# why: misconception: the word Exchange means a shuffle; it is also a part of BroadcastExchange, and may be a column's name.
# loses: 3
# message: BroadcastExchange is another operator
def read_plan(text):
    import re

    fields = [field for schema in re.findall(r"ReadSchema: struct<(.*?)>", text) for field in schema.split(",") if field]
    return {
        "shuffles": text.count("Exchange"),
        "broadcasts": text.count("BroadcastExchange"),
        "columns": sorted({field.split(":")[0] for field in fields}),
    }
