# task: frame-shrinks-and-keeps-its-values
# why: misconception: eight bits reach from -128 to 128; there is one positive number less than there are negative ones.
# loses: 3
# message: a type with too few bits
def small_types(frame):
    types = {}
    for name, column in frame.items():
        known = column.dropna()
        if column.dtype == object:
            types[name] = "category"
        elif (known % 1 == 0).all():
            bits = next(bits for bits in (8, 16, 32, 64) if known.abs().max() <= 2 ** (bits - 1))
            types[name] = f"Int{bits}" if len(known) < len(column) else f"int{bits}"
        else:
            types[name] = "float64"
    return types
