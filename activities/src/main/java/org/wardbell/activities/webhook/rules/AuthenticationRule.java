package org.wardbell.activities.webhook.rules;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.Place;
import org.wardbell.workflows.webhook.Header;

/** The rule for a webhook's authentication. */
final class AuthenticationRule {
  /** The limit of a configured header's value. */
  static final int MAXIMUM_CREDENTIAL_CHARACTERS = ParameterRules.MAXIMUM_VALUE_CHARACTERS;

  /** More than any system allows for a name. */
  static final int MAXIMUM_NAME_CHARACTERS = 255;

  private static final int MAXIMUM_PREFIX_CHARACTERS = 40;

  private static final String AUTHORIZATION = "Authorization";

  private static final Map<String, Place> PLACES =
      new TreeMap<>(Map.of("header", Place.HEADER, "query", Place.QUERY));

  /** KiviCare writes HMAC-SHA256, SHA1, SHA512 and MD5; both forms of each are understood. */
  private static final Map<String, String> DIGESTS =
      new TreeMap<>(
          Map.of(
              "sha256", "SHA256",
              "sha1", "SHA1",
              "sha512", "SHA512",
              "md5", "MD5",
              "hmac-sha256", "SHA256",
              "hmac-sha1", "SHA1",
              "hmac-sha512", "SHA512",
              "hmac-md5", "MD5"));

  private static final String TYPES = "none, api_key, basic, bearer, jwt, oauth2 or hmac";

  private final OAuth2Rule oauth2;

  AuthenticationRule(AllowedNetworks allowed) {
    this.oauth2 = new OAuth2Rule(allowed);
  }

  /**
   * @param headers the webhook's own headers, with which a credential's may not collide
   * @param query the same for query parameters
   */
  Authentication check(
      @Nullable AuthenticationDraft draft,
      boolean allowHttp,
      List<Header> headers,
      List<Header> query,
      Problems problems) {
    if (draft == null) {
      return new Authentication.None();
    }
    AuthenticationFields fields = new AuthenticationFields(draft, problems);
    String type = draft.type() == null ? "" : draft.type().strip();
    Authentication authentication =
        switch (type) {
          case "none" -> new Authentication.None();
          case "api_key" -> apiKey(fields, problems);
          case "basic" -> basic(fields, draft);
          case "bearer" -> bearer(fields);
          case "jwt" -> JwtRule.check(fields, draft);
          case "oauth2" -> oauth2.check(fields, draft, allowHttp);
          case "hmac" -> hmac(fields, problems);
          default -> {
            fields.add("type", "There is no such type of authentication.", "Use " + TYPES + ".");
            yield null;
          }
        };
    if (authentication == null) {
      return new Authentication.None();
    }
    fields.refuseOthers(type);
    refuseCollision(authentication, headers, query, fields);
    return authentication;
  }

  private static Authentication apiKey(AuthenticationFields fields, Problems problems) {
    Place place = fields.choice("in", PLACES, Place.HEADER);
    String name = name(fields, place, null, problems);
    String key =
        fields.secret(
            "key", MAXIMUM_CREDENTIAL_CHARACTERS, "Copy it from the receiver's settings.");
    if (place == Place.HEADER) {
      requireAscii("key", key, fields);
    }
    return new Authentication.ApiKey(place, name, key);
  }

  private static Authentication basic(AuthenticationFields fields, AuthenticationDraft draft) {
    String username = fields.optional("username", MAXIMUM_NAME_CHARACTERS);
    String password = fields.optional("password", MAXIMUM_CREDENTIAL_CHARACTERS);
    fields.refuseMask("password", password);
    if (username == null) {
      fields.add("username", "This type needs username.", "Give it; it may be empty.");
    } else if (username.contains(":")) {
      fields.add(
          "username", "A user name has no colon (RFC 7617).", "What follows it is the password.");
    }
    if (password == null) {
      fields.add(
          "password",
          "This type needs password.",
          "Give it; it may be empty where the receiver wants its key as the user name.");
    }
    String name = draft.username() == null ? "" : draft.username();
    return new Authentication.Basic(name, draft.password() == null ? "" : draft.password());
  }

  private static Authentication bearer(AuthenticationFields fields) {
    String prefix = fields.optional("prefix", MAXIMUM_PREFIX_CHARACTERS);
    String token =
        fields.secret(
            "token", MAXIMUM_CREDENTIAL_CHARACTERS, "Copy it from the receiver's settings.");
    requireAscii("token", token, fields);
    requireAscii("prefix", prefix == null ? "" : prefix, fields);
    return new Authentication.Bearer(prefix == null ? "Bearer" : prefix.strip(), token);
  }

  private static Authentication hmac(AuthenticationFields fields, Problems problems) {
    Place place = fields.choice("in", PLACES, Place.HEADER);
    String name = name(fields, place, "X-Signature", problems);
    String accessKey =
        fields.required(
            "access_key", MAXIMUM_NAME_CHARACTERS, "It tells the receiver which secret to use.");
    requireAscii("access_key", accessKey, fields);
    String secret =
        fields.secret("secret", MAXIMUM_CREDENTIAL_CHARACTERS, "Agree on one with the receiver.");
    String algorithm = fields.choice("algorithm", DIGESTS, "SHA256");
    return new Authentication.Hmac(accessKey, secret, algorithm, place, name);
  }

  private static String name(
      AuthenticationFields fields, Place place, @Nullable String otherwise, Problems problems) {
    String name = fields.optional("name", ParameterRules.MAXIMUM_NAME_CHARACTERS);
    if (name == null || name.isBlank()) {
      if (otherwise == null) {
        fields.add(
            "name",
            "The header or parameter needs a name.",
            "Look it up at the receiver, for instance X-API-Key.");
      }
      return otherwise == null ? "" : otherwise;
    }
    if (place == Place.HEADER) {
      new HeaderRule().checkName(AuthenticationFields.at("name"), name, problems);
    }
    return name;
  }

  private static void requireAscii(String field, String value, AuthenticationFields fields) {
    if (!Mask.isMask(value) && value.chars().anyMatch(c -> c > 0x7e)) {
      fields.add(
          field,
          "This contains characters beyond ASCII, which headers do not carry.",
          "Copy it again; such credentials are letters, digits and marks.");
    }
  }

  private static void refuseCollision(
      Authentication authentication,
      List<Header> headers,
      List<Header> query,
      AuthenticationFields fields) {
    switch (authentication) {
      case Authentication.None _ -> {}
      case Authentication.ApiKey(Place place, String name, String _) ->
          refuseCollision(place, List.of(name), "name", headers, query, fields);
      case Authentication.Hmac(String _, String _, String _, Place place, String name) ->
          refuseCollision(
              place, List.of(name, accessKeyName(place)), "name", headers, query, fields);
      case Authentication.Basic _,
          Authentication.Bearer _,
          Authentication.SignedJwt _,
          Authentication.OAuth2 _ ->
          refuseCollision(Place.HEADER, List.of(AUTHORIZATION), "type", headers, query, fields);
    }
  }

  /** Returns the name under which KiviCare's access key travels beside the signature. */
  private static String accessKeyName(Place place) {
    return place == Place.HEADER
        ? Authentication.Hmac.ACCESS_KEY_HEADER
        : Authentication.Hmac.ACCESS_KEY_PARAMETER;
  }

  private static void refuseCollision(
      Place place,
      List<String> names,
      String field,
      List<Header> headers,
      List<Header> query,
      AuthenticationFields fields) {
    List<Header> others = place == Place.HEADER ? headers : query;
    for (String name : names) {
      if (others.stream().anyMatch(each -> same(place, each.name(), name))) {
        fields.add(
            field,
            "There is a configured "
                + (place == Place.HEADER ? "header " : "parameter ")
                + name
                + ".",
            "Remove it there; the authentication sets it.");
      }
    }
  }

  private static boolean same(Place place, String one, String other) {
    return place == Place.HEADER ? one.equalsIgnoreCase(other) : one.equals(other);
  }
}
