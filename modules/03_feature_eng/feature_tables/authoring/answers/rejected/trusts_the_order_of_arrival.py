# task: online-copy-keeps-the-latest
# why: misconception: what was published last is the latest; a row that came late may be old.
# loses: 3
# message: day 2 only came late
def serve(publishes, keys, time, requests):
    latest = pd.concat(publishes).drop_duplicates(keys, keep="last").drop(columns=time)
    rows = {tuple(row[key] for key in keys): row for row in latest.to_dict("records")}
    answers = []
    for request in requests:
        row = rows.get(tuple(request))
        answers.append(row and {name: value for name, value in row.items() if name not in keys})
    return len(rows), answers
