package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.preview.TestSendReport;

/** The result of testing all of a clinic's webhooks. */
@Schema(name = "TestAll")
public record TestAllView(
    @Schema(description = "Webhooks that were tested.") int tested,
    @Schema(description = "Of these, how many answered well.") int delivered,
    List<Result> results) {
  /** One webhook's test. */
  @Schema(name = "TestAllResult")
  public record Result(
      UUID webhookId,
      String name,
      @Schema(description = "Absent if it did not end in time, or could not begin.")
          @Nullable TestSendReport report,
      @Schema(description = "Where the report can be read once it has ended.") @Nullable URI task,
      @Schema(description = "Why it could not begin.") @Nullable String problem) {
    boolean delivered() {
      return report != null
          && report.verdict().outcome() == org.wardbell.workflows.delivery.AttemptOutcome.DELIVERED;
    }
  }

  static TestAllView of(List<Result> results) {
    return new TestAllView(
        (int) results.stream().filter(result -> result.problem() == null).count(),
        (int) results.stream().filter(Result::delivered).count(),
        results);
  }

  /** Hides the data. */
  @Override
  public String toString() {
    return "TestAllView[" + delivered + " of " + tested + "]";
  }
}
