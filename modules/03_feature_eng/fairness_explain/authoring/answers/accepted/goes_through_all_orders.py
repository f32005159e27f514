# task: parts-add-up-to-the-whole
# why: the definition, word for word: every order of the groups, one gain after the other.
def shapley_values(model, person, background, groups):
    worth, values = {}, dict.fromkeys(groups, 0.0)

    def worth_of(inside):
        if inside not in worth:
            mine = {column: float(person[column]) for name in inside for column in groups[name]}
            rows = background.astype(float).assign(**mine)
            said = model.transform(spark.createDataFrame(rows).coalesce(1))
            worth[inside] = said.agg(F.avg("prediction")).first()[0]
        return worth[inside]

    orders = list(permutations(groups))
    for order in orders:
        known = frozenset()
        for name in order:
            values[name] += (worth_of(known | {name}) - worth_of(known)) / len(orders)
            known |= {name}
    return values
