package org.wardbell.simulator.google.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/** The filter that takes gzip off requests and puts it on answers for clients that accept it. */
final class Gzip {

  private Gzip() {}

  static String body(Request request) throws IOException {
    String coding = request.header("Content-Encoding");
    if (coding == null || !coding.equalsIgnoreCase("gzip")) {
      return request.body().utf8();
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(request.body().toArray()))) {
      return Bytes.of(in.readAllBytes()).utf8();
    }
  }

  static Response compress(Response response, @Nullable String accepted) throws IOException {
    if (accepted == null || !accepted.contains("gzip") || response.body().size() == 0) {
      return response;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      response.body().writeTo(out);
    }
    return response.with("Content-Encoding", "gzip").withBody(Bytes.of(packed.toByteArray()));
  }
}
