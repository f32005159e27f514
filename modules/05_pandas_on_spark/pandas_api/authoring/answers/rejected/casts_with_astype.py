# task: casts-lose-nothing-unseen
# why: misconception: astype makes a gap of a bad text; under ANSI it raises, as pandas does.
# loses: 4
# message: Your code did not come to its end
def to_numbers(rows, columns):
    frame, lost = rows.pandas_api(index_col="id"), {}
    for name in columns:
        new = frame[name].astype(float)
        lost[name] = int((frame[name].notna() & new.isna()).sum())
        frame[name] = new
    return frame.to_spark(index_col="id"), lost


def ansi_stays_on():  # ready: leave it as it is
    return ansi_was_on()
