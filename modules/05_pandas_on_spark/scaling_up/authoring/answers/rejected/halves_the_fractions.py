# task: frame-shrinks-and-keeps-its-values
# why: misconception: float32 is float64 in half the space; it rounds each fraction to seven digits.
# loses: 3
# message: leave fractions in float64
def small_types(frame):
    types = {}
    for name, column in frame.items():
        known = column.dropna()
        if column.dtype == object:
            types[name] = "category"
        elif (known % 1 == 0).all():
            narrow = pd.to_numeric(known, downcast="integer").dtype.name
            types[name] = narrow.capitalize() if len(known) < len(column) else narrow
        else:
            types[name] = "float32"
    return types
