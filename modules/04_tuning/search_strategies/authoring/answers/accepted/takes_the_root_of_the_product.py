# task: second-grid-follows-the-best
# why: the middle of two factors is the root of their product; the order of the five values is free.
def refine(space, best):
    second = {}
    for name, values in space.items():
        i = int(np.argmin(np.abs(np.log(values) - np.log(best[name]))))
        if 0 < i < len(values) - 1:
            left, middle, right = values[i - 1 : i + 2]
            second[name] = [left, middle, right, (left * middle) ** 0.5, (middle * right) ** 0.5]
        else:
            neighbour = values[1] if i == 0 else values[-2]
            ends = [neighbour, values[i]]
            while len(ends) < 5:
                ends.append(ends[-1] ** 2 / ends[-2])
            second[name] = ends
    return second
