package org.wardbell.workflows.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook's part in TLS beside the public authorities. All in PEM (RFC 7468).
 *
 * @param certificate our certificate and its chain, or null
 * @param key its PKCS #8 private key, or null
 * @param authorities certificates of authorities that sign the receiver's, or null for the public
 *     ones
 */
public record TlsIdentity(
    @Nullable String certificate, @Nullable String key, @Nullable String authorities) {
  @Override
  public String toString() {
    return "TlsIdentity[hidden]";
  }
}
