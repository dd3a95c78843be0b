package org.wardbell.activities.authentication;

import org.wardbell.workflows.webhook.Authentication.Place;

/**
 * A header or query parameter that authenticates a request. It is kept apart from the request's
 * other headers until the request leaves, so that code which shows or logs a request cannot reveal
 * it.
 *
 * @param value not encoded yet
 */
public record Credential(Place place, String name, String value) {
  static Credential authorization(String value) {
    return new Credential(Place.HEADER, "Authorization", value);
  }

  @Override
  public String toString() {
    return "Credential[" + place + " " + name + "]";
  }
}
