package org.wardbell.api.dashboard.settings.clinic;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.retention.EndingView;
import org.wardbell.api.retention.RetentionView;

/**
 * The content of a clinic's page.
 *
 * @param isDefault whether requests that name no clinic mean it
 * @param retention as it counts
 * @param days as they were typed
 */
public record ClinicPage(
    UUID id,
    String name,
    boolean isDefault,
    ClinicForm form,
    RetentionView retention,
    ClinicPage.Days days) {
  /**
   * The form of the days that records are kept.
   *
   * @param ending what a change would end, or null before it was asked for
   */
  public record Days(
      String payloadDays, String deliveryDays, @Nullable EndingView ending, FormProblems problems) {
    static Days of(RetentionView retention) {
      return new Days(
          Integer.toString(retention.payloadDays()),
          Integer.toString(retention.deliveryDays()),
          null,
          FormProblems.NONE);
    }
  }

  /** Returns a count in words; it ends at the most that is counted. */
  public static String counted(int count, int most) {
    return (count >= most ? "at least " : "")
        + org.wardbell.api.dashboard.frame.Figures.count(count);
  }
}
