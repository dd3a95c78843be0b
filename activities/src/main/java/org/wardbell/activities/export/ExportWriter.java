package org.wardbell.activities.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The writer of an exported file: one object after another. */
public final class ExportWriter {
  /**
   * A cell that begins with one of these is a formula to a spreadsheet (OWASP, CSV Injection); an
   * apostrophe in front makes it text.
   */
  private static final String FORMULAS = "=+-@\t\r\n";

  private final ExportFormat format;
  private final List<String> columns;
  private final JsonMapper json;
  private final Writer out;
  private final CSVPrinter csv;

  /**
   * Creates a writer.
   *
   * @param columns names of fields; one in an inner object has a dot before it
   * @param json makes the rows' objects
   */
  public ExportWriter(ExportFormat format, List<String> columns, JsonMapper json, OutputStream out)
      throws IOException {
    this.format = format;
    this.columns = columns;
    this.json = json;
    this.out = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    this.csv = new CSVPrinter(this.out, CSVFormat.RFC4180);
  }

  /** Begins a file: writes the names of columns where the format has them. */
  public void begin() throws IOException {
    if (format == ExportFormat.CSV) {
      csv.printRecord(columns);
    }
  }

  /** Writes objects, and sends what was written. */
  public void write(List<?> objects) throws IOException {
    for (Object object : objects) {
      JsonNode tree = json.valueToTree(object);
      switch (format) {
        case CSV -> csv.printRecord(cells(tree));
        case JSON_LINES -> out.append(json.writeValueAsString(tree)).append('\n');
      }
    }
    out.flush();
  }

  private List<String> cells(JsonNode tree) {
    List<String> cells = new ArrayList<>(columns.size());
    for (String column : columns) {
      JsonNode value = tree.at("/" + column.replace('.', '/'));
      cells.add(value.isMissingNode() || value.isNull() ? "" : cell(value));
    }
    return cells;
  }

  private static String cell(JsonNode value) {
    String text = value.asString();
    boolean formula = value.isString() && !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0;
    return formula ? "'" + text : text;
  }

  /** Writes as the last line that the file is not complete. */
  public void incomplete(String why) throws IOException {
    switch (format) {
      case CSV -> csv.printRecord("INCOMPLETE: " + why);
      case JSON_LINES ->
          out.append(json.writeValueAsString(Map.of("incomplete", why))).append('\n');
    }
    out.flush();
  }
}
