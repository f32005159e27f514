# task: refusal-is-not-an-answer
# why: misconception: the body of the answer is the reason; it is JSON, and the sentence for people is one of its values.
# loses: 4
# message: says what was missing
def ask_each(uri, bodies):
    found = []
    with endpoint(uri) as url:
        for body in bodies:
            headers = {"Content-Type": "application/json"}
            answer = requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=20)
            good = answer.status_code == 200
            minutes = [row["minutes"] for row in answer.json()["predictions"]] if good else None
            found.append({"status": answer.status_code, "minutes": minutes, "reason": None if good else answer.text})
    return found
