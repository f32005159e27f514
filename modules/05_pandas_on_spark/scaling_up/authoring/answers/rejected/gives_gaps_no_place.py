# task: frame-shrinks-and-keeps-its-values
# why: misconception: int16 and Int16 are the same type; the first has no gaps.
# loses: 4
# message: the kind that may have gaps
def small_types(frame):
    types = {}
    for name, column in frame.items():
        known = column.dropna()
        types[name] = "category" if column.dtype == object else pd.to_numeric(known, downcast="integer").dtype.name
    return types
