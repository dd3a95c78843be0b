package org.wardbell.api.kivicare;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The log as a table of comma-separated values (RFC 4180). */
final class LogCsv {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "webhook_id",
          "webhook_name",
          "event_type",
          "status",
          "created_at",
          "execution_time",
          "response_code",
          "error_message");

  private LogCsv() {}

  static String of(List<ObjectNode> records) {
    StringBuilder table = new StringBuilder(String.join(",", COLUMNS)).append("\r\n");
    for (ObjectNode record : records) {
      table
          .append(
              COLUMNS.stream()
                  .map(name -> cell(record.path(name)))
                  .collect(Collectors.joining(",")))
          .append("\r\n");
    }
    return table.toString();
  }

  private static String cell(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    String text = value.asString();
    // A name that begins so would be a formula to a spreadsheet.
    boolean formula = value.isString() && !text.isEmpty() && "=+-@\t".indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    return value.isString() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
