import json


def notebook(notebook):
    notebook["cells"][0]["source"] = "é"
    return json.dumps(notebook, ensure_ascii=False).encode("latin-1")
