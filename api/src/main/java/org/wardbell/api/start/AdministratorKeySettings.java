package org.wardbell.api.start;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * An operator's settings of the administrator key.
 *
 * @param adminKey the key to use instead of a made one ({@code WARDBELL_ADMIN_KEY})
 * @param administratorKeyFile the file that a made key is written to, unless null
 */
@ConfigurationProperties("wardbell")
record AdministratorKeySettings(@Nullable String adminKey, @Nullable Path administratorKeyFile) {
  @Override
  public String toString() {
    return "AdministratorKeySettings[hidden]";
  }
}
