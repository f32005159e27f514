# task: script-stands-alone
# why: misconception: scaling is scaling, so the program may always say StandardScaler; the trial had its own scaler.
# loses: 3
# message: does not name its scaler
def script(params):
    family, settings = params["family"], []
    for name, text in params.items():
        if name not in ("scaler", "family"):
            try:
                settings.append(f"{name}={ast.literal_eval(text)!r}")
            except (ValueError, SyntaxError):
                settings.append(f"{name}={text!r}")
    return f"""import pandas as pd
from sklearn.pipeline import make_pipeline
from {MODULES["StandardScaler"]} import StandardScaler
from {MODULES[family]} import {family}

inputs = {INPUTS}
train, rows = pd.read_parquet("train.parquet"), pd.read_parquet("rows.parquet")
model = make_pipeline(StandardScaler(), {family}({", ".join(settings)})).fit(train[inputs], train["high"])
pd.DataFrame({{"probability": model.predict_proba(rows[inputs])[:, 1]}}).to_csv("predictions.csv", index=False)
"""


def from_script(params, train, rows):
    return run_script(script(params), train, rows)
