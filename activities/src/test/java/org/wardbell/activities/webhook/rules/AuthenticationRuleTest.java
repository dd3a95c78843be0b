package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.pem.TestKeys;
import org.wardbell.activities.webhook.draft.DraftBuilder;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.activities.webhook.draft.WebhookDraft.Parameter;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.Grant;
import org.wardbell.workflows.webhook.Authentication.Place;
import org.wardbell.workflows.webhook.Problem;
import tools.jackson.databind.json.JsonMapper;

class AuthenticationRuleTest {
  private static final String LONG_SECRET = "0123456789abcdef0123456789abcdef";

  private final WebhookRules rules =
      new WebhookRules(CatalogueFile.load(), AllowedNetworks.of(List.of("10.1.0.0/16")));

  @Test
  void check_eachTypeWithWhatItNeeds_isKeptWithDefaults() {
    assertThat(accepted("{'type':'none'}")).isEqualTo(new Authentication.None());
    assertThat(accepted("{'type':'api_key','name':'X-API-Key','key':'k'}"))
        .isEqualTo(new Authentication.ApiKey(Place.HEADER, "X-API-Key", "k"));
    assertThat(accepted("{'type':'api_key','in':'query','name':'api key','key':'ü'}"))
        .isEqualTo(new Authentication.ApiKey(Place.QUERY, "api key", "ü"));
    assertThat(accepted("{'type':'basic','username':'','password':'ü:x'}"))
        .isEqualTo(new Authentication.Basic("", "ü:x"));
    assertThat(accepted("{'type':'bearer','token':'t'}"))
        .isEqualTo(new Authentication.Bearer("Bearer", "t"));
    assertThat(accepted("{'type':'bearer','prefix':'','token':'t'}"))
        .isEqualTo(new Authentication.Bearer("", "t"));
    assertThat(accepted("{'type':'hmac','access_key':'a','secret':'s'}"))
        .isEqualTo(new Authentication.Hmac("a", "s", "SHA256", Place.HEADER, "X-Signature"));
    assertThat(
            accepted(
                "{'type':'hmac','access_key':'a','secret':'s','algorithm':'HMAC-SHA512','in':'query','name':'sig'}"))
        .isEqualTo(new Authentication.Hmac("a", "s", "SHA512", Place.QUERY, "sig"));
  }

  @Test
  void check_oauth2_isKeptWithDefaults() {
    assertThat(
            accepted(
                "{'type':'oauth2','token_url':'https://a.example/t','client_id':'c','client_secret':'s'}"))
        .isEqualTo(
            new Authentication.OAuth2(
                Grant.CLIENT_CREDENTIALS,
                null,
                "https://a.example/t",
                "c",
                "s",
                ClientAuthentication.BODY,
                List.of(),
                null));
    assertThat(
            accepted(
                """
                {'type':'oauth2','grant':'authorization_code','token_url':'http://10.1.2.3/t',
                 'authorization_url':'https://a.example/a','client_id':'c',
                 'client_authentication':'basic','scopes':['a:b','c'],'audience':'x'}"""))
        .isEqualTo(
            new Authentication.OAuth2(
                Grant.AUTHORIZATION_CODE,
                "https://a.example/a",
                "http://10.1.2.3/t",
                "c",
                null,
                ClientAuthentication.BASIC,
                List.of("a:b", "c"),
                "x"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'type':'secret'}                                                | authentication.type
          {}                                                               | authentication.type
          {'type':'none','token':'x'}                                      | authentication.token
          {'type':'api_key','key':'k'}                                     | authentication.name
          {'type':'api_key','name':'X-K'}                                  | authentication.key
          {'type':'api_key','name':'X-K','key':'••••1234'}                 | authentication.key
          {'type':'api_key','name':'X-K','key':'a\\nb'}                    | authentication.key
          {'type':'api_key','name':'X-K','key':'ü'}                        | authentication.key
          {'type':'api_key','name':'Host','key':'k'}                       | authentication.name
          {'type':'api_key','name':'webhook-id','key':'k'}                 | authentication.name
          {'type':'api_key','name':'X K','key':'k'}                        | authentication.name
          {'type':'api_key','name':'Content-Type','key':'k'}               | authentication.name
          {'type':'api_key','name':'x-taken','key':'k'}                    | authentication.name
          {'type':'api_key','in':'query','name':'taken','key':'k'}         | authentication.name
          {'type':'api_key','in':'body','name':'n','key':'k'}              | authentication.in
          {'type':'api_key','name':'X-K','key':'k','token':'x'}            | authentication.token
          {'type':'basic','password':'p'}                                  | authentication.username
          {'type':'basic','username':'u'}                                  | authentication.password
          {'type':'basic','username':'a:b','password':'p'}                 | authentication.username
          {'type':'basic','username':'u','password':'••••'}                | authentication.password
          {'type':'bearer','token':'t','scopes':['x']}                     | authentication.scopes
          {'type':'bearer','token':' '}                                    | authentication.token
          {'type':'jwt','algorithm':'HS256','key':'short'}                 | authentication.key
          {'type':'jwt','algorithm':'none','key':'0123456789abcdef0123456789abcdef'} | authentication.algorithm
          {'type':'jwt','algorithm':'RS256','key':'x'}                     | authentication.key
          {'type':'hmac','access_key':'a'}                                 | authentication.secret
          {'type':'hmac','secret':'s'}                                     | authentication.access_key
          {'type':'hmac','access_key':'a','secret':'s','algorithm':'CRC'}  | authentication.algorithm
          {'type':'oauth2','client_id':'c','client_secret':'s'}            | authentication.token_url
          """)
  void check_wrongOrMissingField_isNamedWithAFix(String json, String field) {
    List<Problem> problems = problems(json);

    assertThat(problems).extracting(Problem::field).containsExactly(field);
    assertThat(problems.getFirst().fix()).isNotBlank();
    assertThat(problems.toString()).doesNotContain("a\nb", "short");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'token_url':'http://a.example/t'                            | authentication.token_url
          'token_url':'ftp://a.example/t'                             | authentication.token_url
          'token_url':'https://u:p@a.example/t'                       | authentication.token_url
          'token_url':'https://a.example/t#x'                         | authentication.token_url
          'token_url':'/t'                                            | authentication.token_url
          'token_url':'https://a.example/{{x}}'                       | authentication.token_url
          'authorization_url':'https://a.example/a'                   | authentication.authorization_url
          'grant':'password'                                          | authentication.grant
          'grant':'authorization_code'                                | authentication.authorization_url
          'client_secret':null                                        | authentication.client_secret
          'client_secret':'••••'                                      | authentication.client_secret
          'client_id':''                                              | authentication.client_id
          'scopes':['a b']                                            | authentication.scopes[0]
          'client_authentication':'jwt'                               | authentication.client_authentication
          'expiry_seconds':5                                          | authentication.expiry_seconds
          """)
  void check_oauth2WithOneFieldWrong_namesIt(String change, String field) {
    assertThat(
            problems(
                "{'type':'oauth2','token_url':'https://a.example/t','client_id':'c','client_secret':'s',"
                    + change
                    + "}"))
        .extracting(Problem::field)
        .containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'basic','username':'u','password':'p'}",
        "{'type':'bearer','token':'t'}",
        "{'type':'jwt','algorithm':'HS256','key':'0123456789abcdef0123456789abcdef'}",
        "{'type':'oauth2','token_url':'https://a.example/t','client_id':'c','client_secret':'s'}"
      })
  void check_besideAConfiguredAuthorizationHeader_isRefused(String json) {
    WebhookDraft draft =
        new DraftBuilder()
            .headers(new Parameter("authorization", "x"))
            .authentication(json.replace('\'', '"'))
            .build();

    assertThat(((WebhookCheck.Rejected) rules.check(draft)).problems())
        .extracting(Problem::field)
        .containsExactly("authentication.type");
  }

  @Test
  void check_jwtKeys_fitTheirAlgorithm() {
    String rsa = TestKeys.pem(TestKeys.rsa(2048).getPrivate());
    String small = TestKeys.pem(TestKeys.rsa(1024).getPrivate());
    String p256 = TestKeys.pem(TestKeys.curve("secp256r1").getPrivate());
    String p384 = TestKeys.pem(TestKeys.curve("secp384r1").getPrivate());

    assertThat(problems(jwt("HS256", LONG_SECRET))).isEmpty();
    assertThat(problems(jwt("rs256", rsa))).isEmpty();
    assertThat(problems(jwt("ES256", p256))).isEmpty();
    assertThat(problems(jwt("HS256", rsa)).getFirst().fix()).contains("RS256");
    assertThat(problems(jwt("RS256", small))).hasSize(1);
    assertThat(problems(jwt("RS256", p256))).hasSize(1);
    assertThat(problems(jwt("ES256", p384))).hasSize(1);
    assertThat(problems(jwt("ES256", rsa))).hasSize(1);
    assertThat(problems(jwt("RS256", rsa.replace("PRIVATE", "RSA PRIVATE"))).getFirst().fix())
        .contains("openssl pkcs8");
    assertThat(problems(jwt("RS256", rsa.replace("PRIVATE", "ENCRYPTED PRIVATE"))).getFirst().fix())
        .contains("-nocrypt");
    assertThat(problems(jwt("RS256", rsa.substring(0, 200) + rsa.substring(300)))).hasSize(1);
  }

  @Test
  void check_claimsThatWeSet_areRefused() {
    String json = "{'type':'jwt','algorithm':'HS256','key':'" + LONG_SECRET + "','claims':{%s}}";

    assertThat(problems(json.formatted("'role':'clinic','list':[1,{'a':null}]"))).isEmpty();
    assertThat(problems(json.formatted("'exp':1")))
        .extracting(Problem::field)
        .containsExactly("authentication.claims.exp");
    assertThat(problems(json.formatted("'x':'" + "y".repeat(2_048) + "'")))
        .extracting(Problem::field)
        .containsExactly("authentication.claims");
  }

  @Test
  void check_maskInAConfiguredHeader_isNotTakenForTheCredential() {
    WebhookDraft draft = new DraftBuilder().headers(new Parameter("X-Token", "••••1234")).build();

    assertThat(((WebhookCheck.Rejected) rules.check(draft)).problems())
        .extracting(Problem::field)
        .containsExactly("headers[0].value");
  }

  private static String jwt(String algorithm, String key) {
    return "{'type':'jwt','algorithm':'"
        + algorithm
        + "','key':"
        + JsonMapper.builder().build().writeValueAsString(key)
        + "}";
  }

  private Authentication accepted(String json) {
    return switch (check(json)) {
      case WebhookCheck.Accepted(var settings) -> settings.authentication();
      case WebhookCheck.Rejected(var problems) -> throw new AssertionError(problems);
    };
  }

  private List<Problem> problems(String json) {
    return switch (check(json)) {
      case WebhookCheck.Accepted _ -> List.of();
      case WebhookCheck.Rejected(var problems) -> problems;
    };
  }

  private WebhookCheck check(String json) {
    return rules.check(
        new DraftBuilder()
            .headers(new Parameter("X-Taken", "1"))
            .query(new Parameter("taken", "1"))
            .authentication(json.replace('\'', '"'))
            .build());
  }
}
