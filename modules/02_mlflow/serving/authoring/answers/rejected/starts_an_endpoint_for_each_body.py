# task: refusal-is-not-an-answer
# why: misconception: each question needs a server of its own; loading the model takes longer than all answers.
# loses: 3
# message: start one endpoint for all bodies
def ask_each(uri, bodies):
    found = []
    for body in bodies:
        with endpoint(uri) as url:
            headers = {"Content-Type": "application/json"}
            answer = requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=20)
            content, good = answer.json(), answer.status_code == 200
            minutes = [row["minutes"] for row in content["predictions"]] if good else None
            found.append({"status": answer.status_code, "minutes": minutes, "reason": None if good else content["message"]})
    return found
