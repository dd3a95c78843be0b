package org.wardbell.api.dashboard.webhook;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.transfer.ImportReport;

/**
 * The content of the page that takes webhooks of a file over.
 *
 * @param report what became of each, or null before a file was sent
 * @param problem why the file could not be taken at all, or null
 * @param fields the same, of its parts
 * @param allowHttp whether plain http was to be kept
 */
public record TransferPage(
    @Nullable ImportReport report,
    @Nullable String problem,
    List<FieldProblem> fields,
    boolean allowHttp) {
  static final TransferPage EMPTY = new TransferPage(null, null, List.of(), false);

  public TransferPage {
    fields = List.copyOf(fields);
  }

  /** Returns what became of a webhook, in words. */
  public static String result(ImportReport.Result result, boolean dryRun) {
    return switch (result) {
      case CREATED -> dryRun ? "Would be made" : "Made";
      case CHANGED -> dryRun ? "Would be changed" : "Changed";
      case UNCHANGED -> "As it was";
      case REFUSED -> "Not taken";
    };
  }

  /** Returns the class of a result, in the style sheet. */
  public static String style(ImportReport.Result result) {
    return switch (result) {
      case CREATED, CHANGED -> "delivered";
      case UNCHANGED -> "idle";
      case REFUSED -> "failed";
    };
  }

  /** Returns a fault and its remedy as sentences, whether they end like some or not. */
  public static String sentences(String fault, String remedy) {
    return (fault.endsWith(".") ? fault : fault + ".") + " " + remedy;
  }

  /** Returns the names of fields as people read them. */
  public static String words(List<String> fields) {
    return fields.stream().map(TransferPage::words).collect(Collectors.joining(", "));
  }

  /** Returns the name of a field as people read it. */
  public static String words(String field) {
    return field.replace('_', ' ');
  }
}
