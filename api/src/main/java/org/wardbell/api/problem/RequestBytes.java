package org.wardbell.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/** The reader of a whole body, but never of more than allowed. */
public final class RequestBytes {
  private RequestBytes() {}

  /**
   * Returns the body's bytes.
   *
   * @throws ProblemException 413 if there are more, 400 if there are fewer than announced
   */
  public static byte[] read(HttpServletRequest request, int maximum) throws IOException {
    long announced = request.getContentLengthLong();
    if (announced > maximum) {
      throw tooLarge(maximum);
    }
    try (InputStream in = request.getInputStream()) {
      if (announced < 0) {
        byte[] body = in.readNBytes(maximum + 1);
        if (body.length > maximum) {
          throw tooLarge(maximum);
        }
        return body;
      }
      byte[] body = new byte[(int) announced];
      if (in.readNBytes(body, 0, body.length) < body.length) {
        throw ProblemException.of(
            ProblemKind.MALFORMED, "The body is shorter than its Content-Length.");
      }
      return body;
    }
  }

  private static ProblemException tooLarge(int maximum) {
    return ProblemException.of(
        ProblemKind.TOO_LARGE,
        "The body is larger than %d KiB. Send less, or put large documents elsewhere and link them."
            .formatted(maximum / 1024));
  }
}
