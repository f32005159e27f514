import json


def notebook(notebook):
    notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}, "version_major": 2}}
    notebook["cells"][0]["attachments"] = {"a.png": {"image/png": "AAAA"}}
    return json.dumps(notebook).encode()
