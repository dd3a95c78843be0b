package org.wardbell.activities.delivery;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.Mask;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;

/**
 * A request as an administrator may see it: exact, but for credentials. What hides them is the name
 * of a header or query parameter that looks like one, and each name that the webhook's
 * authentication uses.
 *
 * @param headers in the order they are sent; the client adds Host, Connection and Content-Length
 * @param body if there is one and it is UTF-8 text
 * @param bodyBase64 if there is one and it is not
 */
public record ShownRequest(
    HttpMethod method,
    String url,
    List<Header> headers,
    @Nullable String body,
    @Nullable String bodyBase64) {
  /** Ours; they look like credentials and are none. */
  private static final Set<String> OPEN =
      Set.of("webhook-id", "webhook-timestamp", "webhook-signature", "idempotency-key");

  public ShownRequest {
    headers = List.copyOf(headers);
  }

  static ShownRequest of(OutgoingRequest request, Authentication authentication) {
    Set<String> names = names(authentication);
    Predicate<String> secret = name -> names.contains(lower(name)) || looksSecret(name);
    byte[] body = request.body().bytes();
    List<Header> headers = new ArrayList<>();
    for (Header header : request.headers()) {
      headers.add(
          secret.test(header.name()) ? new Header(header.name(), Mask.of(header.value())) : header);
    }
    if (body.length > 0) {
      headers.add(new Header("Content-Type", request.body().contentType()));
    }
    return new ShownRequest(
        request.method(),
        url(request.url(), secret),
        headers,
        body.length == 0 ? null : BodyText.text(body),
        BodyText.base64(body));
  }

  private static boolean looksSecret(String name) {
    return !OPEN.contains(lower(name)) && Mask.hides(name);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Where the authentication puts what nobody may read; Authorization hides itself. */
  private static Set<String> names(Authentication authentication) {
    return switch (authentication) {
      case Authentication.ApiKey key -> Set.of(lower(key.name()));
      case Authentication.Hmac hmac -> Set.of(lower(hmac.name()));
      case Authentication.None _,
          Authentication.Basic _,
          Authentication.Bearer _,
          Authentication.SignedJwt _,
          Authentication.OAuth2 _ ->
          Set.of();
    };
  }

  private static String url(URI url, Predicate<String> secret) {
    String text = url.toString();
    int query = text.indexOf('?');
    if (query < 0) {
      return text;
    }
    return Arrays.stream(text.substring(query + 1).split("&", -1))
        .map(parameter -> parameter(parameter, secret))
        .collect(Collectors.joining("&", text.substring(0, query + 1), ""));
  }

  private static String parameter(String parameter, Predicate<String> secret) {
    int equals = parameter.indexOf('=');
    if (equals < 0 || !secret.test(decoded(parameter.substring(0, equals)))) {
      return parameter;
    }
    return parameter.substring(0, equals + 1) + Mask.of(decoded(parameter.substring(equals + 1)));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /** It carries the event's data. */
  @Override
  public String toString() {
    return "ShownRequest[" + method + "]";
  }
}
