package org.wardbell.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that look odd but come from honest people, and what they are told. */
@Tag("servers")
class OddRequestsTest {
  private static String raw(String head) throws IOException {
    URI url = ApiServer.shared().url();
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              (head.replace("KEY", "Authorization: Bearer " + ApiServer.ADMINISTRATOR_KEY)
                      + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void transferEncoding_thatIsUnknown_isNotOurMistake() throws IOException {
    String answer =
        raw("POST /api/v1/events HTTP/1.1\r\nHost: x\r\nKEY\r\nTransfer-Encoding: nonsense");

    assertThat(answer).startsWith("HTTP/1.1 501").contains("Content-Length", "not-implemented");
    assertThat(answer).doesNotContain("mistake");
  }

  @Test
  void twoKeys_are400() throws IOException {
    String answer =
        raw("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nKEY\r\nAuthorization: Bearer wb_other");

    assertThat(answer).startsWith("HTTP/1.1 400").contains("several Authorization headers");
  }

  @Test
  void emptyId_isNamed() {
    Call.Answer answer = Call.to("/api/v1/webhooks//test").post("{}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.json().path("detail").asString()).contains("id is empty");
  }

  @Test
  void fieldInAnyScript_comesBackAsItCame() {
    for (String name :
        new String[] {"Stra\u00dfe", "\u0438\u043c\u044f", "\u59d3\u540d", "\ud83d\ude00"}) {
      Call.Answer answer = Call.to("/api/v1/clinics").post("{\"" + name + "\":1}");
      assertThat(answer.field()).isEqualTo(name);
    }
    assertThat(Call.to("/api/v1/clinics").post("{\"a\\u202eb\\u0000\":1}").field())
        .isEqualTo("a?b?");
  }

  @Test
  void conflictOfAKeyInTheHeader_namesTheHeader() {
    String body = "{\"type\":\"bill.paid\",\"data\":{\"bill_id\":%d}}";
    String key = "odd-" + System.nanoTime();
    Call.to("/api/v1/events").header("Idempotency-Key", key).post(body.formatted(1));

    Call.Answer conflict =
        Call.to("/api/v1/events").header("Idempotency-Key", key).post(body.formatted(2));

    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.field()).isEqualTo("Idempotency-Key");
  }
}
