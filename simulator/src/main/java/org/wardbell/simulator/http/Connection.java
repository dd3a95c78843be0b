package org.wardbell.simulator.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** The open connection a request came on: answers go out here, whole or byte by byte. */
public final class Connection implements Closeable {

  /** Bodies up to this many bytes leave in one write together with their head. */
  private static final int ONE_WRITE_BYTES = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private boolean closing;

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  InputStream input() {
    return in;
  }

  void closing(boolean afterThisAnswer) {
    closing = afterThisAnswer;
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  /** Sends a whole answer; the connection stays open unless the client asked otherwise. */
  public void send(Response response) throws IOException {
    byte[] head = response.head(closing);
    byte[] body = response.body().uncopied();
    if (body.length == 0) {
      out.write(head);
    } else if (body.length <= ONE_WRITE_BYTES) {
      byte[] both = new byte[head.length + body.length];
      System.arraycopy(head, 0, both, 0, head.length);
      System.arraycopy(body, 0, both, head.length, body.length);
      out.write(both);
    } else {
      out.write(head);
      out.write(body);
    }
    if (closing) {
      close();
    }
  }

  /** Sends bytes as they are; the caller is responsible for their meaning. */
  public void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** Sends a part of {@code bytes} as it is. */
  public void sendRaw(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /** Ends the connection so that the client sees RST, not an orderly end (SO_LINGER 0). */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Sends nothing until the client gives up or the server closes. Further input is dropped. */
  public void staySilent() throws IOException {
    byte[] dropped = new byte[1024];
    while (in.read(dropped) >= 0) {
      // Silence is the point.
    }
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
