# task: online-copy-keeps-the-latest
# why: misconception: the same key and time cannot bring news; a correction is ignored.
# loses: 2
# message: the later publish counts
def serve(publishes, keys, time, requests):
    rows = {}
    for row in pd.concat(publishes).to_dict("records"):
        key = tuple(row[key] for key in keys)
        if key not in rows or row[time] > rows[key][time]:
            rows[key] = row
    answers = []
    for request in requests:
        row = rows.get(tuple(request))
        answers.append(row and {name: value for name, value in row.items() if name not in (*keys, time)})
    return len(rows), answers
