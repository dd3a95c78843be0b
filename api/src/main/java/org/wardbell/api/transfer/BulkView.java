package org.wardbell.api.transfer;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The result of a change of many webhooks. */
@Schema(name = "BulkResult")
public record BulkView(int done, int unchanged, int failed, List<Line> results) {
  public BulkView {
    results = List.copyOf(results);
  }

  /** The end that the change of one webhook came to. */
  @Schema(enumAsRef = true, name = "BulkOutcome")
  public enum Outcome {
    DONE,
    /** It was so already. */
    UNCHANGED,
    NOT_FOUND,
    FAILED
  }

  /** The result for one id. */
  @Schema(name = "BulkLine")
  public record Line(
      @Schema(description = "As it was sent.") String id,
      Outcome result,
      @Schema(description = "Why it was not done, and what can be done.")
          @Nullable String problem) {}

  /** Returns the result of these lines. */
  public static BulkView of(List<Line> lines) {
    int done = count(lines, Outcome.DONE);
    int unchanged = count(lines, Outcome.UNCHANGED);
    return new BulkView(done, unchanged, lines.size() - done - unchanged, lines);
  }

  private static int count(List<Line> lines, Outcome outcome) {
    return (int) lines.stream().filter(line -> line.result() == outcome).count();
  }
}
