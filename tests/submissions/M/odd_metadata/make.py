import json


def notebook(notebook):
    notebook["metadata"] = ["x"]
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] = [None, 3, "x", ["nbgrader"], {"nbgrader": 3}, {"nbgrader": {"grade_id": ["double"]}}][number % 6]
    return json.dumps(notebook).encode()
