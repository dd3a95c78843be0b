package org.wardbell.api.webhook;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.change.ReturnedBodies;
import org.wardbell.api.change.ReturnedBodies.Reading;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies that change a webhook: the whole of it, as it was read or as it was written by hand, or a
 * merge patch (RFC 7396).
 */
@Component
public final class WebhookBodies {
  private static final String SECRET = "signing_secret";

  /** What an answer says of a webhook that changes with its settings, or with each attempt. */
  private static final Set<String> MOVING =
      Set.of(
          "version",
          "public_key",
          "old_secrets_valid_until",
          "status",
          "disabled_reason",
          "disabled_code",
          "consecutive_failures",
          "failing_since",
          "limited_until",
          "circuit",
          "updated_at",
          "warnings",
          SECRET,
          "oauth");

  /** What an answer says of a webhook that is so for ever. */
  private static final Set<String> FIXED = Set.of("id", "clinic_id", "created_at");

  private final JsonMapper json;
  private final ReturnedBodies returned;

  WebhookBodies(JsonMapper json, ReturnedBodies returned) {
    this.json = json;
    this.returned = returned;
  }

  /**
   * Returns the request of a webhook from elsewhere, a file for instance; what only answers have is
   * left out.
   */
  public WebhookRequest whole(ObjectNode body) {
    ObjectNode wanted = body.deepCopy();
    wanted.remove(MOVING);
    wanted.remove(FIXED);
    Reading<WebhookRequest> reading = made(wanted);
    if (!reading.problems().isEmpty()) {
      throw ProblemException.invalid(reading.problems());
    }
    return reading.request();
  }

  /** Reads the request of a new webhook; what does not exist is told with all else. */
  public Reading<WebhookRequest> made(ObjectNode body) {
    return returned.readAll(body, null, WebhookRequest.class, MOVING);
  }

  /**
   * Reads the request that replaces a webhook; what only answers have is left out, and what cannot
   * be set and is not as it is kept is a problem.
   */
  Reading<WebhookRequest> replacing(StoredWebhook stored, ObjectNode body) {
    String secret = body.path(SECRET).asString("");
    if (!secret.isEmpty()
        && stored.webhook().secrets().stream().noneMatch(own -> own.value().equals(secret))) {
      throw ProblemException.invalid(
          SECRET,
          "cannot be set",
          "Leave it out. POST /api/v1/webhooks/{id}/rotate-secret makes a new one.");
    }
    return returned.readAll(body, WebhookView.of(stored, Role.ADMIN), WebhookRequest.class, MOVING);
  }

  /**
   * Reads the request that a patch makes of a webhook as it is shown to an administrator:
   * credentials that it does not name stay masked, which means that they are kept.
   */
  public Reading<WebhookRequest> patched(StoredWebhook stored, ObjectNode patch) {
    JsonNode shown = json.valueToTree(WebhookView.of(stored, Role.ADMIN));
    return replacing(stored, (ObjectNode) merged(shown, patch));
  }

  /** Returns a value with a patch applied, in the words of RFC 7396, section 2. */
  private static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result =
        target instanceof ObjectNode object ? object.deepCopy() : changes.objectNode();
    for (String name : changes.propertyNames()) {
      JsonNode value = changes.path(name);
      if (value.isNull()) {
        result.remove(name);
      } else {
        result.set(name, merged(result.path(name), value));
      }
    }
    return result;
  }
}
