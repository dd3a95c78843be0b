package org.wardbell.simulator.google.calendar;

import org.jspecify.annotations.Nullable;

/** An answer of Google's API that is an error; becomes the error envelope. */
public final class GoogleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String reason;
  private final @Nullable String location;

  public GoogleException(int status, String reason, String message) {
    this(status, reason, message, null);
  }

  /** Creates an error; {@code location} names the parameter at fault. */
  public GoogleException(int status, String reason, String message, @Nullable String location) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.location = location;
  }

  public static GoogleException invalid(String message) {
    return new GoogleException(400, "invalid", message);
  }

  public static GoogleException invalidParameter(String parameter, String message) {
    return new GoogleException(400, "invalid", message, parameter);
  }

  public static GoogleException notFound() {
    return new GoogleException(404, "notFound", "Not Found");
  }

  static GoogleException forbidden() {
    return new GoogleException(403, "forbidden", "Forbidden");
  }

  static GoogleException deleted() {
    return new GoogleException(410, "deleted", "Resource has been deleted");
  }

  public static GoogleException fullSyncRequired() {
    return new GoogleException(
        410,
        "fullSyncRequired",
        "Sync token is no longer valid, a full sync is required.",
        "syncToken");
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  public @Nullable String location() {
    return location;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
