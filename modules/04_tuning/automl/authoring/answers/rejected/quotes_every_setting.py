# task: script-stands-alone
# why: misconception: a parameter is what was logged; it comes back as text, and "25" neighbors are refused.
# loses: 4
# message: Your code did not come to its end
def script(params):
    scaler, family = params["scaler"], params["family"]
    settings = ", ".join(f"{name}={text!r}" for name, text in params.items() if name not in ("scaler", "family"))
    return f"""import pandas as pd
from sklearn.pipeline import make_pipeline
from {MODULES[scaler]} import {scaler}
from {MODULES[family]} import {family}

inputs = {INPUTS}
train, rows = pd.read_parquet("train.parquet"), pd.read_parquet("rows.parquet")
model = make_pipeline({scaler}(), {family}({settings})).fit(train[inputs], train["high"])
pd.DataFrame({{"probability": model.predict_proba(rows[inputs])[:, 1]}}).to_csv("predictions.csv", index=False)
"""


def from_script(params, train, rows):
    return run_script(script(params), train, rows)
