package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.accepted;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which addresses a webhook may have, and how a refusal helps. */
class UrlRuleTest {
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

  @Test
  void url_pastedWithBlanks_isTrimmed() {
    assertThat(accepted(draft().url(" https://example.com/hook\n").build()).url())
        .isEqualTo("https://example.com/hook");
  }
}
