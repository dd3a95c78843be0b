package org.wardbell.activities.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.delivery.attempt.AnswerClassifier;
import org.wardbell.workflows.delivery.AttemptOutcome;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Answers as a person and the rules for answers read them. */
class ReceivedResponseTest extends HostileTest {
  private static final String TEXT = "{\"error\":\"Patiënt Müller is already there\"}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=ISO-8859-1|ISO-8859-1",
        "text/plain;charset=\"windows-1252\"|windows-1252",
        "application/json; charset=UTF-16LE|UTF-16LE",
        "application/json|UTF-8",
        "text/plain; charset=nonsense|UTF-8",
        "text/plain; charset=|UTF-8"
      })
  void text_isReadByItsCharset(String contentType, String charset) throws Exception {
    byte[] body = TEXT.getBytes(Charset.forName(charset));

    assertThat(answer("Content-Type: " + contentType + "\r\n", body).text()).isEqualTo(TEXT);
  }

  @Test
  void text_thatIsNone_isNull() throws Exception {
    byte[] latin = TEXT.getBytes(StandardCharsets.ISO_8859_1);

    assertThat(answer("Content-Type: text/plain\r\n", latin).text()).isNull();
    assertThat(answer("", new byte[] {(byte) 0xff, 0, 1}).text()).isNull();
  }

  @Test
  void text_cutInTheMiddleOfACharacter_isText() throws Exception {
    byte[] body = ("x" + "ü".repeat(16 * 1024)).getBytes(StandardCharsets.UTF_8);

    ReceivedResponse answer = answer("", body);

    assertThat(answer.truncated()).isTrue();
    assertThat(answer.text()).startsWith("xü").endsWith("ü");
    assertThat(new ReceivedResponse(List.of(), Arrays.copyOf(body, 4), false).text()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw deflate"})
  void rules_matchAnswersThatArePacked(String coding) throws Exception {
    String header = "Content-Encoding: " + coding.replace("raw ", "") + "\r\n";
    byte[] body = packed(coding, TEXT.getBytes(StandardCharsets.UTF_8));
    AttemptReport report = report(header, body);

    WebhookSettings settings =
        WebhookSettings.of("x", "https://a.example", List.of("*"))
            .answers(
                List.of(new AnswerRule(200, "Müller is already there", AnswerRule.Meaning.FAILED)))
            .build();

    assertThat(report.response().text()).isEqualTo(TEXT);
    assertThat(AnswerClassifier.of(settings, report).outcome()).isEqualTo(AttemptOutcome.FAILED);
  }

  @Test
  void packedAnswer_thatIsCut_isTextAsFarAsItCame() throws Exception {
    byte[] whole = packed("gzip", TEXT.getBytes(StandardCharsets.UTF_8));

    ReceivedResponse answer =
        answer("Content-Encoding: gzip\r\n", Arrays.copyOf(whole, whole.length - 4));

    assertThat(answer.truncated()).isTrue();
    assertThat(answer.text()).isEqualTo(TEXT);
  }

  private ReceivedResponse answer(String headers, byte[] body) throws Exception {
    return report(headers, body).response();
  }

  private AttemptReport report(String headers, byte[] body) throws Exception {
    return attack(
        answering(
            OK
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n"
                + new String(body, StandardCharsets.ISO_8859_1)),
        PATIENT);
  }

  private static byte[] packed(String coding, byte[] body) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream packing =
        switch (coding) {
          case "gzip" -> new GZIPOutputStream(out);
          case "deflate" -> new DeflaterOutputStream(out);
          default ->
              new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
        }) {
      packing.write(body);
    }
    return out.toByteArray();
  }
}
