package org.wardbell.standalone.demo;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The person who looks at the demo's dashboard: made through the API with a one-time link, as a
 * colleague would be.
 *
 * @param password made at random for this run
 */
record DemoPerson(String email, String password) {
  private static final String EMAIL = "demo@harbour-clinic.example";
  private static final int PASSWORD_BYTES = 12;

  static DemoPerson make(WardbellClient client) {
    String step = "person made";
    String id =
        client
            .post(
                step,
                "persons",
                Map.of("email", EMAIL, "name", "Demo", "role", "ADMIN", "installation", true),
                201)
            .path("id")
            .asString();
    String token =
        client
            .post(step, "persons/" + id + "/password-link", Map.of(), 201)
            .path("token")
            .asString();
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    client.post(step, "passwords", Map.of("token", token, "password", password), 204);
    return new DemoPerson(EMAIL, password);
  }
}
