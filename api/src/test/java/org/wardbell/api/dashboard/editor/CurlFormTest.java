package org.wardbell.api.dashboard.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CurlFormTest {
  private static CurlForm read(String command) {
    return new CurlForm(CurlCommand.read(command).orElseThrow());
  }

  private static FormFields form(String command) {
    return read(command).form();
  }

  @Test
  void command_asABrowserCopiesIt_fillsTheForm() {
    CurlForm curl =
        read(
            """
            curl 'https://crm.example.org/hooks?tenant=7&api_key=k-1' \\
              -H 'accept: application/json' \\
              -H 'Authorization: Bearer t-0123' \\
              -H 'Content-Type: application/json' -H 'User-Agent: Mozilla/5.0' \\
              --data-raw $'{"who": "it\\'s me \\u0041"}' --compressed
            """);
    FormFields form = curl.form();

    assertThat(form.of("method")).isEqualTo("POST");
    assertThat(form.of("url")).isEqualTo("https://crm.example.org/hooks");
    assertThat(form.of("query[0].name") + form.of("query[0].value")).isEqualTo("tenant7");
    assertThat(form.isOn("query[0].secret")).isFalse();
    assertThat(form.isOn("query[1].secret")).isTrue();
    assertThat(form.of("headers[0].name")).isEqualTo("accept");
    assertThat(form.rows("headers")).hasSize(3);
    assertThat(form.of("authentication.type")).isEqualTo("bearer");
    assertThat(form.of("authentication.token")).isEqualTo("t-0123");
    assertThat(form.of("format")).isEqualTo("template");
    assertThat(form.of("body")).isEqualTo("{\"who\": \"it's me A\"}");
    assertThat(curl.notes()).containsExactly("The header User-Agent is always set by Wardbell.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "curl -u ann:p:w https://x.example/                          | ann | p:w",
        "curl -uann:pw https://x.example/                            | ann | pw",
        "curl https://ann:p%40w@x.example/                           | ann | p@w",
        "curl -H 'Authorization: Basic YW5uOnB3' https://x.example/  | ann | pw"
      })
  void userAndPassword_inEachForm_areBasic(String command, String user, String password) {
    FormFields form = form(command);

    assertThat(form.of("authentication.type")).isEqualTo("basic");
    assertThat(form.of("authentication.username")).isEqualTo(user);
    assertThat(form.of("authentication.password")).isEqualTo(password);
    assertThat(form.of("url")).isEqualTo("https://x.example/");
    assertThat(form.filledRows("headers")).isEmpty();
  }

  @Test
  void data_ofAForm_becomesFields() {
    FormFields form =
        form("curl -sSX PUT x.example/a -d 'To=%2B44' -d From=me --data-urlencode 'B=a b'");

    assertThat(form.of("method")).isEqualTo("PUT");
    assertThat(form.of("url")).isEqualTo("http://x.example/a");
    assertThat(form.of("format")).isEqualTo("form");
    assertThat(form.of("content_type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(form.filledRows("form")).hasSize(3);
    assertThat(form.of("form[0].value")).isEqualTo("a b");
    assertThat(form.of("form[1].value")).isEqualTo("+44");
  }

  @Test
  void get_withData_putsItIntoTheQuery() {
    FormFields form = form("curl -G https://x.example/find -d 'q=a%20b' --max-time 7.5");

    assertThat(form.of("method")).isEqualTo("GET");
    assertThat(form.of("query[0].value")).isEqualTo("a b");
    assertThat(form.of("timeout_seconds")).isEqualTo("7");
    assertThat(form.of("format")).isEqualTo("standard");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curl -k https://x.example                 | --insecure",
        "curl https://x.example -d @body.json      | body.json",
        "curl https://x.example --proxy p:1        | --proxy",
        "curl https://x.example --frobnicate       | --frobnicate",
        "curl https://x.example | jq .             | follows",
        "curl https://x.example https://y.example  | second URL",
        "curl -XPOST https://x.example             | standard envelope",
        "curl https://x.example -H 'Host: y'       | Host",
        "curl -F 'a=@f.png' https://x.example      | file of a"
      })
  void whatAWebhookCannotDo_isTold(String line) {
    int bar = line.lastIndexOf('|');
    assertThat(read(line.substring(0, bar)).notes())
        .anyMatch(n -> n.contains(line.substring(bar + 1).strip()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wget https://x.example", "curl", "curl -X POST"})
  void textThatIsNoCommand_isNone(String text) {
    assertThat(CurlCommand.read(text)).isEmpty();
  }

  @Test
  void quoteThatIsNotClosed_isTold() {
    assertThatThrownBy(() -> CurlCommand.read("curl 'https://x.example"))
        .hasMessage("A quote is opened and not closed.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"0, 5, 5 min, 2h, 1 d | 0,5,300,7200,86400", "0 | 0", "0 ,60s | 0,60"})
  void waits_areReadAndWrittenInUnits(String text, String seconds) {
    var waits = RetryWaits.read(text).orElseThrow();
    assertThat(String.join(",", waits.stream().map(String::valueOf).toList())).isEqualTo(seconds);
    assertThat(RetryWaits.read(RetryWaits.write(waits))).contains(waits);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "0,,5", "-1", "5 weeks", "12345678901"})
  void waits_thatCannotBeRead_areNone(String text) {
    assertThat(RetryWaits.read(text)).isEmpty();
  }
}
