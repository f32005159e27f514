import json


def notebook(notebook):
    for cell in notebook["cells"]:
        if cell["id"] == "double":
            cell["source"] = "def double(x):\n    return x"
        if cell["id"].startswith("double-test"):
            cell["outputs"] = [
                {"output_type": "execute_result", "data": {"text/plain": "3.0"}, "metadata": {}, "execution_count": 1}
            ]
    return json.dumps(notebook).encode()
