# task: frame-shrinks-and-keeps-its-values
# why: misconception: sixteen bits are enough for the numbers of everyday life, and pandas would complain if they were not.
# loses: 3
# message: a type with too few bits
def small_types(frame):
    types = {}
    for name, column in frame.items():
        known = column.dropna()
        if column.dtype == object:
            types[name] = "category"
        elif (known % 1 == 0).all():
            types[name] = "Int16" if len(known) < len(column) else "int16"
        else:
            types[name] = "float64"
    return types
