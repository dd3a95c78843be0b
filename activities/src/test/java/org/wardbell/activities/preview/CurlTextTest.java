package org.wardbell.activities.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.request.OutgoingRequest;
import org.wardbell.activities.request.RenderedBody;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Runs commands in a shell in which curl is a function that tells what it was given. */
class CurlTextTest {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final String URL = "https://a.example/x?plain=1";

  private static final String TELLING =
      """
      curl() {
        for word in "$@"; do printf '<%s>\\n' "$word"; done
        case "$*" in *@-*) printf 'body '; cat;; esac
      }
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needAShell() {
    assumeThat(SHELL).as("commands are for a POSIX shell").isExecutable();
  }

  private static CurlText of(WebhookSettings settings, URI url, List<Header> headers, String body) {
    return CurlText.of(
            new OutgoingRequest(
                settings.method(),
                url,
                headers,
                new RenderedBody(
                    body.getBytes(StandardCharsets.UTF_8), settings.payload().contentType(), false),
                Duration.ofSeconds(5)),
            settings)
        .orElseThrow();
  }

  private static CurlText plain(String body) {
    return of(
        WebhookSettings.of("CRM", URL, List.of("*")).build(),
        URI.create(URL),
        List.of(new Header("X-Note", "it's $HOME"), new Header("X-Empty", "")),
        body);
  }

  private record Told(int exit, String out) {}

  private Told run(CurlText text, Map<String, String> variables)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "curl", ".txt");
    // As a file: what a person pastes is no argument of a program either.
    Path script =
        Files.writeString(Files.createTempFile(folder, "curl", ".sh"), TELLING + text.command());
    ProcessBuilder shell = new ProcessBuilder(SHELL.toString(), script.toString());
    shell.environment().putAll(variables);
    int exit = shell.redirectErrorStream(true).redirectOutput(out.toFile()).start().waitFor();
    return new Told(exit, Files.readString(out));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"O'Neill\"}",
        "@file",
        "a\nb \\ \"c\" `id` $(id) $HOME ${HOME} !! 'quoted'",
        "Žluťoučký שלום 🔔",
        " ends with a newline\n"
      })
  void text_arrivesAsItIs(String body) throws Exception {
    Told told = run(plain(body), Map.of());

    assertThat(told.exit()).isZero();
    assertThat(told.out())
        .contains("<--data-raw>\n<" + body + ">\n")
        .contains("<X-Note: it's $HOME>", "<X-Empty;>", "<" + URL + ">", "<-X>\n<POST>");
  }

  /** A page, and a clipboard, would make one character of a carriage return and a newline. */
  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "nothing\0here"})
  void bytes_thatAPageWouldChange_areEncoded(String body) throws Exception {
    CurlText text = plain(body);

    assertThat(text.command()).doesNotContain("\r", "\0");
    assertThat(run(text, Map.of()).out()).endsWith("body " + body);
  }

  @Test
  void largeBody_isNoArgument() throws Exception {
    String body = "x".repeat(200_000);
    assertThat(run(plain(body), Map.of()).out()).endsWith("body " + body);
  }

  @Test
  void credentials_areVariables_withoutWhichNothingRuns() throws Exception {
    WebhookSettings settings =
        WebhookSettings.of("CRM", URL, List.of("*"))
            .authentication(new Authentication.Bearer("Bearer", "the-token-of-the-webhook"))
            .query(List.of(new Header("api_key", "the-key-of-the-query")))
            .build();
    CurlText text =
        of(
            settings,
            URI.create(URL + "&api_key=the-key-of-the-query"),
            List.of(new Header("X-Secret", "the-secret-header")),
            "{}");

    assertThat(text.command()).doesNotContain("the-token", "the-key", "the-secret");
    assertThat(text.variables())
        .containsExactly(
            "WEBHOOK_QUERY_API_KEY", "WEBHOOK_HEADER_X_SECRET", "WEBHOOK_HEADER_AUTHORIZATION");
    assertThat(run(text, Map.of()).exit()).isNotZero();
    assertThat(
            run(
                    text,
                    Map.of(
                        "WEBHOOK_QUERY_API_KEY", "k",
                        "WEBHOOK_HEADER_X_SECRET", "s t",
                        "WEBHOOK_HEADER_AUTHORIZATION", "a"))
                .out())
        .contains("<" + URL + "&api_key=k>", "<X-Secret: s t>", "<Authorization: Bearer a>");
  }

  @Test
  void secretsOfTheSameName_inTwoPlaces_areTwoVariables() throws Exception {
    WebhookSettings settings =
        WebhookSettings.of("CRM", URL, List.of("*"))
            .query(List.of(new Header("x_api_key", "q")))
            .build();
    CurlText text =
        of(settings, URI.create(URL + "&x_api_key=q"), List.of(new Header("X-Api-Key", "h")), "{}");

    assertThat(text.variables())
        .containsExactly("WEBHOOK_QUERY_X_API_KEY", "WEBHOOK_HEADER_X_API_KEY");
    assertThat(
            run(text, Map.of("WEBHOOK_QUERY_X_API_KEY", "one", "WEBHOOK_HEADER_X_API_KEY", "other"))
                .out())
        .contains("&x_api_key=one>", "<X-Api-Key: other>");
  }

  @Test
  void secretsWhoseNamesDifferInPunctuationOnly_areTwoVariables() throws Exception {
    WebhookSettings settings =
        WebhookSettings.of("CRM", URL, List.of("*"))
            .query(List.of(new Header("api_key", "q"), new Header("api-key", "r")))
            .build();
    CurlText text =
        of(settings, URI.create(URL + "&api_key=q&api-key=r&API.KEY=s&api_key=t"), List.of(), "{}");

    assertThat(text.variables())
        .containsExactly(
            "WEBHOOK_QUERY_API_KEY", "WEBHOOK_QUERY_API_KEY_2", "WEBHOOK_QUERY_API_KEY_3");
    assertThat(
            run(
                    text,
                    Map.of(
                        "WEBHOOK_QUERY_API_KEY", "one",
                        "WEBHOOK_QUERY_API_KEY_2", "two",
                        "WEBHOOK_QUERY_API_KEY_3", "three"))
                .out())
        .contains("&api_key=one&api-key=two&API.KEY=three&api_key=one>");
  }

  @Test
  void requestWithoutABody_hasNone() throws Exception {
    WebhookSettings settings =
        WebhookSettings.of("CRM", URL, List.of("*")).method(HttpMethod.GET).build();

    String told = run(of(settings, URI.create(URL), List.of(), ""), Map.of()).out();

    assertThat(told).contains("<GET>").doesNotContain("--data", "Content-Type");
  }
}
