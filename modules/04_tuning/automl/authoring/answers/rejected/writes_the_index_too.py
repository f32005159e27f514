# task: script-stands-alone
# why: misconception: to_csv writes the columns of a frame and nothing else; it also writes the index, as a column without a name.
# loses: 4
# message: not one column, probability
def script(params):
    scaler, family, settings = params["scaler"], params["family"], []
    for name, text in params.items():
        if name not in ("scaler", "family"):
            try:
                settings.append(f"{name}={ast.literal_eval(text)!r}")
            except (ValueError, SyntaxError):
                settings.append(f"{name}={text!r}")
    return f"""import pandas as pd
from sklearn.pipeline import make_pipeline
from {MODULES[scaler]} import {scaler}
from {MODULES[family]} import {family}

inputs = {INPUTS}
train, rows = pd.read_parquet("train.parquet"), pd.read_parquet("rows.parquet")
model = make_pipeline({scaler}(), {family}({", ".join(settings)})).fit(train[inputs], train["high"])
pd.DataFrame({{"probability": model.predict_proba(rows[inputs])[:, 1]}}).to_csv("predictions.csv")
"""


def from_script(params, train, rows):
    return run_script(script(params), train, rows)
