# task: online-copy-keeps-the-latest
# why: misconception: each publish replaces the whole copy; keys that it does not mention are lost.
# loses: 3
# message: two carriers make two rows
def serve(publishes, keys, time, requests):
    latest = publishes[-1].sort_values(time).drop_duplicates(keys, keep="last").drop(columns=time)
    rows = {tuple(row[key] for key in keys): row for row in latest.to_dict("records")}
    answers = []
    for request in requests:
        row = rows.get(tuple(request))
        answers.append(row and {name: value for name, value in row.items() if name not in keys})
    return len(rows), answers
