# %% [markdown]
# # Two small tasks with MLflow and Hyperopt

# %% given="setup"
import numpy as np
import pandas as pd

# %% [markdown] task="tracks"
# ## Task 1 · tracks(train, later): the id of a run that holds a model (as `model`), fitted on train, and its rmse on later

# %% answer="tracks"
def tracks(train, later):
    ### BEGIN SOLUTION
    import mlflow
    from sklearn.linear_model import LinearRegression

    with mlflow.start_run(run_name="line") as run:
        model = LinearRegression().fit(train[["x"]], train["y"])
        errors = model.predict(later[["x"]]) - later["y"]
        mlflow.log_metric("rmse", float(np.sqrt(np.mean(errors**2))))
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn"])
    return run.info.run_id
    ### END SOLUTION

# %% test="tracks" points=1
# It can be called
assert callable(tracks), "tracks is no function"

# %% test="tracks" points=3 hidden=true
# The logged RMSE is that of the logged model
from course import contradiction, drawn, predicted, tracked

rng = drawn("tracks")
rows = pd.DataFrame({"x": rng.normal(size=60)})
rows["y"] = 3 * rows["x"] + rng.normal(scale=0.1, size=60)
train, later = rows[:40].reset_index(drop=True), rows[40:].reset_index(drop=True)
id = tracks(train, later)
run = tracked().run(id) if isinstance(id, str) else None
assert run is not None, "tracks returned no id of a run in the tracking store"
assert tracked().models_of(run), "the run holds no model; log it inside the run"
found = np.array(predicted(f"runs:/{id}/model", later[["x"]]))
rmse = float(np.sqrt(np.mean((found - later["y"].to_numpy()) ** 2)))
problem = contradiction(run, "rmse", rmse)
assert not problem, problem
assert rmse < 0.5, "the model's predictions for later rows are far off; a line fits them"

# %% [markdown] task="search"
# ## Task 2 · search(evaluations): the Trials of a search for the x between -5 and 5 with the lowest (x - 3)²

# %% answer="search"
def search(evaluations):
    ### BEGIN SOLUTION
    from hyperopt import STATUS_OK, Trials, fmin, hp, tpe

    trials = Trials()
    objective = lambda x: {"loss": (x - 3) ** 2, "status": STATUS_OK}
    fmin(objective, hp.uniform("x", -5, 5), algo=tpe.suggest, max_evals=evaluations, trials=trials, show_progressbar=False)
    return trials
    ### END SOLUTION

# %% test="search" points=1
# There are as many evaluations as were asked for
from course import trials_of

assert len(trials_of(search(4))) >= 4, "there are fewer evaluations than were asked for"

# %% test="search" points=2 hidden=true
# The best loss holds when it is measured again
from course import best_trial, drawn, trials_of

count = int(drawn("search").integers(10, 16))
trials = trials_of(search(count))
assert len(trials) >= count, "there are fewer evaluations than were asked for"
best = best_trial(trials)
assert best is not None and set(best.vals) == {"x"}, "no evaluation of x went well"
assert abs((best.vals["x"] - 3) ** 2 - best.loss) < 1e-9, "the objective gives another loss at the best x than the one that is there"
assert len({trial.vals["x"] for trial in trials}) > count // 2, "the evaluations repeat the same x"
