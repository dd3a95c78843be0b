package org.wardbell.api.webhook;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.TlsIdentity;

/** A webhook's TLS identity in requests and, with the key masked, in answers. */
@Schema(name = "Tls", description = "All in PEM.")
public record TlsForm(
    @Schema(description = "Our certificate for receivers that ask for one, then its chain.")
        @Nullable String certificate,
    @Schema(description = "Its private key (PKCS #8). Never shown again.") @Nullable String key,
    @Schema(
            description =
                "Certificates of the authorities that sign the receiver's certificate. They replace the public ones.")
        @Nullable String authorities) {

  TlsIdentity identity() {
    return new TlsIdentity(certificate, key, authorities);
  }

  /**
   * @param secrets whether the key is in it
   */
  static @Nullable TlsForm exported(@Nullable TlsIdentity kept, boolean secrets) {
    if (kept == null) {
      return null;
    }
    String key = secrets || kept.key() == null ? kept.key() : Mask.DOTS;
    return new TlsForm(kept.certificate(), key, kept.authorities());
  }

  static @Nullable TlsForm of(@Nullable TlsIdentity kept) {
    return kept == null
        ? null
        : new TlsForm(kept.certificate(), Mask.ofOptional(kept.key()), kept.authorities());
  }

  @Override
  public String toString() {
    return "TlsForm[hidden]";
  }
}
