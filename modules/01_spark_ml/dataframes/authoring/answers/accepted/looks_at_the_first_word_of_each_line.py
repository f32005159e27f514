# task: plan-is-read
# why: no regular expression: the first word of letters is the operator, and a scan also lists its columns in brackets.
def read_plan(text):
    operators, columns = [], set()
    for line in text.splitlines():
        words = [word for word in line.replace("+-", " ").replace(":", " : ").split() if word[0].isalpha()]
        operator = words[0] if words else ""
        operators.append(operator)
        if operator == "FileScan":
            listed = line.split("[", 1)[1].split("]", 1)[0]
            columns |= {name.split("#")[0] for name in listed.split(",") if name}
    return {
        "shuffles": operators.count("Exchange"),
        "broadcasts": operators.count("BroadcastExchange"),
        "columns": list(columns),
    }
