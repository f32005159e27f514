# task: frame-shrinks-and-keeps-its-values
# why: misconception: only gaps make floats of whole numbers, so a float64 column without gaps has fractions.
# loses: 3
# message: those that came as float64
def small_types(frame):
    types = {}
    for name, column in frame.items():
        known = column.dropna()
        if column.dtype == object:
            types[name] = "category"
        elif column.dtype == "int64":
            types[name] = pd.to_numeric(column, downcast="integer").dtype.name
        elif len(known) < len(column) and (known % 1 == 0).all():
            types[name] = pd.to_numeric(known, downcast="integer").dtype.name.capitalize()
        else:
            types[name] = "float64"
    return types
