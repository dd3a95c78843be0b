package org.wardbell.api.clinic;

import java.util.Map;
import java.util.function.Function;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.clinic.AuditedActs.Act;

/** The acts on many webhooks, and on files of them. */
final class AuditedTransfers {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String FILE =
      """
      {"format":"wardbell/webhooks","version":1,"webhooks":[{"webhook":
       {"name":"imported","url":"https://example.org/x","events":["*"]}}]}
      """;

  private static final String RECORD =
      """
      {"name":"K","module_name":"appointment","event_name":"kc_appointment_book",
       "webhook_data":{"url":"https://example.org/k"}}
      """;

  private AuditedTransfers() {}

  /**
   * @param call begins a request of the walk
   */
  static void put(Map<String, Act> acts, String clinic, Function<String, Call> call) {
    acts.put(
        "POST /api/v1/webhooks/{id}/clone",
        new Act(
            "webhook.created",
            () -> call.apply(WEBHOOKS + "/" + Clinics.webhook(clinic) + "/clone").post("{}")));
    acts.put(
        "POST /api/v1/webhooks/bulk",
        new Act(
            "webhook.deleted",
            () ->
                call.apply(WEBHOOKS + "/bulk")
                    .post(
                        "{\"action\":\"delete\",\"ids\":[\"%s\"]}"
                            .formatted(Clinics.webhook(clinic)))));
    acts.put(
        "GET /api/v1/webhooks/export",
        new Act("webhook.exported", () -> call.apply(WEBHOOKS + "/export").get()));
    acts.put(
        "POST /api/v1/webhooks/import/kivicare",
        new Act("webhook.imported", () -> call.apply(WEBHOOKS + "/import/kivicare").post(RECORD)));
    acts.put(
        "POST /api/v1/webhooks/import",
        new Act("webhook.imported", () -> call.apply(WEBHOOKS + "/import").post(FILE)));
  }
}
