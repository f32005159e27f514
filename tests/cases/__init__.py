"""The catalogue of hostile, broken and odd submissions: runs each, then a right one, and compares what the grader says."""
