package org.wardbell.activities.webhook.rules;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft;

/** The rule of an installation that sends nothing without TLS. */
final class PlainHttpRule {
  private static final String PROBLEM = "This installation sends nothing without TLS.";
  private static final String FIX =
      "Use https://, or ask the operator about " + PlainHttp.SETTING + ".";

  private PlainHttpRule() {}

  static void check(WebhookDraft draft, Problems problems) {
    refuse("url", draft.url(), problems);
    AuthenticationDraft authentication = draft.authentication();
    if (authentication != null) {
      refuse("authentication.token_url", authentication.tokenUrl(), problems);
      refuse("authentication.authorization_url", authentication.authorizationUrl(), problems);
    }
    if (Boolean.TRUE.equals(draft.allowHttp())) {
      problems.add("allow_http", PROBLEM, "Leave it out.");
    }
  }

  private static void refuse(String field, @Nullable String url, Problems problems) {
    if (url != null && url.toLowerCase(Locale.ROOT).startsWith("http:")) {
      problems.add(field, PROBLEM, FIX);
    }
  }
}
