# task: script-stands-alone
# why: one dict of settings in the program, unpacked there; any layout will do that a reader can follow.
NAMED = {"None": None, "True": True, "False": False}


def meant(text):
    if text in NAMED:
        return NAMED[text]
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return text


def script(params):
    settings = {name: meant(text) for name, text in params.items() if name not in ("scaler", "family")}
    scaler, family = params["scaler"], params["family"]
    lines = [
        "import pandas",
        f"from {MODULES[scaler]} import {scaler}",
        f"from {MODULES[family]} import {family}",
        f"inputs, settings = {INPUTS}, {settings}",
        "train = pandas.read_parquet('train.parquet')",
        f"scaler = {scaler}().fit(train[inputs])",
        f"model = {family}(**settings).fit(scaler.transform(train[inputs]), train['high'])",
        "rows = pandas.read_parquet('rows.parquet')[inputs]",
        "found = pandas.DataFrame(model.predict_proba(scaler.transform(rows)), columns=['other', 'probability'])",
        "if __name__ == '__main__':",
        "    found[['probability']].to_csv('predictions.csv', index=False)",
    ]
    return "\n".join(lines)


def from_script(params, train, rows):
    return run_script(script(params), train, rows)
