package org.wardbell.activities.authentication;

import org.wardbell.workflows.webhook.Authentication.Place;

/**
 * A header or query parameter that proves who we are. It is kept apart from a request's other
 * headers until the request leaves, so that whoever shows or logs a request cannot show this.
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
