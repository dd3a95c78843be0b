package org.wardbell.activities.http;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.Header;

/**
 * The kept part of an answer: its headers (capped) and the first 16 KiB of its body, unpacked if it
 * came as gzip or deflate.
 */
public record ReceivedResponse(List<Header> headers, byte[] body, boolean truncated) {
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:+-]{1,40})", Pattern.CASE_INSENSITIVE);

  public ReceivedResponse {
    headers = List.copyOf(headers);
  }

  /**
   * Returns the body as text, by the charset that its {@code Content-Type} names, else UTF-8; null
   * if it is no such text.
   */
  public @Nullable String text() {
    ByteBuffer bytes = ByteBuffer.wrap(body);
    CharsetDecoder decoder =
        charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text =
        CharBuffer.allocate((int) Math.ceil(body.length * (double) decoder.maxCharsPerByte()) + 1);
    // A body that was cut may end in the middle of a character.
    CoderResult result = decoder.decode(bytes, text, !truncated);
    return result.isUnderflow() ? text.flip().toString() : null;
  }

  /** Returns the body as text in which nothing is missing but what is no text. */
  public String lenientText() {
    return new String(body, charset());
  }

  private Charset charset() {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase("Content-Type")) {
        Matcher named = CHARSET.matcher(header.value());
        return named.find() && Charset.isSupported(named.group(1))
            ? Charset.forName(named.group(1))
            : StandardCharsets.UTF_8;
      }
    }
    return StandardCharsets.UTF_8;
  }
}
