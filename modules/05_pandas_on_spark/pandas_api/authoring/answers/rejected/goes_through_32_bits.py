# task: casts-lose-nothing-unseen
# why: misconception: ps.to_numeric is pd.to_numeric; it makes floats of 32 bits, and a later double does not bring the digits back.
# loses: 4
# message: has gone through 32 bits
def to_numbers(rows, columns):
    frame, lost = rows.pandas_api(index_col="id"), {}
    for name in columns:
        new = ps.to_numeric(frame[name], errors="coerce").astype("float64")
        lost[name] = int((frame[name].notna() & new.isna()).sum())
        frame[name] = new
    return frame.to_spark(index_col="id"), lost


def ansi_stays_on():  # ready: leave it as it is
    return ansi_was_on()
