package org.wardbell.activities.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.PayloadDetail;
import org.wardbell.workflows.webhook.PayloadFormat;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/** What is told of a change of settings, and what is not. */
class SettingsComparisonTest {
  private static final String CANARY = "value-canary";
  private static final WebhookSettings PLAIN = plain("https://crm.example.org/hook");

  private static WebhookSettings plain(String url) {
    return WebhookSettings.of("CRM", url, List.of("bill.paid")).build();
  }

  private static WebhookSettings headers(Header... headers) {
    return WebhookSettings.of("CRM", "https://crm.example.org/hook", List.of("bill.paid"))
        .headers(List.of(headers))
        .build();
  }

  private static WebhookSettings body(String text) {
    return PLAIN.with(
        new Payload(
            PayloadFormat.TEMPLATE, PayloadDetail.FULL, Payload.JSON, text, List.of(), null));
  }

  private static List<SettingChange> between(WebhookSettings before, WebhookSettings after) {
    return SettingsComparison.between(before, after);
  }

  @Test
  void settings_thatAreTheSame_differInNothing() {
    assertThat(between(PLAIN, plain("https://crm.example.org/hook"))).isEmpty();
  }

  @Test
  void plainSettings_areToldWithBothValues() {
    assertThat(between(PLAIN, PLAIN.with("CRM of Ann", false)))
        .containsExactly(
            new SettingChange("name", "CRM", "CRM of Ann", false),
            new SettingChange("enabled", "true", "false", false));
  }

  @Test
  void address_tellsItsServer_andOfThePathOnlyThatItChanged() {
    assertThat(between(PLAIN, plain("https://other.example.org/" + CANARY)))
        .containsExactly(
            new SettingChange(
                "url", "https://crm.example.org/…", "https://other.example.org/…", false));
    assertThat(between(PLAIN, plain("https://crm.example.org/" + CANARY)))
        .containsExactly(SettingChange.hidden("url"));
    assertThat(between(PLAIN, plain("https://ann:" + CANARY + "@b.example.org/")).toString())
        .doesNotContain(CANARY);
  }

  @Test
  void headers_areComparedByName_andCredentialsOnlySaidToHaveChanged() {
    WebhookSettings before =
        headers(
            new Header("X-Team", "red"),
            new Header("X-Gone", "1"),
            new Header("X-Api-Key", "old-" + CANARY),
            new Header("X-Odd", "odd-" + CANARY, true),
            new Header("X-Plain", "Bearer " + CANARY));
    WebhookSettings after =
        headers(
            new Header("X-Team", "blue"),
            new Header("X-Api-Key", "new-" + CANARY),
            new Header("X-Odd", "even", true),
            new Header("X-Plain", "nothing"),
            new Header("X-New", "2"));

    List<SettingChange> changes = between(before, after);

    assertThat(changes)
        .containsExactly(
            new SettingChange("headers.X-Team", "red", "blue", false),
            new SettingChange("headers.X-Gone", "1", null, false),
            SettingChange.hidden("headers.X-Api-Key"),
            SettingChange.hidden("headers.X-Odd"),
            SettingChange.hidden("headers.X-Plain"),
            new SettingChange("headers.X-New", null, "2", false));
    assertThat(changes.toString()).doesNotContain(CANARY);
    assertThat(SettingChange.settings(changes)).containsExactly("headers");
  }

  @Test
  void headers_inAnotherOrder_areToldByTheirNames() {
    assertThat(
            between(
                headers(new Header("A", "1"), new Header("B", "2")),
                headers(new Header("B", "2"), new Header("A", "1"))))
        .containsExactly(new SettingChange("headers", "A, B", "B, A", false));
  }

  @Test
  void authentication_isToldByItsType_neverByItsCredentials() {
    WebhookSettings bearer = with(new Authentication.Bearer("Bearer", "old-" + CANARY));
    WebhookSettings other = with(new Authentication.Bearer("Bearer", "new-" + CANARY));

    assertThat(between(PLAIN, bearer))
        .containsExactly(new SettingChange("authentication.type", "none", "bearer", false));
    assertThat(between(bearer, other)).containsExactly(SettingChange.hidden("authentication"));
  }

  private static WebhookSettings with(Authentication authentication) {
    return WebhookSettings.of("CRM", "https://crm.example.org/hook", List.of("bill.paid"))
        .authentication(authentication)
        .build();
  }

  @Test
  void text_inWhichAWordSpeaksOfACredential_isOnlySaidToHaveChanged() {
    assertThat(between(body("{\"a\": 1}"), body("{\"a\": 2}")))
        .containsExactly(new SettingChange("body", "{\"a\": 1}", "{\"a\": 2}", false));
    assertThat(between(body("{\"a\": 1}"), body("{\"api_key\": \"" + CANARY + "\"}")))
        .containsExactly(SettingChange.hidden("body"));
  }

  @Test
  void longText_isToldRoundItsFirstDifference() {
    String same = "x".repeat(30_000);

    SettingChange change = between(body(same + "one"), body(same + "two")).getFirst();

    assertThat(change.from()).startsWith("… ").endsWith("one");
    assertThat(change.to()).endsWith("two");
    assertThat(change.from().length()).isLessThan(SettingsComparison.SHOWN_CHARACTERS + 10);
  }

  @Test
  void partsOfARetryPolicy_andRulesForAnswers_areTold() {
    WebhookSettings after =
        WebhookSettings.of("CRM", "https://crm.example.org/hook", List.of("bill.paid"))
            .retry(RetryPolicy.ofSchedule(List.of(0, 5)).triedOn("any"))
            .answers(List.of(new AnswerRule(409, "exists", AnswerRule.Meaning.DELIVERED)))
            .build();

    assertThat(between(PLAIN, after))
        .extracting(SettingChange::field, SettingChange::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("retry.schedule_seconds", "0, 5"),
            org.assertj.core.groups.Tuple.tuple("retry.on", "any"),
            org.assertj.core.groups.Tuple.tuple("answers", "409 with “exists”: delivered"));
  }

  @Test
  void whoMayKnowNamesOnly_seesNoValueOfHeadersAndBodies() {
    assertThat(new SettingChange("headers.X-Team", "red", "blue", false).named())
        .isEqualTo(SettingChange.hidden("headers.X-Team"));
    assertThat(new SettingChange("filter", "a", "b", false).named().hidden()).isTrue();
    assertThat(new SettingChange("timeout_seconds", "30", "7", false).named().to()).isEqualTo("7");
  }
}
