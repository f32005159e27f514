# task: limits-come-from-the-reference
# why: resample by weeks that end on Sunday, labelled by their Monday.
def weeks_out_of_control(rows, start):
    weekly = rows.set_index("day")["residual"].sort_index().resample("W-MON", label="left", closed="left")
    value = weekly.mean()[weekly.count() >= 24]
    usual = value[value.index < start]
    score = (value[value.index >= start] - usual.mean()) / usual.std()
    return [f"{monday:%Y-%m-%d}" for monday, far in score.abs().items() if far > 3]
