package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;

/** The report of an import: each webhook of the file, and what was or would be done. */
@Schema(name = "ImportReport")
public record ImportReport(
    boolean dryRun, int created, int changed, int unchanged, int refused, List<Line> lines) {
  public ImportReport {
    lines = List.copyOf(lines);
  }

  /** The end that a webhook of the file came to. */
  @Schema(enumAsRef = true, name = "ImportResult")
  public enum Result {
    CREATED,
    CHANGED,
    UNCHANGED,
    REFUSED
  }

  /** The report on one webhook of the file. */
  @Schema(name = "ImportLine")
  public record Line(
      @Schema(description = "Its place in the file, from 0.") int index,
      String name,
      Result result,
      @Schema(description = "Absent if it was refused, or would be created.")
          @Nullable UUID webhookId,
      @Schema(description = "What was changed.") @Nullable List<String> fields,
      @Schema(description = "Why it was refused. Nothing of it was kept.")
          @Nullable List<FieldProblem> problems,
      @Schema(
              description =
                  "Why deliveries will fail although it was taken, for instance an address that is not public.")
          @Nullable List<FieldProblem> warnings,
      @Schema(description = "What is not as it was where it comes from.")
          @Nullable List<ImportNote> notes,
      @Schema(
              description =
                  "Of a new webhook whose file brought none; only in the answer that made it.",
              example = "whsec_…")
          @Nullable String signingSecret) {
    /** Hides the secret. */
    @Override
    public String toString() {
      return "Line[" + index + " " + result + "]";
    }
  }

  static ImportReport of(boolean dryRun, List<Line> lines) {
    return new ImportReport(
        dryRun,
        count(lines, Result.CREATED),
        count(lines, Result.CHANGED),
        count(lines, Result.UNCHANGED),
        count(lines, Result.REFUSED),
        lines);
  }

  private static int count(List<Line> lines, Result result) {
    return (int) lines.stream().filter(line -> line.result() == result).count();
  }
}
