package org.wardbell.simulator.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer that is sent whole; Content-Length is added by the connection.
 *
 * @param status 100 to 599
 */
public record Response(int status, List<Header> headers, Bytes body) {

  /** Copies the headers. */
  public Response {
    headers = List.copyOf(headers);
  }

  /** Returns an answer without headers and body. */
  public static Response of(int status) {
    return new Response(status, List.of(), Bytes.EMPTY);
  }

  /** Returns a JSON answer. */
  public static Response json(int status, String json) {
    return of(status)
        .with("Content-Type", "application/json; charset=UTF-8")
        .withBody(Bytes.utf8(json));
  }

  /** Returns a page for people. */
  public static Response html(String html) {
    return of(200).with("Content-Type", "text/html; charset=UTF-8").withBody(Bytes.utf8(html));
  }

  /** Returns the same answer with one more header. */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body);
  }

  /** Returns the same answer with another body. */
  public Response withBody(Bytes content) {
    return new Response(status, headers, content);
  }

  /** Status line and headers, ended by the empty line; says how long the body is. */
  public byte[] head(boolean closing) {
    StringBuilder head = new StringBuilder(128);
    head.append("HTTP/1.1 ").append(status).append(' ').append(Reasons.of(status)).append("\r\n");
    for (Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (status != 204 && status != 304) {
      head.append("Content-Length: ").append(body.size()).append("\r\n");
    }
    if (closing) {
      head.append("Connection: close\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
