# task: refusal-is-not-an-answer
# why: the standard library raises a 400 as an error whose body can be read.
def ask_each(uri, bodies):
    def ask(url, body):
        request = urllib.request.Request(url + "/invocations", body.encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                rows = json.load(answer)["predictions"]
                return {"status": answer.status, "minutes": pd.DataFrame(rows)["minutes"].tolist(), "reason": None}
        except urllib.error.HTTPError as refusal:
            return {"status": refusal.code, "minutes": None, "reason": json.loads(refusal.read())["message"]}

    with endpoint(uri) as url:
        return [ask(url, body) for body in bodies]
