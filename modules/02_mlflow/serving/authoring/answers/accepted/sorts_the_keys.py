# task: body-keeps-every-value
# why: an object of columns has no order, and fourteen digits are enough.
def body_of(rows):
    def ready(value):
        if pd.isna(value):
            return None
        if isinstance(value, pd.Timestamp):
            return value.isoformat()
        if isinstance(value, float):
            return float(f"{value:.14g}")
        return value.item() if isinstance(value, np.generic) else value

    return json.dumps({"inputs": {name: [ready(value) for value in rows[name]] for name in rows}}, sort_keys=True, allow_nan=False)
