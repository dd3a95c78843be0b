package org.wardbell.api.kivicare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.delivery.query.NumberedLogFilter;
import org.wardbell.activities.delivery.query.NumberedLogPage;
import org.wardbell.activities.delivery.query.NumberedLogQuery;
import org.wardbell.activities.export.ExportFormat;
import org.wardbell.api.delivery.ExportFiles;

/**
 * The log as a file. What it has of the newest deliveries is settled by its first page; what is
 * removed meanwhile, or has another status by then, is left out.
 */
final class LogExport implements ExportFiles.Pages {
  static final ExportFiles.Kind KIND =
      new ExportFiles.Kind(
          "webhook-logs",
          ExportFormat.CSV,
          List.of(
              "id",
              "webhook_id",
              "webhook_name",
              "event_type",
              "status",
              "created_at",
              "execution_time",
              "response_code",
              "error_message"));

  private final NumberedLogQuery logs;
  private final LogRecords records;
  private final NumberedLogFilter filter;

  /** Newest first. */
  private List<Long> numbers = List.of();

  LogExport(NumberedLogQuery logs, LogRecords records, NumberedLogFilter filter) {
    this.logs = logs;
    this.records = records;
    this.filter = filter;
  }

  @Override
  public ExportFiles.Piece before(@Nullable Long number) {
    if (number == null) {
      numbers = logs.numbers(filter);
    }
    List<Long> page =
        numbers.stream()
            .filter(each -> number == null || each < number)
            .limit(ExportFiles.PAGE)
            .toList();
    List<NumberedLogPage.Row> rows =
        logs.rows(page).stream().filter(row -> filter.statuses().contains(row.status())).toList();
    return new ExportFiles.Piece(
        records.of(rows), page.size() < ExportFiles.PAGE ? null : page.getLast());
  }
}
