# task: time-lies-on-a-circle
# why: misconception: the hour is the time of the day; half an hour is lost.
# loses: 4
# message: half an hour counts
def add_time_parts(rows, column):
    t = F.col(column)
    turn = 2 * np.pi * F.hour(t) / 24
    parts = {"hour": F.hour(t), "weekday": F.weekday(t), "month": F.month(t)}
    return rows.withColumns(parts | {"time_sin": F.sin(turn), "time_cos": F.cos(turn)})
