package org.wardbell.activities.request;

import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.delivery.TransportProblem;
import org.wardbell.workflows.webhook.Payload;

/**
 * The bytes that every attempt of a delivery sends: its body, or the query of a method without one.
 *
 * @param reproducible true for the standard envelope, which need not be stored: the same event
 *     renders to the same bytes
 * @param problem why there is nothing to send, or null
 */
public record RenderedBody(
    byte[] bytes, String contentType, boolean reproducible, @Nullable TransportProblem problem) {
  private static final byte[] NONE = {};

  public RenderedBody(byte[] bytes, String contentType, boolean reproducible) {
    this(bytes, contentType, reproducible, null);
  }

  /** This event cannot be sent, now or later. */
  public static RenderedBody unsendable(TransportProblem problem, String contentType) {
    return new RenderedBody(NONE, contentType, false, problem);
  }

  /**
   * Returns a body with the problem that the webhook's filter failed, so that nobody knows whether
   * the event is wanted.
   */
  public static RenderedBody filterFailed() {
    return unsendable(TransportProblem.FILTER_FAILED, Payload.JSON);
  }

  /** Returns the same without its bytes. */
  public RenderedBody withoutBytes() {
    return new RenderedBody(NONE, contentType, reproducible, problem);
  }

  /** Returns the place of a body that is rendered when the delivery is first sent. */
  public static RenderedBody later() {
    return new RenderedBody(NONE, Payload.JSON, false, null);
  }

  /** Returns the empty body of a request whose data is in the query. */
  RenderedBody emptied() {
    return new RenderedBody(NONE, contentType, false, null);
  }
}
