# task: refusal-is-not-an-answer
# why: misconception: raise_for_status is care enough; one bad body takes the answers of all others with it.
# loses: 4
# message: did not come to its end
def ask_each(uri, bodies):
    found = []
    with endpoint(uri) as url:
        for body in bodies:
            headers = {"Content-Type": "application/json"}
            answer = requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=20)
            answer.raise_for_status()
            minutes = [row["minutes"] for row in answer.json()["predictions"]]
            found.append({"status": 200, "minutes": minutes, "reason": None})
    return found
