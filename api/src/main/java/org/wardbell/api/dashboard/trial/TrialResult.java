package org.wardbell.api.dashboard.trial;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.interactive.KeptTask;
import org.wardbell.activities.interactive.ResultJson;
import org.wardbell.activities.interactive.TaskState;
import org.wardbell.activities.preview.TestSendReport;
import org.wardbell.api.dashboard.delivery.AttemptWords;
import org.wardbell.api.dashboard.delivery.DeliveryPage;
import org.wardbell.api.dashboard.delivery.TimingBar;

/**
 * The result of a test.
 *
 * @param report of the request, or null if there is none
 * @param sentence why there is none, or empty
 * @param later the address at which the report can be read once there is one, or null
 * @param parts of its time
 */
public record TrialResult(
    @Nullable TestSendReport report,
    String sentence,
    @Nullable String later,
    List<DeliveryPage.TimingPart> parts,
    String total) {
  public TrialResult {
    parts = List.copyOf(parts);
  }

  static TrialResult of(TestSendReport report) {
    int total = report.timings() == null ? 0 : report.timings().totalMicros();
    return new TrialResult(
        report, "", null, TimingBar.of(report.timings()), total == 0 ? "" : TimingBar.time(total));
  }

  static TrialResult none(String sentence) {
    return new TrialResult(null, sentence, null, List.of(), "");
  }

  static TrialResult later(String address) {
    return new TrialResult(null, "The receiver has not answered yet.", address, List.of(), "");
  }

  /** Returns the result of a test that was made before. */
  static TrialResult of(KeptTask task, String address) {
    if (task.state() == TaskState.DONE) {
      return of(ResultJson.read(Objects.requireNonNull(task.result()), TestSendReport.class));
    }
    return switch (task.state()) {
      case WAITING, RUNNING -> later(address);
      case GIVEN_UP -> none("No worker took it up, so nothing was sent.");
      case FAILED, DONE -> none("The worker failed at it; its log says why.");
    };
  }

  /** Returns the outcome in words. */
  public AttemptWords words() {
    return report == null
        ? new AttemptWords("waiting", "Nothing yet")
        : AttemptWords.of(report.verdict().outcome());
  }
}
