package org.wardbell.activities.calendar.google;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The access that a person granted on the consent page. Its text form hides the tokens.
 *
 * @param account Google's number of the account, which stays when its address changes
 * @param refreshToken null if Google gave none
 * @param scopes what was granted; a person may leave out what was asked for
 */
public record GrantedAccess(
    String account, @Nullable String refreshToken, String accessToken, Set<String> scopes) {
  public GrantedAccess {
    scopes = Set.copyOf(scopes);
  }

  @Override
  public String toString() {
    return "GrantedAccess[hidden]";
  }
}
