# task: online-copy-keeps-the-latest
# why: an upsert with a condition on the time, row by row, as an online store does it.
def serve(publishes, keys, time, requests):
    online = sqlite3.connect(":memory:")
    columns = [*keys, time, *[name for name in publishes[0].columns if name not in (*keys, time)]]
    features = columns[len(keys) + 1 :]
    online.execute(f"CREATE TABLE copy ({', '.join(columns)}, PRIMARY KEY ({', '.join(keys)}))")
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns[len(keys) :])
    upsert = f"INSERT INTO copy VALUES ({', '.join('?' * len(columns))}) ON CONFLICT ({', '.join(keys)}) "
    upsert += f"DO UPDATE SET {updates} WHERE excluded.{time} >= copy.{time}"
    for rows in publishes:
        online.executemany(upsert, rows[columns].astype(object).values.tolist())
    question = f"SELECT {', '.join(features)} FROM copy WHERE " + " AND ".join(f"{key} = ?" for key in keys)
    rows = [online.execute(question, tuple(request)).fetchone() for request in requests]
    answers = [row and dict(zip(features, row)) for row in rows]
    return online.execute("SELECT count(*) FROM copy").fetchone()[0], answers
