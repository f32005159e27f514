# task: online-copy-keeps-the-latest
# why: misconception: a sort by time leaves rows of the same time as they came; only a stable sort promises that.
# loses: 2
# message: the later publish counts
def serve(publishes, keys, time, requests):
    latest = pd.concat(publishes).sort_values(time).drop_duplicates(keys, keep="last").drop(columns=time)
    rows = {tuple(row[key] for key in keys): row for row in latest.to_dict("records")}
    answers = []
    for request in requests:
        row = rows.get(tuple(request))
        answers.append(row and {name: value for name, value in row.items() if name not in keys})
    return len(rows), answers
