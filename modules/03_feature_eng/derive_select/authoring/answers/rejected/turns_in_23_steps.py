# task: time-lies-on-a-circle
# why: misconception: the hours run from 0 to 23, so a turn has 23 steps; then 23 and 0 are the same place.
# loses: 4
# message: a whole day is one turn
def add_time_parts(rows, column):
    t = F.col(column)
    turn = 2 * np.pi * (F.hour(t) + F.minute(t) / 60 + F.second(t) / 3600) / 23
    parts = {"hour": F.hour(t), "weekday": F.weekday(t), "month": F.month(t)}
    return rows.withColumns(parts | {"time_sin": F.sin(turn), "time_cos": F.cos(turn)})
