package org.wardbell.activities.audit;

import org.jspecify.annotations.Nullable;

/**
 * The origin of an act: who it was, and from where.
 *
 * @param actor {@code key/<id>}, {@code person/<id>}, {@code anonymous}, or {@code system}; at most
 *     120 characters
 * @param name the key's or person's name then, or null
 * @param role the role then, or null
 * @param address the client's IP address, or null if no request was made
 * @param requestId the request's id, or null; at most 64 characters
 */
public record AuditOrigin(
    String actor,
    @Nullable String name,
    @Nullable String role,
    @Nullable String address,
    @Nullable String requestId) {
  /** Wardbell itself, such as at its start. */
  public static final AuditOrigin SYSTEM = new AuditOrigin("system", null, null, null, null);

  /** Returns the same actor, in a request. */
  public AuditOrigin in(@Nullable String requestAddress, @Nullable String id) {
    return new AuditOrigin(actor, name, role, requestAddress, id);
  }
}
