package org.wardbell.simulator.http;

import java.io.IOException;

/**
 * The bytes that arrived are not a request this server reads; the connection ends after the answer.
 */
final class BadRequestException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
