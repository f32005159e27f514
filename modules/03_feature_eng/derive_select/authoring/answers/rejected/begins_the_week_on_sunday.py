# task: time-lies-on-a-circle
# why: misconception: dayofweek counts from Monday = 0; it counts from Sunday = 1.
# loses: 4
# message: from Monday = 0
def add_time_parts(rows, column):
    t = F.col(column)
    turn = 2 * np.pi * (3600 * F.hour(t) + 60 * F.minute(t) + F.second(t)) / 86400
    parts = {"hour": F.hour(t), "weekday": F.dayofweek(t), "month": F.month(t)}
    return rows.withColumns(parts | {"time_sin": F.sin(turn), "time_cos": F.cos(turn)})
