import json


def notebook(notebook):
    return json.dumps(notebook).replace('"nbformat": 4', '"nbformat": 3, "nbformat": 4').encode()
