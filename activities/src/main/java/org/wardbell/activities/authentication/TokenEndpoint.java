package org.wardbell.activities.authentication;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.TlsIdentity;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of token endpoints (RFC 6749, sections 4.1.3, 4.4.2 and 6). */
final class TokenEndpoint {
  /**
   * The life assumed where a server does not state one, as Salesforce does not: half of the usual.
   */
  static final Duration ASSUMED_LIFE = Duration.ofHours(1);

  /** The longest life that is believed: a new token is requested every day at the latest. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);

  /** More than servers with many roles in a token give; a receiver may well take less. */
  private static final int MAXIMUM_TOKEN_CHARACTERS = 32 * 1024;

  /** The fields of our form that nobody else may read. */
  private static final List<String> SECRETS = List.of("code", "code_verifier", "refresh_token");

  private static final int OK = 200;

  /** RFC 6750, section 2.1, and a little more: nothing that would break a header. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,40}");

  /** Errors that the same credentials will get again. */
  private static final Set<String> REFUSALS =
      Set.of(
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope",
          "access_denied",
          // GitHub's own words
          "incorrect_client_credentials",
          "bad_refresh_token");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final TokenTransport transport;

  TokenEndpoint(TokenTransport transport) {
    this.transport = transport;
  }

  TokenReply clientCredentials(WebhookSettings webhook, OAuth2 settings, Duration timeout) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    addScopes(form, settings);
    return ask(webhook, settings, form, timeout);
  }

  TokenReply refresh(
      WebhookSettings webhook, OAuth2 settings, String refreshToken, Duration timeout) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", refreshToken);
    return ask(webhook, settings, form, timeout);
  }

  /**
   * Exchanges a code.
   *
   * @param verifier of PKCE (RFC 7636)
   */
  TokenReply exchange(
      WebhookSettings webhook,
      OAuth2 settings,
      String code,
      String verifier,
      String redirectUri,
      Duration timeout) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("code_verifier", verifier);
    return ask(webhook, settings, form, timeout);
  }

  private static void addScopes(Map<String, String> form, OAuth2 settings) {
    if (!settings.scopes().isEmpty()) {
      form.put("scope", String.join(" ", settings.scopes()));
    }
    String audience = settings.audience();
    if (audience != null) {
      form.put("audience", audience);
    }
  }

  private TokenReply ask(
      WebhookSettings webhook, OAuth2 settings, Map<String, String> form, Duration timeout) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("Accept", "application/json"));
    headers.add(new Header("User-Agent", "Wardbell"));
    String secret = settings.clientSecret();
    if (secret != null && settings.clientAuthentication() == ClientAuthentication.BASIC) {
      // RFC 6749, section 2.3.1 wants both parts encoded like a form before they are joined.
      String pair = encode(settings.clientId()) + ":" + encode(secret);
      headers.add(
          new Header(
              "Authorization",
              "Basic "
                  + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
    } else {
      form.put("client_id", settings.clientId());
      if (secret != null) {
        form.put("client_secret", secret);
      }
    }
    URI url = URI.create(settings.tokenUrl());
    byte[] body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encode(each.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    TokenTransport.Answer answer = transport.post(url, headers, body, tls(webhook, url), timeout);
    return read(
        answer,
        Stream.concat(SECRETS.stream().map(form::get), Stream.ofNullable(secret))
            .filter(Objects::nonNull)
            .toList());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Returns the TLS identity for the token endpoint. A receiver's authorities replace the public
   * ones, so they serve its own server only.
   */
  private static @Nullable TlsIdentity tls(WebhookSettings webhook, URI url) {
    String server = url.getScheme() + "://" + url.getRawAuthority();
    String target = webhook.url();
    return target.equals(server) || target.startsWith(server + "/") ? webhook.tls() : null;
  }

  /**
   * @param secrets what the server was sent, which must not come back in a text that is shown
   */
  private static TokenReply read(TokenTransport.Answer answer, Collection<String> secrets) {
    Integer status = answer.status();
    if (status == null) {
      return new TokenReply.Failed(answer.code());
    }
    if (answer.truncated()) {
      return new TokenReply.Failed("answer_too_large", false, "The answer has 64 KiB or more.");
    }
    JsonNode json = parse(answer.body());
    JsonNode token = json.path("access_token");
    // Some servers say 200 where they mean 400.
    if (status != OK || !token.isString()) {
      String error = json.path("error").isString() ? json.path("error").asString() : "";
      String otherwise = status == OK ? "no_access_token" : answer.code();
      String code = ERROR.matcher(error).matches() ? error : otherwise;
      return new TokenReply.Failed(code, isRefusal(code), ServerWords.of(json, secrets));
    }
    if (token.asString().length() > MAXIMUM_TOKEN_CHARACTERS) {
      return new TokenReply.Failed(
          "token_too_large",
          false,
          "The access token has %d characters, more than %d."
              .formatted(token.asString().length(), MAXIMUM_TOKEN_CHARACTERS));
    }
    if (!TOKEN.matcher(token.asString()).matches()) {
      return new TokenReply.Failed("invalid_access_token");
    }
    JsonNode refresh = json.path("refresh_token");
    return new TokenReply.Issued(
        token.asString(),
        refresh.isString() && !refresh.asString().isEmpty() ? refresh.asString() : null,
        life(json.path("expires_in")));
  }

  static boolean isRefusal(String code) {
    return REFUSALS.contains(code);
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException notJson) {
      return JSON.createObjectNode();
    }
  }

  /** Reads a life in seconds; some servers send the number as text. */
  private static Duration life(JsonNode expiresIn) {
    long seconds = expiresIn.asLong(0);
    if (seconds <= 0) {
      return ASSUMED_LIFE;
    }
    return seconds > LONGEST_LIFE.toSeconds() ? LONGEST_LIFE : Duration.ofSeconds(seconds);
  }
}
