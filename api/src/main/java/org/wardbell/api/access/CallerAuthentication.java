package org.wardbell.api.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller, as Spring Security carries it: the holder of a key, or a person who signed in. */
final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1;

  private final transient @Nullable Caller key;
  private final transient @Nullable SignedIn person;
  private final transient @Nullable UUID clinic;
  private final transient String address;
  private final transient @Nullable String requestId;

  private CallerAuthentication(
      @Nullable Caller key,
      @Nullable SignedIn person,
      @Nullable UUID clinic,
      String address,
      @Nullable String requestId) {
    super(AuthorityUtils.NO_AUTHORITIES);
    this.key = key;
    this.person = person;
    this.clinic = clinic;
    this.address = address;
    this.requestId = requestId;
    super.setAuthenticated(true);
  }

  /** Returns the holder of a key, in a request already. */
  static CallerAuthentication of(Caller key) {
    return new CallerAuthentication(key, null, null, "", null);
  }

  /**
   * Returns a person in a request.
   *
   * @param clinic the clinic that the request says it is for, or null
   */
  static CallerAuthentication of(
      SignedIn person, @Nullable UUID clinic, String address, @Nullable String requestId) {
    return new CallerAuthentication(null, person, clinic, address, requestId);
  }

  /**
   * Returns who calls.
   *
   * @throws org.wardbell.api.problem.ProblemException 403 if it is not clear in which clinic a
   *     person does
   */
  Caller caller() {
    if (key != null) {
      return key;
    }
    if (person == null) {
      throw RoleGuard.unauthenticated();
    }
    return person.caller(clinic).in(address, requestId);
  }

  /** Returns the person who calls, or null if it is a key. */
  @Nullable SignedIn person() {
    return person;
  }

  /** Returns an empty text: neither key nor password is kept anywhere. */
  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public @Nullable Object getPrincipal() {
    return key == null ? person : key;
  }
}
