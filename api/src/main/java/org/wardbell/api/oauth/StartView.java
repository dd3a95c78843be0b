package org.wardbell.api.oauth;

import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;

/** The address at which a person consents. */
@Schema(name = "OAuthStart")
record StartView(
    @Schema(
            description =
                "A page of this server. Open it in a browser; it is good once, and for ten minutes.")
        URI authorizationUrl,
    Instant expiresAt) {
  @Override
  public String toString() {
    return "StartView[hidden]";
  }
}
