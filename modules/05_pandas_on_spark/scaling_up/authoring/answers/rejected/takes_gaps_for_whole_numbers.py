# task: frame-shrinks-and-keeps-its-values
# why: misconception: a float64 column with gaps is one of whole numbers, and one without gaps has fractions.
# loses: 3
# message: the numbers have to be whole
def small_types(frame):
    types = {}
    for name, column in frame.items():
        if column.dtype == object:
            types[name] = "category"
        elif column.dtype == "float64" and not column.isna().any():
            types[name] = "float64"
        else:
            known = column.dropna()
            sizes = {bits: np.iinfo(f"int{bits}") for bits in (8, 16, 32, 64)}
            bits = next(bits for bits, size in sizes.items() if size.min <= known.min() and known.max() <= size.max)
            types[name] = f"Int{bits}" if column.isna().any() else f"int{bits}"
    return types
