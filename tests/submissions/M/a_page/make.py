def notebook(notebook):
    return b"<!DOCTYPE html><html><body>exercise</body></html>"
