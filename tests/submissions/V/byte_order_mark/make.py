import json


def notebook(notebook):
    return b"\xef\xbb\xbf" + json.dumps(notebook).encode()
