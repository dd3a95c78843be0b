package org.wardbell.api.access;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller, as Spring Security carries it: the holder of a key, or a person who signed in. */
public final class CallerAuthentication extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1;

  private final transient @Nullable SignedIn person;
  private final transient Supplier<Caller> caller;

  private CallerAuthentication(@Nullable SignedIn person, Supplier<Caller> caller) {
    super(AuthorityUtils.NO_AUTHORITIES);
    this.person = person;
    this.caller = caller;
    super.setAuthenticated(true);
  }

  /** Returns the holder of a key, in a request already. */
  static CallerAuthentication of(Caller key) {
    return new CallerAuthentication(null, () -> key);
  }

  /**
   * Returns a person in a request.
   *
   * @param caller the person as a caller; asked only where a role counts, because a person without
   *     one can still sign out
   */
  public static CallerAuthentication of(SignedIn person, Supplier<Caller> caller) {
    return new CallerAuthentication(person, caller);
  }

  /**
   * Returns who calls.
   *
   * @throws org.wardbell.api.problem.ProblemException 403 if it is not clear in which clinic a
   *     person does
   */
  Caller caller() {
    return caller.get();
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
  public Object getPrincipal() {
    return person == null ? caller() : person;
  }
}
