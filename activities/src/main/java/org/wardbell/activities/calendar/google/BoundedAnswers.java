package org.wardbell.activities.calendar.google;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A bound on answers, counted as they come and again unpacked, and none that leads elsewhere.
 * Google's library would read, unpack and follow whatever is sent, so gzip is unpacked here.
 */
final class BoundedAnswers implements ExecChainHandler {
  private final int limitBytes;

  BoundedAnswers(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    // The library would follow a redirect, with the clinic's token; Google's interface has none.
    response.removeHeaders(HttpHeaders.LOCATION);
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      response.setEntity(new BoundedEntity(entity, limitBytes));
    }
    return response;
  }

  private static final class BoundedEntity extends HttpEntityWrapper {
    private final int limitBytes;
    private final boolean packed;
    private @Nullable InputStream content;

    BoundedEntity(HttpEntity entity, int limitBytes) {
      super(entity);
      this.limitBytes = limitBytes;
      this.packed = "gzip".equalsIgnoreCase(entity.getContentEncoding());
    }

    /** Returns the same stream each time: the client asks for it again to read to its end. */
    @Override
    public InputStream getContent() throws IOException {
      InputStream opened = content;
      if (opened == null) {
        InputStream raw = new Bounded(super.getContent(), limitBytes);
        opened = packed ? new Bounded(new GZIPInputStream(raw), limitBytes) : raw;
        content = opened;
      }
      return opened;
    }

    @Override
    public @Nullable String getContentEncoding() {
      return packed ? null : super.getContentEncoding();
    }

    @Override
    public long getContentLength() {
      return packed ? -1 : super.getContentLength();
    }
  }

  private static final class Bounded extends FilterInputStream {
    private long left;

    Bounded(InputStream in, long limitBytes) {
      super(in);
      this.left = limitBytes;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(count);
      return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = super.skip(bytes);
      count(skipped);
      return skipped;
    }

    private void count(long bytes) throws IOException {
      left -= Math.max(0, bytes);
      if (left < 0) {
        throw new IOException("Google's answer is larger than anything that it sends");
      }
    }
  }
}
