package org.wardbell.simulator.gate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Supplier;

/** A connection through a proxy: the client's half, and the one to the server behind it. */
final class Passage {
  /** As much as TLS or a database driver writes at once. */
  private static final int PIECE_BYTES = 16 * 1024;

  private final Socket client;
  private final Socket behind = new Socket();
  private final Supplier<Duration> delay;
  private volatile boolean silent;
  private volatile boolean answersLost;

  Passage(Socket client, Supplier<Duration> delay) {
    this.client = client;
    this.delay = delay;
  }

  /** Passes bytes until both sides have ended, or one of them broke. */
  void run(InetSocketAddress target) {
    try {
      client.setTcpNoDelay(true);
      behind.setTcpNoDelay(true);
      behind.connect(target);
    } catch (IOException nobodyThere) {
      reset();
      return;
    }
    Thread answers = Thread.ofVirtual().start(() -> copy(behind, client, true));
    copy(client, behind, false);
    try {
      answers.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    close(client);
    close(behind);
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] piece = new byte[PIECE_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        pause(delay.get());
        if (!silent && !(answers && answersLost)) {
          out.write(piece, 0, read);
        }
      }
      if (!silent) {
        to.shutdownOutput();
      }
    } catch (IOException broken) {
      if (!silent) {
        reset();
      }
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the server's side, and leaves the client's open without a sign. */
  void halfOpen() {
    silent = true;
    close(behind);
  }

  void loseAnswers() {
    answersLost = true;
  }

  /** Ends both sides as a crash does, without a goodbye. */
  void reset() {
    resetOne(client);
    resetOne(behind);
  }

  private static void resetOne(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      return;
    }
    close(socket);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed all the same.
    }
  }
}
