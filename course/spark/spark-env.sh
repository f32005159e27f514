# Spark's scripts read this before they start Java. When a notebook starts Spark, all that Java would print
# into the cell (log lines, notices of native libraries) goes to a file instead; errors still reach the notebook.
if [ -n "$_PYSPARK_DRIVER_CONN_INFO_PATH" ]; then
  spark_log="${SPARK_LOG_FILE:-$SPARK_CONF_DIR/../local/spark.log}"
  if [ "$(wc -c 2>/dev/null <"$spark_log" || echo 0)" -gt 5000000 ]; then rm -f "$spark_log"; fi
  touch "$spark_log" 2>/dev/null || spark_log=/dev/null
  exec 2>>"$spark_log"
fi
