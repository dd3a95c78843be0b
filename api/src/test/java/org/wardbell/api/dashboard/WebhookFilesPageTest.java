package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** Files of webhooks on pages: out, and in. */
@Tag("servers")
class WebhookFilesPageTest {
  private static final String KIVICARE =
      """
      [{"name": "Booked", "module_name": "appointment", "event_name": "kc_appointment_book", "methods": "POST",
        "status": 1,
        "webhook_data": {"url": "https://crm.example.org/hook", "headers": [], "body": ""}},
       {"name": "Broken", "module_name": "nothing", "event_name": "never", "methods": "POST", "webhook_data": {}}]
      """;

  private final String clinic = Clinics.make();
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  private Call.Answer take(String text, boolean dryRun) {
    Map<String, String> form = new HashMap<>();
    form.put("csrf", admin.csrf());
    form.put("text", text);
    form.put("dry_run", Boolean.toString(dryRun));
    return Pages.send(admin.withoutToken("/webhooks/import"), form);
  }

  @Test
  void export_leavesSecretsOut_andItsImportIsAsItWas() {
    Call.to("/api/v1/webhooks")
        .post(
            """
            {"clinic":"%s","name":"CRM","url":"https://example.org/x","events":["*"],
             "headers":[{"name":"X-Api-Key","value":"secret-canary","secret":true}]}
            """
                .formatted(clinic));

    for (String format : new String[] {"json", "yaml"}) {
      Call.Answer file = admin.withoutToken("/webhooks/export?format=" + format).get();
      assertThat(file.header("Content-Disposition")).contains("webhooks." + format);
      assertThat(file.text()).contains("CRM").doesNotContain("secret-canary", "whsec_");
      assertThat(take(file.text(), false).text())
          .contains("0 made, 0 changed, 1 as before, 0 not taken.");
    }
  }

  @Test
  void kiviCare_isReportedWebhookByWebhook() {
    Call.Answer looked = take(KIVICARE, true);
    assertThat(looked.status()).isEqualTo(200);
    assertThat(looked.text())
        .contains("1 would be made", "1 not taken.", "Would be made", "Booked", "Broken")
        .doesNotContain("whsec_");
    assertThat(admin.withoutToken("/webhooks").get().text()).doesNotContain("Booked");

    assertThat(take(KIVICARE, false).text())
        .contains("1 made, 0 changed, 0 as before, 1 not taken.", "shown this once: <code>whsec_");
    assertThat(admin.withoutToken("/webhooks").get().text()).contains("Booked");
  }

  @Test
  void file_thatIsNone_saysWhy_andIsNotSentBack() {
    for (String text : new String[] {"", "{\"a\": canary-of-the-file", "[]", "just words"}) {
      Call.Answer answer = take(text, false);
      assertThat(answer.status()).as(text).isIn(400, 422);
      assertThat(answer.text()).as(text).contains("Nothing was taken");
      assertThat(answer.text()).doesNotContain("canary-of-the-file");
    }
  }

  @Test
  void installation_hasToChooseAClinicFirst() {
    People.SignedInPerson everywhere = People.administrator();

    Call.Answer answer =
        Pages.send(
            everywhere.withoutToken("/webhooks/import"),
            Map.of("csrf", everywhere.csrf(), "text", KIVICARE));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("Choose one in the top bar");
    assertThat(everywhere.withoutToken("/webhooks/export").get().status()).isEqualTo(422);
  }
}
