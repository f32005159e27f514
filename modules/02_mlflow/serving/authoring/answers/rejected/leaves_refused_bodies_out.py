# task: refusal-is-not-an-answer
# why: misconception: only answers are results; the list is shorter than the bodies, and nobody knows whose answer is whose.
# loses: 4
# message: a refusal is a result, too
def ask_each(uri, bodies):
    found = []
    with endpoint(uri) as url:
        for body in bodies:
            headers = {"Content-Type": "application/json"}
            answer = requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=20)
            if answer.ok:
                minutes = [row["minutes"] for row in answer.json()["predictions"]]
                found.append({"status": 200, "minutes": minutes, "reason": None})
    return found
