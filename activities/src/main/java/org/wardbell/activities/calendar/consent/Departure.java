package org.wardbell.activities.calendar.consent;

/**
 * A browser's departure to Google.
 *
 * @param state travels in addresses; made from the secret and does not tell it
 * @param secret stays in the browser, as a cookie
 * @param challenge RFC 7636's code_challenge
 */
public record Departure(String state, String secret, String challenge) {
  @Override
  public String toString() {
    return "Departure[hidden]";
  }
}
