package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.json.webtoken.JsonWebSignature;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.authentication.Credential;
import org.wardbell.activities.authentication.OAuthTokens;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.pem.TestKeys;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.Place;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The credentials that each type of authentication puts into a real request. */
class AuthenticationOnTheWireTest {
  private static final byte[] BODY = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MockWebServer server = new MockWebServer();
  private final WebhookSender plain = new WebhookSender(AllowedNetworks.of(List.of("127.0.0.0/8")));
  private final AuthorizedSender sender =
      new AuthorizedSender(new OAuthTokens(null, null, null), plain);

  @BeforeEach
  void start() throws Exception {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    plain.close();
    server.close();
  }

  @Test
  void none_addsNothing() throws Exception {
    RecordedRequest request = send(new Authentication.None());

    assertThat(request.getHeaders().names()).doesNotContain("Authorization");
    assertThat(request.getTarget()).isEqualTo("/hook?a=1");
  }

  @Test
  void apiKey_inAHeader_isThere() throws Exception {
    RecordedRequest request = send(new Authentication.ApiKey(Place.HEADER, "X-API-Key", "k 1"));

    assertThat(request.getHeaders().values("X-API-Key")).containsExactly("k 1");
  }

  @Test
  void apiKey_inTheQuery_isEncodedBehindWhatIsThere() throws Exception {
    RecordedRequest request = send(new Authentication.ApiKey(Place.QUERY, "api key", "a&b=ü+%"));

    assertThat(request.getTarget()).isEqualTo("/hook?a=1&api%20key=a%26b%3D%C3%BC%2B%25");
    assertThat(request.getUrl().queryParameter("api key")).isEqualTo("a&b=ü+%");
  }

  @Test
  void basic_withAccents_isUtf8() throws Exception {
    String header =
        send(new Authentication.Basic("jörg", "pä:ss")).getHeaders().get("Authorization");

    assertThat(header).startsWith("Basic ");
    assertThat(new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8))
        .isEqualTo("jörg:pä:ss");
  }

  @ParameterizedTest
  @CsvSource({"Bearer,Bearer t", "Token,Token t", "JWT,JWT t", "'',t"})
  void bearer_withAnyPrefix_isThere(String prefix, String expected) throws Exception {
    assertThat(send(new Authentication.Bearer(prefix, "t")).getHeaders().get("Authorization"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256,HmacSHA256,64",
    "SHA1,HmacSHA1,40",
    "SHA512,HmacSHA512,128",
    "MD5,HmacMD5,32"
  })
  void hmac_withEachDigest_isOfTheVeryBytes(String digest, String algorithm, int length)
      throws Exception {
    RecordedRequest request =
        send(new Authentication.Hmac("clinic-7", "sécret", digest, Place.HEADER, "X-Signature"));

    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec("sécret".getBytes(StandardCharsets.UTF_8), algorithm));
    assertThat(request.getHeaders().get("X-Signature"))
        .hasSize(length)
        .isEqualTo(HexFormat.of().formatHex(mac.doFinal(request.getBody().toByteArray())));
    assertThat(request.getHeaders().get("X-Access-Key")).isEqualTo("clinic-7");
  }

  @Test
  void hmac_inTheQuery_isThereWithItsAccessKey() throws Exception {
    RecordedRequest request =
        send(new Authentication.Hmac("clinic-7", "s", "SHA256", Place.QUERY, "sig"));

    assertThat(request.getUrl().queryParameter("sig")).matches("[0-9a-f]{64}");
    assertThat(request.getUrl().queryParameter("access_key")).isEqualTo("clinic-7");
  }

  @Test
  void jwt_withASharedSecret_isSignedAndHasItsClaims() throws Exception {
    String secret = "0123456789abcdef0123456789abcdef";
    Authentication.SignedJwt settings =
        new Authentication.SignedJwt(
            "HS256",
            secret,
            "key-1",
            "wardbell",
            "clinic",
            "crm",
            "{\"role\":\"w\",\"n\":[1,{\"a\":null}]}",
            60,
            45);

    String token = token(send(settings));

    String[] parts = token.split("\\.");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(Base64.getUrlDecoder().decode(parts[2]))
        .isEqualTo(mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.UTF_8)));
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(claims.path("iss").asString()).isEqualTo("wardbell");
    assertThat(claims.path("sub").asString()).isEqualTo("clinic");
    assertThat(claims.path("aud").asString()).isEqualTo("crm");
    assertThat(claims.path("role").asString()).isEqualTo("w");
    assertThat(claims.path("n").toString()).isEqualTo("[1,{\"a\":null}]");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(60 + 45);
    assertThat(claims.path("nbf").asLong()).isEqualTo(claims.path("iat").asLong());
    assertThat(Instant.ofEpochSecond(claims.path("iat").asLong()))
        .isBetween(Instant.now().minusSeconds(60 + 45), Instant.now().minusSeconds(44));
    assertThat(JSON.readTree(Base64.getUrlDecoder().decode(parts[0])).path("kid").asString())
        .isEqualTo("key-1");
  }

  @Test
  void jwt_forAReceiverWhoseClockIsBehind_isNotOfItsFuture() throws Exception {
    String token = token(send(jwt("HS256", "0123456789abcdef0123456789abcdef")));

    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    Instant behind = Instant.now().minusSeconds(20);
    assertThat(Instant.ofEpochSecond(claims.path("iat").asLong())).isBefore(behind);
    assertThat(Instant.ofEpochSecond(claims.path("nbf").asLong())).isBefore(behind);
  }

  @Test
  void jwt_ofEachAttempt_hasAnIdOfItsOwn() throws Exception {
    Authentication.SignedJwt settings = jwt("HS256", "0123456789abcdef0123456789abcdef");

    assertThat(claims(token(send(settings))).path("jti").asString())
        .isNotEmpty()
        .isNotEqualTo(claims(token(send(settings))).path("jti").asString());
  }

  @Test
  void jwt_withoutClaims_hasNoEmptyOnes() throws Exception {
    JsonNode claims = claims(token(send(jwt("HS256", "0123456789abcdef0123456789abcdef"))));

    assertThat(claims.propertyNames()).containsExactlyInAnyOrder("iat", "nbf", "exp", "jti");
  }

  @ParameterizedTest
  @CsvSource({"RS256", "ES256"})
  void jwt_withAPrivateKey_isVerifiedByAnotherLibrary(String algorithm) throws Exception {
    KeyPair pair = pairFor(algorithm);

    String token = token(send(jwt(algorithm, TestKeys.pem(pair.getPrivate()))));

    JsonWebSignature parsed = JsonWebSignature.parse(GsonFactory.getDefaultInstance(), token);
    assertThat(parsed.getHeader().getAlgorithm()).isEqualTo(algorithm);
    assertThat(parsed.verifySignature(pair.getPublic())).isTrue();
    assertThat(parsed.verifySignature(pairFor(algorithm).getPublic())).isFalse();
  }

  @Test
  void request_asText_tellsNoCredential() {
    OutgoingRequest request =
        request()
            .with(
                List.of(new Credential(Place.QUERY, "key", "hidden-value")), Duration.ofSeconds(1));

    assertThat(request.toString() + request.credentials()).doesNotContain("hidden-value");
    assertThat(request.url().toString()).doesNotContain("hidden-value");
    assertThat(request.wholeUrl()).contains("hidden-value");
  }

  private static KeyPair pairFor(String algorithm) {
    return algorithm.equals("RS256") ? TestKeys.rsa(2048) : TestKeys.curve("secp256r1");
  }

  private static Authentication.SignedJwt jwt(String algorithm, String key) {
    return new Authentication.SignedJwt(algorithm, key, null, null, null, null, null, 300, null);
  }

  private static String token(RecordedRequest request) {
    String header = request.getHeaders().get("Authorization");
    assertThat(header).startsWith("Bearer ");
    return header.substring("Bearer ".length());
  }

  private static JsonNode claims(String token) {
    return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
  }

  private OutgoingRequest request() {
    return Requests.post(server.url("/hook?a=1").toString(), Duration.ofSeconds(10));
  }

  private RecordedRequest send(Authentication authentication) throws Exception {
    server.enqueue(new MockResponse.Builder().code(200).build());
    KeptWebhook webhook =
        new KeptWebhook(
            UUID.randomUUID(),
            null,
            1,
            WebhookSettings.of("test", "https://unused.example", List.of("*"))
                .authentication(authentication)
                .build(),
            List.of());
    assertThat(sender.send(webhook, request()).code()).isEqualTo("http_200");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getBody().toByteArray()).isEqualTo(BODY);
    return request;
  }
}
