# task: refusal-is-not-an-answer
# why: misconception: a caller must always have a number; the zero looks like a prediction and nobody notices.
# loses: 4
# message: no model has made them
def ask_each(uri, bodies):
    found = []
    with endpoint(uri) as url:
        for body in bodies:
            headers = {"Content-Type": "application/json"}
            answer = requests.post(f"{url}/invocations", data=body.encode(), headers=headers, timeout=20)
            minutes = [row["minutes"] for row in answer.json().get("predictions", [{"minutes": 0.0}])]
            found.append({"status": answer.status_code, "minutes": minutes, "reason": answer.json().get("message")})
    return found
