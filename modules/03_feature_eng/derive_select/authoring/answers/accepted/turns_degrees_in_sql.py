# task: time-lies-on-a-circle
# why: the parts may come from SQL expressions and day names, and the turn from degrees.
def add_time_parts(rows, column):
    parts = {"hour": f"hour({column})", "weekday": f"(dayofweek({column}) + 5) % 7", "month": f"extract(MONTH FROM {column})"}
    share = f"(unix_timestamp({column}) - unix_timestamp(date_trunc('DAY', {column}))) / 86400"
    parts |= {"time_sin": f"sin(radians(360 * {share}))", "time_cos": f"cos(radians(360 * {share}))"}
    return rows.selectExpr("*", *[f"{expression} AS {name}" for name, expression in parts.items()])
