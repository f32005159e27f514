# task: script-stands-alone
# why: misconception: the model is the trial; but the trial was measured with its preparation.
# loses: 4
# message: is the scaler in the program
def script(params):
    family, settings = params["family"], []
    for name, text in params.items():
        if name not in ("scaler", "family"):
            try:
                settings.append(f"{name}={ast.literal_eval(text)!r}")
            except (ValueError, SyntaxError):
                settings.append(f"{name}={text!r}")
    return f"""import pandas as pd
from {MODULES[family]} import {family}

inputs = {INPUTS}
train, rows = pd.read_parquet("train.parquet"), pd.read_parquet("rows.parquet")
model = {family}({", ".join(settings)}).fit(train[inputs], train["high"])
pd.DataFrame({{"probability": model.predict_proba(rows[inputs])[:, 1]}}).to_csv("predictions.csv", index=False)
"""


def from_script(params, train, rows):
    return run_script(script(params), train, rows)
