# task: python-is-seen-in-the-plan
# why: one regular expression over the whole text; the kind decides, and BatchEvalPython has none.
def python_steps(text):
    steps = re.findall(r"^[\s:+*()\d-]*(?:Batch|Arrow)EvalPython \[.*\](?:, (\d+))?\s*$", text, flags=re.MULTILINE)
    by_row = sum(kind in ("", "101") for kind in steps)
    return {"rows": by_row, "batches": len(steps) - by_row}
