package org.wardbell.activities.calendar.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.http.Gzip;
import org.wardbell.activities.http.HostileTest;
import org.wardbell.activities.http.RawReceiver;
import org.wardbell.activities.network.OutgoingRoute;

/** Answers that come in Google's place and mean harm. */
class GoogleAnswersTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "Content-Encoding: gzip\r\n"})
  void endlessAnswer_isReadNoFurther(String coding) throws Exception {
    byte[] bomb = Gzip.zeros(64 * 1024 * 1024);
    String head = "HTTP/1.1 200 OK\r\n" + coding;
    try (RawReceiver receiver =
        new RawReceiver(
            coding.isEmpty()
                ? HostileTest.endlessly(head + "\r\n", "x")
                : HostileTest.answering(
                    head
                        + "Content-Length: "
                        + bomb.length
                        + "\r\n\r\n"
                        + new String(bomb, StandardCharsets.ISO_8859_1)))) {
      HttpResponse response = get(receiver);

      assertThatThrownBy(() -> readAll(response.getContent()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("larger");
    }
  }

  @Test
  void packedAnswer_isUnpackedOnce() throws Exception {
    byte[] packed = Gzip.zeros(64 * 1024);
    try (RawReceiver receiver =
        new RawReceiver(
            HostileTest.answering(
                "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                    + packed.length
                    + "\r\n\r\n"
                    + new String(packed, StandardCharsets.ISO_8859_1)))) {
      assertThat(readAll(get(receiver).getContent())).isEqualTo(64 * 1024);
    }
  }

  @Test
  void redirect_isNotFollowed() throws Exception {
    try (RawReceiver elsewhere =
            new RawReceiver(HostileTest.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        RawReceiver receiver =
            new RawReceiver(
                HostileTest.answering(
                    "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
                        + elsewhere.port()
                        + "/\r\nContent-Length: 0\r\n\r\n"))) {
      assertThat(get(receiver).getStatusCode()).isEqualTo(302);
    }
  }

  private static HttpResponse get(RawReceiver receiver) throws IOException {
    return GoogleTransport.along(OutgoingRoute.DIRECT)
        .createRequestFactory()
        .buildGetRequest(new GenericUrl("http://127.0.0.1:" + receiver.port() + "/"))
        .setThrowExceptionOnExecuteError(false)
        .execute();
  }

  private static long readAll(InputStream in) throws IOException {
    return in.transferTo(OutputStream.nullOutputStream());
  }
}
