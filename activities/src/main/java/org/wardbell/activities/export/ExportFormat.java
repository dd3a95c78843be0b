package org.wardbell.activities.export;

/** The form of an exported file. Names are stored and shown; never rename one. */
public enum ExportFormat {
  /** RFC 4180, UTF-8, with a line of names; for spreadsheets. */
  CSV("text/csv", "csv"),
  /** One JSON object in each line. */
  JSON_LINES("application/jsonl", "jsonl");

  /** Its media type, without a charset. */
  public final String mediaType;

  /** The ending of a file's name, without the dot. */
  public final String ending;

  ExportFormat(String mediaType, String ending) {
    this.mediaType = mediaType;
    this.ending = ending;
  }
}
