# task: driver-gets-the-few-and-the-rest
# why: SQL says it as well; its 1.0 is a decimal, so the share is one, too, with 16 places.
def bars(rows, n):
    rows.createOrReplaceTempView("landed")
    return spark.sql(f"""
        WITH counted AS (
            SELECT dest, COUNT(*) AS f, COUNT_IF(arr_delay > 15) AS l,
                   ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, dest) AS place
            FROM landed WHERE arr_delay IS NOT NULL GROUP BY dest
        )
        SELECT IF(place <= {n}, dest, 'others') AS bar, SUM(f) AS flights, 1.0 * SUM(l) / SUM(f) AS late
        FROM counted GROUP BY 1
    """)
