package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.Problem;

/** An installation that sends nothing without TLS. */
class PlainHttpRuleTest {
  private static final WebhookRules RULES =
      new WebhookRules(
          CatalogueFile.load(), AllowedNetworks.of(List.of("10.1.0.0/16")), new PlainHttp(true));

  @Test
  void url_withPlainHttp_isRefusedWhateverAllowsIt() {
    assertThat(problems(Drafts.draft().url("http://10.1.0.1/").build()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("url");
              assertThat(problem.fix()).contains("WARDBELL_REQUIRE_HTTPS");
            });
    assertThat(problems(Drafts.draft().url("HTTP://a.example/").allowHttp(true).build()))
        .extracting(Problem::field)
        .containsExactly("url", "allow_http");
  }

  @Test
  void tokenUrl_withPlainHttp_isRefused() {
    WebhookDraft draft =
        Drafts.draft()
            .authentication(
                "{\"type\":\"oauth2\",\"token_url\":\"http://10.1.0.1/token\",\"client_id\":\"a\",\"client_secret\":\"b\"}")
            .build();

    assertThat(problems(draft))
        .extracting(Problem::field)
        .containsExactly("authentication.token_url");
  }

  @Test
  void webhook_withTls_isAccepted() {
    assertThat(RULES.check(Drafts.draft().build())).isInstanceOf(WebhookCheck.Accepted.class);
    assertThat(RULES.in(CatalogueFile.load()).check(Drafts.draft().url("http://a.example").build()))
        .isInstanceOf(WebhookCheck.Rejected.class);
  }

  private static List<Problem> problems(WebhookDraft draft) {
    return ((WebhookCheck.Rejected) RULES.check(draft)).problems();
  }
}
