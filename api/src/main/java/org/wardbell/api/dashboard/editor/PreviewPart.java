package org.wardbell.api.dashboard.editor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.api.dashboard.schedule.ScheduleLine;

/**
 * The part of an editor that follows what is typed: the request, and what is wrong.
 *
 * @param type of the sample event
 * @param sample its data, as JSON
 * @param request as it would be sent, or null if it cannot be made
 * @param reason why there is none
 * @param schedule of the tries, or null if it cannot be read
 */
public record PreviewPart(
    String type,
    String sample,
    @Nullable ShownRequest request,
    String reason,
    @Nullable ScheduleLine schedule) {
  /** The fields beside which mistakes are told while somebody types, with all that is in them. */
  public static final List<String> FIELDS =
      List.of(
          "name",
          "events",
          "method",
          "url",
          "allow_http",
          "headers",
          "answers",
          "query",
          "filter",
          "format",
          "detail",
          "content_type",
          "body",
          "form",
          "transform",
          "tls",
          "timeout_seconds",
          "concurrency",
          "rate",
          "retry",
          "authentication");

  /** Hides the request. */
  @Override
  public String toString() {
    return "PreviewPart[" + type + "]";
  }
}
