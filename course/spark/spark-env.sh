# Spark's scripts read this before they start Java. When a notebook starts Spark, all that Java would print
# into the cell (log lines, notices of native libraries) goes to a file instead; errors still reach the notebook.
if [ -n "$_PYSPARK_DRIVER_CONN_INFO_PATH" ]; then
  spark_log="${SPARK_LOG_FILE:-$SPARK_CONF_DIR/../local/spark.log}"
  if [ "$(wc -c 2>/dev/null <"$spark_log" || echo 0)" -gt 5000000 ]; then rm -f "$spark_log"; fi
  touch "$spark_log" 2>/dev/null || spark_log=/dev/null
  exec 2>>"$spark_log"

  # Java takes an archive of Spark's classes only if no folder on its class path holds files, as this one does.
  # So the same settings go as options, and an empty folder takes this one's place.
  archive_option="$(cat "$SPARK_CONF_DIR/../local/spark-archive.option" 2>/dev/null)"
  if [ -n "$archive_option" ] && [ -d "$SPARK_CONF_DIR/../local/no-spark-conf" ]; then
    # An archive that does not fit, as after an update of Java, is left out; what Java says of that belongs into the log.
    spark_options="-Xlog:disable -Xlog:all=warning:stderr \"-Dlog4j2.configurationFile=file:$SPARK_CONF_DIR/log4j2.properties\" \"$archive_option\""
    while read -r key value; do
      case "$key" in
        spark.driver.memory) SPARK_DRIVER_MEMORY="$value" ;;
        spark.driver.extraJavaOptions) spark_options="$spark_options $value" ;;
        spark.*) spark_options="$spark_options -D$key=$value" ;;
      esac
    done <"$SPARK_CONF_DIR/spark-defaults.conf"
    SPARK_SUBMIT_OPTS="$spark_options $SPARK_SUBMIT_OPTS"
    SPARK_CONF_DIR="$SPARK_CONF_DIR/../local/no-spark-conf"
  fi
else
  # A program that starts a Spark of its own, as spark-pipelines does, would hide this file from that Spark.
  unset SPARK_ENV_LOADED
fi
