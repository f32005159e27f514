# task: frame-shrinks-and-keeps-its-values
# why: float32 holds whole numbers below 2**24 exactly and has gaps; that is within a quarter of the smallest choice.
def small_types(frame):
    types = {}
    for name, column in frame.items():
        if column.dtype == object:
            types[name] = "category"
        elif column.isna().any() and (column.dropna() % 1 == 0).all() and column.abs().max() < 2**24:
            types[name] = "float32"
        elif not column.isna().any() and (column % 1 == 0).all():
            furthest = max(-int(column.min()), int(column.max()) + 1, 1)
            types[name] = np.min_scalar_type(-furthest).name
        else:
            types[name] = "float64"
    return types
