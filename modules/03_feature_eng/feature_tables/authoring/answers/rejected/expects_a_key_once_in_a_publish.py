# task: online-copy-keeps-the-latest
# why: misconception: only a later publish can be older than the copy; within one publish the last row of a key is taken.
# loses: 2
# message: one publish may hold several rows of a key
def serve(publishes, keys, time, requests):
    rows = {}
    for publish in publishes:
        for row in publish.drop_duplicates(keys, keep="last").to_dict("records"):
            key = tuple(row[key] for key in keys)
            if key not in rows or row[time] >= rows[key][time]:
                rows[key] = row
    answers = []
    for request in requests:
        row = rows.get(tuple(request))
        answers.append(row and {name: value for name, value in row.items() if name not in (*keys, time)})
    return len(rows), answers
