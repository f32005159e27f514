import json


def notebook(notebook):
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": notebook["cells"]}], "metadata": {}}).encode()
