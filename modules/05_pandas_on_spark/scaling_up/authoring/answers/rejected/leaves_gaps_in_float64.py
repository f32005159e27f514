# task: frame-shrinks-and-keeps-its-values
# why: misconception: a column with gaps has to stay float64, because a whole-number type has no place for a gap.
# loses: 3
# message: also those with gaps
def small_types(frame):
    types = {}
    for name, column in frame.items():
        if column.dtype == object:
            types[name] = "category"
        else:
            types[name] = pd.to_numeric(column, downcast="integer").dtype.name
    return types
