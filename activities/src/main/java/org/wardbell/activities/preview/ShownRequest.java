package org.wardbell.activities.preview;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.authentication.Credential;
import org.wardbell.activities.authentication.MaskedCredentials;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A request as an administrator may see it: exact, but for credentials. Credentials that the
 * webhook's authentication adds are only shown as masks; elsewhere a header, query parameter or
 * form field that is secret, or has a credential's name, has its value hidden.
 *
 * @param headers in the order they are sent; the client adds Host, Connection and Content-Length
 * @param body if there is one and it is UTF-8 text
 * @param bodyBase64 if there is one and it is not
 * @param sms if it sends a text message: what the network makes of it
 * @param warnings what a person would not want as it is, as sentences; null if there is nothing
 */
public record ShownRequest(
    HttpMethod method,
    String url,
    List<Header> headers,
    @Nullable String body,
    @Nullable String bodyBase64,
    @Nullable SmsLength sms,
    @Nullable List<String> warnings) {
  /** Ours; they look like credentials and are none. */
  private static final Set<String> OPEN =
      Set.of("webhook-id", "webhook-timestamp", "webhook-signature", "idempotency-key");

  public ShownRequest {
    headers = List.copyOf(headers);
    warnings = warnings == null || warnings.isEmpty() ? null : List.copyOf(warnings);
  }

  /**
   * Returns a request with its credentials hidden.
   *
   * @param settings the source of the credentials, which are shown as masks in their places
   */
  static ShownRequest of(OutgoingRequest request, WebhookSettings settings, List<String> warnings) {
    List<Credential> added = MaskedCredentials.of(settings.authentication());
    byte[] body = request.body().bytes();
    List<Header> headers = new ArrayList<>();
    for (Header header : request.headers()) {
      headers.add(
          isSecret(header)
              ? new Header(header.name(), Mask.of(header.value()), header.secret())
              : header);
    }
    for (Credential credential : added) {
      if (credential.place() == Authentication.Place.HEADER) {
        headers.add(new Header(credential.name(), credential.value()));
      }
    }
    if (body.length > 0) {
      headers.add(new Header("Content-Type", request.body().contentType()));
    }
    String text = body.length == 0 ? null : BodyText.text(body);
    return new ShownRequest(
        request.method(),
        url(request.url(), added, secret(settings.query())),
        headers,
        text == null
            ? null
            : ShownForm.body(text, request.body().contentType(), secret(settings.payload().form())),
        BodyText.base64(body),
        request.body().contentType().equals(Payload.URLENCODED)
            ? SmsLength.ofRequest(request.url().getPath(), text)
            : null,
        warnings);
  }

  static boolean isSecret(Header header) {
    return Boolean.TRUE.equals(header.secret()) || looksSecret(header.name());
  }

  /**
   * Returns whether the parameter of a name is to be hidden: it is secret, or has a credential's
   * name.
   */
  static Predicate<String> secret(List<Header> parameters) {
    Set<String> marked =
        parameters.stream()
            .filter(parameter -> Boolean.TRUE.equals(parameter.secret()))
            .map(Header::name)
            .collect(Collectors.toSet());
    return name -> marked.contains(name) || looksSecret(name);
  }

  private static boolean looksSecret(String name) {
    return !OPEN.contains(lower(name)) && Mask.hides(name);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String url(URI url, List<Credential> added, Predicate<String> secret) {
    String text = url.toString();
    int query = text.indexOf('?');
    List<String> parameters = new ArrayList<>();
    if (query >= 0) {
      parameters.addAll(ShownForm.fields(text.substring(query + 1), secret));
    }
    for (Credential credential : added) {
      if (credential.place() == Authentication.Place.QUERY) {
        parameters.add(credential.name() + "=" + credential.value());
      }
    }
    String path = query < 0 ? text : text.substring(0, query);
    return parameters.isEmpty() ? path : path + "?" + String.join("&", parameters);
  }

  /** Hides the event's data. */
  @Override
  public String toString() {
    return "ShownRequest[" + method + "]";
  }
}
