package org.wardbell.workflows.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A delivery that is not final and belongs to an event's workflow.
 *
 * @param timeoutSeconds its webhook's whole-call timeout, so that the activity's own limit can
 *     stand behind it
 * @param webhookName for people who look at the workflow; null in what older versions wrote
 * @param lastCode what became of the attempt before; null if there was none
 */
public record OpenDelivery(
    String deliveryId,
    String webhookId,
    int timeoutSeconds,
    @Nullable String webhookName,
    @Nullable String lastCode) {
  /** Keeps a summary below Temporal's limit of 400 bytes, also when each character is four. */
  private static final int LONGEST_NAME = 60;

  /** Returns which delivery it is in a line, such as {@code Patient CRM, after http_503}. */
  public String summary() {
    String name = webhookName == null ? "webhook/" + webhookId : shortened(webhookName);
    return lastCode == null ? name : name + ", after " + lastCode;
  }

  private static String shortened(String name) {
    return name.codePointCount(0, name.length()) <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME)) + "…";
  }
}
