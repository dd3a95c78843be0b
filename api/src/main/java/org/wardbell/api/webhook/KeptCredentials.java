package org.wardbell.api.webhook;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.ServerText;
import org.wardbell.workflows.webhook.TlsIdentity;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * The kept credentials that replace their masks in a change. They do so only while they would go to
 * the same server as before: a person who may change a webhook must not be able to read its
 * credentials by pointing it at another server.
 */
final class KeptCredentials {
  private final WebhookSettings kept;
  private final boolean sameServer;

  /**
   * @param url where the webhook is to send from now on
   */
  KeptCredentials(WebhookSettings kept, @Nullable String url) {
    this.kept = kept;
    this.sameServer = url != null && ServerText.of(url).equals(ServerText.of(kept.url()));
  }

  @Nullable List<WebhookDraft.@Nullable Parameter> headers(
      @Nullable List<WebhookDraft.@Nullable Parameter> sent) {
    return in(sent, kept.headers());
  }

  @Nullable List<WebhookDraft.@Nullable Parameter> query(
      @Nullable List<WebhookDraft.@Nullable Parameter> sent) {
    return in(sent, kept.query());
  }

  @Nullable List<WebhookDraft.@Nullable Parameter> form(
      @Nullable List<WebhookDraft.@Nullable Parameter> sent) {
    return in(sent, kept.payload().form());
  }

  @Nullable AuthenticationForm authentication(@Nullable AuthenticationForm sent) {
    AuthenticationForm before = AuthenticationForm.of(kept.authentication());
    if (sent == null || !sameServer || !sameReceiver(sent, before)) {
      return sent;
    }
    return sent.with(
        either(sent.key(), before.key()),
        either(sent.password(), before.password()),
        either(sent.token(), before.token()),
        either(sent.clientSecret(), before.clientSecret()),
        either(sent.secret(), before.secret()));
  }

  /**
   * Replaces a masked key. The key never leaves us: it only signs, so the server does not matter.
   */
  @Nullable TlsForm tls(@Nullable TlsForm sent) {
    TlsIdentity before = kept.tls();
    return sent == null || before == null
        ? sent
        : new TlsForm(sent.certificate(), either(sent.key(), before.key()), sent.authorities());
  }

  /**
   * Returns whether the credentials would go to the same server: of OAuth 2 the secret goes to the
   * token endpoint, the token to the webhook's URL.
   */
  private static boolean sameReceiver(AuthenticationForm sent, AuthenticationForm before) {
    String one = sent.tokenUrl();
    String other = before.tokenUrl();
    if (!Objects.equals(sent.type(), before.type())) {
      return false;
    }
    return (one == null || other == null)
        ? Objects.equals(one, other)
        : ServerText.of(one).equals(ServerText.of(other));
  }

  private static @Nullable String either(@Nullable String sent, @Nullable String before) {
    return sent != null && before != null && Mask.standsFor(sent, before) ? before : sent;
  }

  private @Nullable List<WebhookDraft.@Nullable Parameter> in(
      @Nullable List<WebhookDraft.@Nullable Parameter> sent, List<Header> before) {
    return sent == null || !sameServer
        ? sent
        : sent.stream().map(each -> in(each, before)).toList();
  }

  private static WebhookDraft.@Nullable Parameter in(
      WebhookDraft.@Nullable Parameter sent, List<Header> before) {
    if (sent == null || sent.name() == null || sent.value() == null) {
      return sent;
    }
    return before.stream()
        .filter(Mask::hides)
        .filter(header -> header.name().equalsIgnoreCase(sent.name()))
        .filter(header -> Mask.standsFor(sent.value(), header.value()))
        .findFirst()
        .map(header -> new WebhookDraft.Parameter(sent.name(), header.value(), header.secret()))
        .orElse(sent);
  }
}
