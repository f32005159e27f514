# task: casts-are-counted
# why: SQL, the commas taken out before a TRY_CAST, and the losses counted over the joined result.
def typed(rows):
    both = rows.selectExpr(
        "id",
        "TRY_CAST(day AS DATE) AS day",
        "TRY_CAST(dep_delay AS INT) AS dep_delay",
        "TRY_CAST(replace(distance, ',', '') AS INT) AS distance",
        "day AS day_text",
        "dep_delay AS dep_delay_text",
        "distance AS distance_text",
    )
    lost = {
        name: both.where(f"{name} IS NULL AND {name}_text IS NOT NULL AND {name}_text <> 'NA'").count()
        for name in ("day", "dep_delay", "distance")
    }
    return both, lost
