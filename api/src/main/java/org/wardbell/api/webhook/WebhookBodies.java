package org.wardbell.api.webhook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies that change a webhook: the whole of it, as it was read or as it was written by hand, or a
 * merge patch (RFC 7396).
 */
@Component
public final class WebhookBodies {
  /** What an answer says of a webhook and nobody can set. */
  private static final Set<String> READ_ONLY =
      Set.of(
          "id",
          "clinic_id",
          "version",
          "public_key",
          "status",
          "disabled_reason",
          "disabled_code",
          "consecutive_failures",
          "failing_since",
          "limited_until",
          "circuit",
          "created_at",
          "updated_at",
          "signing_secret",
          "oauth");

  private static final Set<String> FIELDS =
      Arrays.stream(WebhookRequest.class.getRecordComponents())
          .map(component -> snakeCase(component.getName()))
          .collect(Collectors.toUnmodifiableSet());

  private final JsonMapper json;

  WebhookBodies(JsonMapper json) {
    this.json = json;
  }

  /** Returns the request of a whole webhook; what nobody can set is left out. */
  public WebhookRequest whole(ObjectNode body) {
    ObjectNode wanted = body.deepCopy();
    wanted.remove(READ_ONLY);
    return read(wanted);
  }

  /**
   * Returns the request that a patch makes of a webhook as it is shown to an administrator:
   * credentials that it does not name stay masked, which means that they are kept.
   */
  WebhookRequest patched(StoredWebhook stored, ObjectNode patch) {
    JsonNode shown = json.valueToTree(WebhookView.of(stored, Role.ADMIN));
    return whole((ObjectNode) merged(shown, patch));
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

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private WebhookRequest read(ObjectNode body) {
    List<FieldProblem> unknown = new ArrayList<>();
    for (String name : body.propertyNames()) {
      if (!FIELDS.contains(name)) {
        unknown.add(
            new FieldProblem(
                JsonProblems.shown(name),
                "is not a field that exists here",
                "Remove it or check its spelling."));
      }
    }
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
    try {
      return json.treeToValue(body, WebhookRequest.class);
    } catch (JacksonException failure) {
      throw JsonProblems.of(failure);
    }
  }
}
