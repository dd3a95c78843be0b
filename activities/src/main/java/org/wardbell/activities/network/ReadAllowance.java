package org.wardbell.activities.network;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The number of bytes that one request may read off its connection, all told: the TLS handshake,
 * interim answers, the status line, headers, the framing of a chunked body, and the body. The HTTP
 * client bounds headers, and {@code AnswerReader} the body, but a chunk's size and its extensions
 * (RFC 9112, section 7.1) are read to the end of their line, however far away that is.
 *
 * <p>The stream of a socket finds the allowance of the request that reads from it in the scope of
 * the reading thread, so that it holds on plain and on TLS connections, new and kept.
 */
public final class ReadAllowance {
  /** Four times the limit of a body; certificates and headers take the rest. */
  static final int MAXIMUM_BYTES = 256 * 1024;

  private static final ScopedValue<ReadAllowance> CURRENT = ScopedValue.newInstance();

  /** Something that reads from sockets. */
  public interface Reading<T extends @Nullable Object> {
    T run() throws IOException;
  }

  private int left = MAXIMUM_BYTES;

  /** Bytes read so far. */
  public int used() {
    return MAXIMUM_BYTES - left;
  }

  /** Returns whether nothing more may be read. */
  public boolean isSpent() {
    return left == 0;
  }

  private long atMost(long wanted) throws SpentException {
    if (isSpent()) {
      throw new SpentException();
    }
    return Math.min(wanted, left);
  }

  /** Reads within this allowance; reading beyond it throws {@link SpentException}. */
  public <T extends @Nullable Object> T within(Reading<T> reading) throws IOException {
    return ScopedValue.where(CURRENT, this).call(reading::run);
  }

  /** Returns a socket's stream that counts against the allowance of the reading thread. */
  static InputStream bounded(InputStream in) {
    return new Bounded(in);
  }

  private static final class Bounded extends FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      ReadAllowance allowance = current();
      if (allowance == null) {
        return super.read(buffer, offset, length);
      }
      int count = super.read(buffer, offset, (int) allowance.atMost(length));
      allowance.left -= Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      ReadAllowance allowance = current();
      if (allowance == null) {
        return super.skip(count);
      }
      long skipped = super.skip(allowance.atMost(count));
      allowance.left -= (int) skipped;
      return skipped;
    }

    /**
     * Returns 0 once the allowance is spent: TLS skips the available bytes when it gives a
     * connection up, for as long as there are some.
     */
    @Override
    public int available() throws IOException {
      ReadAllowance allowance = current();
      return allowance != null && allowance.isSpent() ? 0 : super.available();
    }

    private static @Nullable ReadAllowance current() {
      return CURRENT.isBound() ? CURRENT.get() : null;
    }
  }

  /** An answer of more bytes than one request may read. */
  public static final class SpentException extends IOException {
    SpentException() {
      super("The receiver sent more than " + MAXIMUM_BYTES + " bytes");
    }
  }
}
