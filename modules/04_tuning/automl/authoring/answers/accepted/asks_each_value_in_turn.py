# task: kinds-are-what-columns-mean
# why: plain Python may look at every value; date.fromisoformat and float say what reads as what.
def reads(values, read):
    try:
        return all(isinstance(value, str) and (read(value), True)[1] for value in values)
    except ValueError:
        return False


def kind_of(column):
    known = [value for value in column if not pd.isna(value)]
    numeric = pd.api.types.is_numeric_dtype(column.dtype)
    if len(set(known)) < 2:
        return "constant"
    if not numeric and reads(known, lambda text: pd.to_datetime(text, format="%Y-%m-%d")):
        return "date"
    if len(set(known)) == len(known) and column.dtype.kind != "f":
        return "id"
    return "number" if numeric or reads(known, float) else "category"


def report(rows):
    about = {}
    for name in rows:
        column = rows[name]
        about[name] = {"kind": kind_of(column), "values": len(column.value_counts()), "missing": 1 - column.count() / len(column)}
    return about
