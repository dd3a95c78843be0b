package org.wardbell.api.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationNamesTest {
  @ParameterizedTest
  @CsvSource({
    "GET,    deliveries,                    listDeliveries",
    "GET,    deliveries/{id},               readDelivery",
    "POST,   deliveries/{id}/resend,        resendDelivery",
    "POST,   webhooks,                      createWebhook",
    "PUT,    event-types/{type},            changeEventType",
    "GET,    webhooks/{id}/replays,         listWebhookReplays",
    "POST,   webhooks/{id}/rotate-secret,   rotateWebhookSecret",
    "POST,   presets/{id}/webhook,          createPresetWebhook",
    "POST,   presets/{id}/preview,          previewPreset",
    "DELETE, keys/{id},                     revokeKey",
    "PUT,    persons/{id}/grants/{scope},   changePersonGrant",
    "POST,   session,                       signIn"
  })
  void operation_isNamedByItsMethodAndPath(HttpMethod method, String path, String name) {
    assertThat(OperationNames.of(method, "/api/v1/" + path)).isEqualTo(name);
  }
}
