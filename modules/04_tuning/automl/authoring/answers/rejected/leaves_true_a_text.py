# task: script-stands-alone
# why: misconception: any text that is not empty counts as true, so True may stay one; fit_intercept="True" is refused.
# loses: 3
# message: Your code did not come to its end
def meant(text):
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return {"None": None, "False": False}.get(text, text)


def script(params):
    scaler, family = params["scaler"], params["family"]
    own = {name: meant(text) for name, text in params.items() if name not in ("scaler", "family")}
    return f"""import pandas as pd
from sklearn.pipeline import make_pipeline
from {MODULES[scaler]} import {scaler}
from {MODULES[family]} import {family}

inputs = {INPUTS}
train, rows = pd.read_parquet("train.parquet"), pd.read_parquet("rows.parquet")
model = make_pipeline({scaler}(), {family}(**{own})).fit(train[inputs], train["high"])
pd.DataFrame({{"probability": model.predict_proba(rows[inputs])[:, 1]}}).to_csv("predictions.csv", index=False)
"""


def from_script(params, train, rows):
    return run_script(script(params), train, rows)
