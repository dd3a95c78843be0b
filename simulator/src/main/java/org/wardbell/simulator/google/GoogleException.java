package org.wardbell.simulator.google;

import org.jspecify.annotations.Nullable;

/** An answer of Google's API that is an error; becomes the error envelope. */
final class GoogleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;
  private final @Nullable String location;

  GoogleException(int status, String reason, String message) {
    this(status, reason, message, null);
  }

  /** {@code location} names the parameter at fault. */
  GoogleException(int status, String reason, String message, @Nullable String location) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.location = location;
  }

  static GoogleException invalid(String message) {
    return new GoogleException(400, "invalid", message);
  }

  static GoogleException invalidParameter(String parameter, String message) {
    return new GoogleException(400, "invalid", message, parameter);
  }

  static GoogleException notFound() {
    return new GoogleException(404, "notFound", "Not Found");
  }

  static GoogleException deleted() {
    return new GoogleException(410, "deleted", "Resource has been deleted");
  }

  static GoogleException fullSyncRequired() {
    return new GoogleException(
        410,
        "fullSyncRequired",
        "Sync token is no longer valid, a full sync is required.",
        "syncToken");
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  @Nullable String location() {
    return location;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
