# task: frame-shrinks-and-keeps-its-values
# why: to_numeric with downcast finds the smallest whole-number type, and leaves fractions alone.
def small_types(frame):
    types = {}
    for name, column in frame.items():
        if column.dtype == object:
            types[name] = "category"
            continue
        known = column.dropna()
        narrow = pd.to_numeric(known, downcast="integer").dtype.name
        types[name] = narrow.capitalize() if narrow.startswith("int") and len(known) < len(column) else narrow
    return types
