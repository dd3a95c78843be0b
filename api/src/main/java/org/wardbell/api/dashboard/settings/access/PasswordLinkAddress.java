package org.wardbell.api.dashboard.settings.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.wardbell.api.dashboard.frame.PagePaths;

/** The address of a one-time link, as a colleague's browser reaches this server. */
@Component
final class PasswordLinkAddress {
  private final String publicUrl;

  PasswordLinkAddress(Environment environment) {
    this.publicUrl =
        environment.getProperty("wardbell.public-url", "").strip().replaceAll("/+$", "");
  }

  /** Returns the address; without a configured one it is that of the request. */
  String of(String token, HttpServletRequest request) {
    String server =
        publicUrl.isEmpty()
            ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
            : publicUrl;
    return server + PagePaths.PASSWORD + "?token=" + token;
  }
}
