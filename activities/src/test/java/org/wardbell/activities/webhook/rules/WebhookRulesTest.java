package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.RULES;
import static org.wardbell.activities.webhook.rules.Drafts.accepted;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.webhook.draft.PayloadDraft;
import org.wardbell.activities.webhook.draft.ProtectionDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft.Parameter;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Tests a draft as a whole: its defaults, its name, its method and its timeout. */
class WebhookRulesTest {
  private static final String URL = "https://example.com/hook";

  @Test
  void draft_withTheThreeRequiredFields_getsTheDefaults() {
    WebhookSettings settings = accepted(draft().build());

    assertThat(settings)
        .isEqualTo(
            WebhookSettings.of("CRM", URL, List.of("appointment.booked"))
                .method(HttpMethod.POST)
                .timeoutSeconds(30)
                .retry(RetryPolicy.STANDARD)
                .protection(new Protection(8, null, true, true, false))
                .enabled(true)
                .allowHttp(false)
                .build());
  }

  @Test
  void draft_withEveryField_isKeptAsItIs() {
    WebhookDraft draft =
        new WebhookDraft(
            " Zoë's CRM ",
            "https://example.com:8443/{{clinic_id}}/hook?x=1&n={{attempt}}",
            "put",
            List.of("kc_appointment_book", "appointment.booked", "patient.*"),
            null,
            List.of(new Parameter("X-Key", "k {{attempt}}"), new Parameter("Accept", "a/b")),
            List.of(new Parameter("name", "{{patient_name | upper}}")),
            new PayloadDraft(
                null,
                null,
                "application/vnd.example+json; charset=utf-8",
                "{\"who\":\"{{patient_name}}\",\"id\":{{patient_id}},\"x\":{{data.any.thing}}}",
                null,
                null),
            null,
            null,
            null,
            300,
            RetryPolicy.ofSchedule(List.of(0, 86_400)),
            null,
            new ProtectionDraft(64, new ProtectionDraft.RateDraft(60, 60, 5), false, false, true),
            false,
            true);

    WebhookSettings settings = accepted(draft);

    assertThat(settings.name()).isEqualTo("Zoë's CRM");
    assertThat(settings.method()).isEqualTo(HttpMethod.PUT);
    assertThat(settings.events()).containsExactly("appointment.booked", "patient.*");
    assertThat(settings.headers())
        .containsExactly(new Header("X-Key", "k {{attempt}}"), new Header("Accept", "a/b"));
    assertThat(settings.retry().scheduleSeconds()).containsExactly(0, 86_400);
    assertThat(settings.protection())
        .isEqualTo(new Protection(64, new Rate(60, 60, 5), false, false, true));
    assertThat(settings.enabled()).isFalse();
    assertThat(settings.allowHttp()).isTrue();
  }

  @Test
  void draft_withNothing_hearsEverythingThatIsNeeded() {
    assertThat(
            rejected(
                new WebhookDraft(
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    PayloadDraft.SILENT,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    ProtectionDraft.SILENT,
                    null,
                    null)))
        .extracting(Problem::field)
        .containsExactly("name", "events", "url");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 301, Integer.MAX_VALUE})
  void timeout_outOfRange_isRefused(int seconds) {
    assertThat(rejected(draft().timeout(seconds).build()))
        .extracting(Problem::field)
        .containsExactly("timeout_seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "TRACE", "", "POST "})
  void method_otherThanTheFive_isRefused(String method) {
    WebhookCheck check = RULES.check(draft().method(method).build());

    if (method.strip().equals("POST")) {
      assertThat(check).isInstanceOf(WebhookCheck.Accepted.class);
    } else {
      assertThat(((WebhookCheck.Rejected) check).problems())
          .extracting(Problem::field)
          .containsExactly("method");
    }
  }

  @Test
  void name_tooLongOrOnTwoLines_isRefused() {
    assertThat(rejected(draft().name("x".repeat(121)).build()))
        .extracting(Problem::field)
        .containsExactly("name");
    assertThat(rejected(draft().name("a\nb").build()))
        .extracting(Problem::field)
        .containsExactly("name");
    accepted(draft().name("😀".repeat(120)).build());
  }
}
