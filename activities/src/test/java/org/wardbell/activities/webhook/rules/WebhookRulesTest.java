package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.draft.DraftBuilder;
import org.wardbell.activities.webhook.draft.PayloadDraft;
import org.wardbell.activities.webhook.draft.ProtectionDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft.Parameter;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

class WebhookRulesTest {
  private static final WebhookRules RULES =
      new WebhookRules(CatalogueFile.load(), AllowedNetworks.of(List.of("10.1.0.0/16", "::1")));

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
  @ValueSource(
      strings = {
        "",
        " ",
        "example.com/hook",
        "/hook",
        "//example.com/hook",
        "ftp://example.com/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "mailto:a@example.com",
        "https://",
        "https:///hook",
        "https://user@example.com/",
        "https://user:secret@example.com/",
        "https://example.com@evil.example/",
        "https://example.com/#part",
        "https://example.com:0/",
        "https://example.com:65536/",
        "https://example.com:x/",
        "https://exa mple.com/",
        "https://example.com/a b",
        "https://example.com/\nHost: x",
        "https://example.com/../admin",
        "https://example.com/a/%2e%2E/b",
        "https://example.com/a/.",
        "https://bücher.example/",
        "https://[::1/",
        "https://{{clinic_name}}.example.com/",
        "{{clinic_name}}",
        "https://example.com:{{clinic_id}}/",
        "https://example.com{{clinic_id}}",
        "http://example.com/",
        "HTTP://example.com/",
        "http://10.2.0.1/",
        "http://localhost/",
        "http://10.1.0.1.example.com/",
      })
  void url_thatCannotBeSent_isNamedWithAFix(String url) {
    assertThat(rejected(draft().url(url).build()))
        .hasSize(1)
        .allMatch(problem -> problem.field().equals("url"))
        .allMatch(problem -> problem.problem().endsWith(".") && problem.fix().endsWith("."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com?x={{patient_id}}",
        "HTTPS://EXAMPLE.COM/A",
        "https://203.0.113.9/hook",
        "https://[2001:db8::1]:8443/hook",
        "https://example.com/a%20b/{{patient_name | urlencode}}/c?d=e&f={{data.x}}",
        "https://example.com/?attempt={{attempt}}",
        "http://10.1.0.9/hook",
        "http://[::1]:9000/hook"
      })
  void url_thatCanBeSent_isKept(String url) {
    assertThat(accepted(draft().url(url).build()).url()).isEqualTo(url);
  }

  @Test
  void url_plainHttpWithLeave_isKept() {
    assertThat(accepted(draft().url("http://example.com/").allowHttp(true).build()).allowHttp())
        .isTrue();
  }

  @Test
  void url_tooLong_isNamed() {
    assertThat(rejected(draft().url("https://example.com/" + "a".repeat(2_029)).build()))
        .singleElement()
        .satisfies(problem -> assertThat(problem.problem()).contains("2049"));
    accepted(draft().url("https://example.com/" + "a".repeat(2_028)).build());
  }

  @Test
  void url_withAttemptInItsPath_isRefused() {
    assertThat(rejected(draft().url("https://example.com/{{attempt}}").build()))
        .singleElement()
        .satisfies(p -> assertThat(p.problem()).contains("Position 21").contains("attempt"));
  }

  @ParameterizedTest
  @CsvSource({
    "appointment.book,appointment.booked",
    "appointment_booked,appointment.booked",
    "kc_apointment_book,appointment.booked",
    "patient.register,patient.registered",
    "bill.payd,bill.paid"
  })
  void events_typingError_isAnsweredWithTheNearName(String wrong, String meant) {
    assertThat(rejected(draft().events("patient.updated", wrong).build()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("events[1]");
              assertThat(problem.problem()).contains(wrong);
              assertThat(problem.fix()).contains(meant);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*.*", "appointments.*", ".*", "appointment.", "**", "nothing"})
  void events_thatNothingMatches_areRefused(String pattern) {
    assertThat(rejected(draft().events(pattern).build()))
        .extracting(Problem::field)
        .containsExactly("events[0]");
  }

  @Test
  void events_noneNullOrTooMany_areRefused() {
    assertThat(rejected(draft().events().build())).extracting(Problem::field).contains("events");
    assertThat(rejected(draft().events((String) null).build()))
        .extracting(Problem::field)
        .containsExactly("events[0]");
    assertThat(
            rejected(draft().events(Collections.nCopies(101, "*").toArray(String[]::new)).build()))
        .extracting(Problem::field)
        .containsExactly("events");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "webhook-id",
        "Webhook-Signature",
        "wardbell-event-id",
        "Host",
        "content-length",
        "Transfer-Encoding",
        "Connection",
        "User-Agent",
        "Accept-Encoding",
        "Content-Type",
        "Trailer",
        "X Y",
        "X:",
        ":path",
        "X-Ö",
        "X\r\nY",
        "X\u0000"
      })
  void header_reservedOrMalformedName_isRefused(String name) {
    assertThat(rejected(draft().headers(new Parameter("A", "b"), new Parameter(name, "x")).build()))
        .extracting(Problem::field)
        .containsExactly("headers[1].name");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "a\u007fb",
        "Zoë",
        "{{nobody}}",
        "{{patient_name",
        "{{patient_name | shout}}"
      })
  void header_badValue_isRefused(String value) {
    assertThat(rejected(draft().headers(new Parameter("X-A", value)).build()))
        .extracting(Problem::field)
        .containsExactly("headers[0].value");
  }

  @Test
  void header_twiceInAnotherCase_isRefused() {
    assertThat(
            rejected(draft().headers(new Parameter("X-A", "1"), new Parameter("x-a", "2")).build()))
        .extracting(Problem::field)
        .containsExactly("headers[1].name");
  }

  @Test
  void header_missingPartsOrTooMany_areRefused() {
    assertThat(
            rejected(
                draft().headers(null, new Parameter(null, "x"), new Parameter("X", null)).build()))
        .extracting(Problem::field)
        .containsExactly("headers[0].name", "headers[1].name", "headers[2].value");
    Parameter[] many = new Parameter[51];
    Arrays.setAll(many, i -> new Parameter("X-" + i, "1"));
    assertThat(rejected(draft().headers(many).build()))
        .extracting(Problem::field)
        .containsExactly("headers");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "{\"a\":{{patient_nam}}}¦patient_name",
        "{\"a\":\"{{bill_total_amount}}\"}¦data.bill_total_amount",
        "{\"a\":\"{{attempt}}\"}¦Remove it",
        "{\"a\":\"{{patient_name | uper}}\"}¦upper",
        "{\"a\":\"{{patient_name | date}}\"}¦date:",
        "{\"a\":\"{{patient_dob | date:\"jj\"}}\"}¦letters",
        "{\"a\":\"{{patient_name | upper:\"x\"}}\"}¦just",
        "{\"a\":\"{{patient_name | default:x}}\"}¦default:",
        "{\"a\":\"{{patient_name\"}¦Close it",
        "{\"a\":\"{{}}\"}¦patient_name",
        "{\"a\":\"{{ 1abc }}\"}¦patient_name",
        "{\"a\":\"\\{{patient_name}}\"}¦backslash",
        "{\"a\":x{{patient_id}}}¦quotes",
        "{\"a\":{{patient_id}}x}¦quotes",
        "{\"a\":{{patient_id}}{{doctor_id}}}¦quotes",
        "{{{patient_id}}:1}¦patient_name",
        "{ {{patient_id}}:1}¦quotes",
        "{\"a\":{{patient_id}},}¦commas",
        "{\"a\":{{patient_id}}¦commas",
        "{\"a\" {{patient_id}}}¦quotes",
        "hello¦commas",
        "{} {}¦commas",
        "¦leave the body out"
      })
  void body_withAMistake_isRefusedWithAHint(String body, String hint) {
    assertThat(rejected(draft().body(body == null ? "" : body).build()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("body");
              assertThat(problem.fix()).contains(hint);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{{data}}",
        " {{ patient_id | json }} ",
        "[{{patient_id}}, {{ doctor_id }} ]",
        "{\"a\":\"{{patient_name}} and {{doctor_name | default:'nobody'}}\"}",
        "{\"a\":{\"b\":{{patient_id}}}}",
        "{\"{{patient_id}}\":1}",
        "{\"a\":\"{{custom_form_intake_data}}\",\"b\":{{patient.address.city}}}",
        "{\"a\":\"{{appointment_date | date:\"d MMM yyyy\"}}\"}"
      })
  void body_thatMakesJson_isKept(String body) {
    assertThat(accepted(draft().body(body).build()).payload().body()).isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/jsonp",
        "json",
        "application/json\r\nX: 1",
        ""
      })
  void contentType_thatIsNotJson_isRefused(String type) {
    assertThat(rejected(draft().contentType(type).build()))
        .extracting(Problem::field)
        .containsExactly("content_type");
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
  void retry_outOfRange_isRefusedFieldByField() {
    assertProblem(RetryPolicy.ofSchedule(List.of()), "retry.schedule_seconds");
    assertProblem(RetryPolicy.ofSchedule(List.of(5, 5)), "retry.schedule_seconds[0]");
    assertProblem(RetryPolicy.ofSchedule(List.of(0, -1)), "retry.schedule_seconds[1]");
    assertProblem(RetryPolicy.ofSchedule(List.of(0, 86_401)), "retry.schedule_seconds[1]");
    assertProblem(RetryPolicy.ofSchedule(Collections.nCopies(21, 0)), "retry.schedule_seconds");
    assertProblem(
        new RetryPolicy(Arrays.asList(0, null), null, null, null, null, null),
        "retry.schedule_seconds[1]");
    assertProblem(new RetryPolicy(List.of(0), 3, null, null, null, null), "retry");
    assertProblem(new RetryPolicy(null, 0, null, null, null, null), "retry.attempts");
    assertProblem(new RetryPolicy(null, 21, null, null, null, null), "retry.attempts");
    assertProblem(new RetryPolicy(null, null, 0, null, null, null), "retry.initial_seconds");
    assertProblem(new RetryPolicy(null, null, null, 0.9, null, null), "retry.factor");
    assertProblem(new RetryPolicy(null, null, null, 10.1, null, null), "retry.factor");
    assertProblem(new RetryPolicy(null, null, null, Double.NaN, null, null), "retry.factor");
    assertProblem(new RetryPolicy(null, null, null, null, 86_401, null), "retry.max_seconds");
    assertProblem(new RetryPolicy(null, 5, 60, null, 59, null), "retry.initial_seconds");
    assertProblem(RetryPolicy.STANDARD.triedOn("all"), "retry.on");
  }

  @Test
  void retry_sayingNothing_isTheStandard() {
    assertThat(
            accepted(draft().retry(new RetryPolicy(null, null, null, null, null, null)).build())
                .retry())
        .isEqualTo(RetryPolicy.STANDARD);
  }

  @Test
  void retry_sayingOnlyForWhichAnswers_isTheStandardForThem() {
    RetryPolicy any = new RetryPolicy(null, null, null, null, null, RetryPolicy.ANY);

    assertThat(accepted(draft().retry(any).build()).retry())
        .isEqualTo(RetryPolicy.STANDARD.triedOn(RetryPolicy.ANY));
  }

  @Test
  void retry_fixed_isAFactorOfOne() {
    RetryPolicy kiviCare = new RetryPolicy(null, 4, 5, 1.0, null, null);

    WebhookSettings kept = accepted(draft().retry(kiviCare).build());

    assertThat(RetrySchedule.of(kept.retry()).attempts()).isEqualTo(4);
    assertThat(RetrySchedule.of(kept.retry()).span()).isEqualTo(Duration.ofSeconds(15));
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

  private static void assertProblem(RetryPolicy retry, String field) {
    assertThat(rejected(draft().retry(retry).build()))
        .extracting(Problem::field)
        .containsExactly(field);
  }

  private static WebhookSettings accepted(WebhookDraft draft) {
    WebhookCheck check = RULES.check(draft);
    assertThat(check).isInstanceOf(WebhookCheck.Accepted.class);
    return ((WebhookCheck.Accepted) check).settings();
  }

  private static List<Problem> rejected(WebhookDraft draft) {
    WebhookCheck check = RULES.check(draft);
    assertThat(check).isInstanceOf(WebhookCheck.Rejected.class);
    return ((WebhookCheck.Rejected) check).problems();
  }

  private static DraftBuilder draft() {
    return new DraftBuilder();
  }
}
