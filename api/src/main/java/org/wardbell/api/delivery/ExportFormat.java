package org.wardbell.api.delivery;

/** The form of an exported file. */
public enum ExportFormat {
  /** RFC 4180, UTF-8, with a line of names; for spreadsheets. */
  CSV("text/csv", "csv"),
  /** One JSON object in each line. */
  JSON_LINES("application/jsonl", "jsonl");

  final String mediaType;
  final String ending;

  ExportFormat(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }
}
