# task: refusal-is-not-an-answer
# why: misconception: the library's error is the reason; what the endpoint wrote stands in the body of its answer.
# loses: 4
# message: says what was missing
def ask_each(uri, bodies):
    found = []
    with endpoint(uri) as url:
        for body in bodies:
            request = urllib.request.Request(url + "/invocations", body.encode(), {"Content-Type": "application/json"})
            try:
                rows = json.load(urllib.request.urlopen(request, timeout=20))["predictions"]
                found.append({"status": 200, "minutes": [row["minutes"] for row in rows], "reason": None})
            except urllib.error.HTTPError as refusal:
                found.append({"status": refusal.code, "minutes": None, "reason": str(refusal)})
    return found
