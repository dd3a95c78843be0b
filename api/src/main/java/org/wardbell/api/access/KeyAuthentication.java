package org.wardbell.api.access;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller, as Spring Security carries it. */
final class KeyAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1;

  private final transient Caller caller;

  KeyAuthentication(Caller caller) {
    super(AuthorityUtils.NO_AUTHORITIES);
    this.caller = caller;
    super.setAuthenticated(true);
  }

  Caller caller() {
    return caller;
  }

  /** Returns an empty text: the key itself is not kept anywhere. */
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller;
  }
}
