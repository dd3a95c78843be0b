package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.JsonNode;

/** A Workflow of Teams that posts cards. */
final class Teams implements Target {
  private static final String CARD = "application/vnd.microsoft.card.adaptive";
  private static final String SIGNATURE = "signature";
  private static final int MOST_BYTES = 28 * 1024;

  @Override
  public String name() {
    return "teams";
  }

  @Override
  public Map<String, String> account(String here) {
    return Map.of(
        "webhook_url",
        here + "/workflows/1/triggers/manual/paths/invoke?api-version=2016-06-01&sig=" + SIGNATURE);
  }

  @Override
  public boolean serves(String path) {
    return path.startsWith("/workflows/");
  }

  @Override
  public Response answer(TargetRequest request) {
    if (!request.query().get("sig", "").equals(SIGNATURE)) {
      return error(401, "DirectApiAuthorizationRequired");
    }
    if (request.size() > MOST_BYTES) {
      return error(413, "RequestEntityTooLarge");
    }
    JsonNode message = request.json();
    JsonNode attachment = message.path("attachments").path(0);
    JsonNode card = attachment.path("content");
    JsonNode block = card.path("body").path(0);
    boolean right =
        request.isJsonPost()
            && message.path("type").asString("").equals("message")
            && attachment.path("contentType").asString("").equals(CARD)
            && attachment.has("contentUrl")
            && card.path("type").asString("").equals("AdaptiveCard")
            && card.path("version").asString("").matches("1\\.[0-5]")
            && block.path("type").asString("").equals("TextBlock")
            && !block.path("text").asString("").isEmpty();
    return right ? Response.of(202) : error(400, "TriggerInputSchemaMismatch");
  }

  @Override
  public Map<String, Response> errors() {
    return Map.of(
        "connector_error",
            Response.of(200)
                .withBody(
                    Bytes.utf8(
                        "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429")),
        "not_a_card", error(400, "TriggerInputSchemaMismatch"),
        "workflow_off", error(400, "WorkflowTriggerIsNotEnabled"),
        "bad_signature", error(401, "DirectApiAuthorizationRequired"),
        "workflow_gone", error(404, "WorkflowNotFound"),
        "too_large", error(413, "RequestEntityTooLarge"),
        "throttled", error(429, "WorkflowRunRateLimitExceeded").with("Retry-After", "1"));
  }

  private static Response error(int status, String code) {
    return Response.json(
        status, "{\"error\":{\"code\":\"%s\",\"message\":\"See the code.\"}}".formatted(code));
  }
}
