package org.wardbell.api.calendar;

import java.net.URI;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Departure;
import org.wardbell.activities.calendar.google.ConsentPage;
import org.wardbell.activities.crypto.SecretWords;
import org.wardbell.api.oauth.CallbackAddress;
import org.wardbell.api.oauth.ReturnCookie;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The addresses between which a consenting browser goes: our page, Google's, and the way back.
 * {@code wardbell.google.redirect-path} says which of the two ways back Google is told.
 */
@Component
final class ConsentAddresses {
  /** The path of the page that leads to Google. */
  static final String CONNECT = "/calendar/connect";

  /** The usual way back. */
  static final String CALLBACK = "/calendar/callback";

  /** The way back of sites whose OAuth client was made for KiviCare. */
  static final String KIVICARE = "/wp-json/kivicare/v1/settings/googlemeet/callback";

  /** What a browser keeps until it is back. */
  static final ReturnCookie COOKIE =
      new ReturnCookie("wardbell-calendar-", SecretWords::isWord, ConsentWays.STATE_LIFE);

  private final ConsentPage page;
  private final CallbackAddress address;
  private final String redirectPath;

  ConsentAddresses(ConsentPage page, CallbackAddress address, Environment environment) {
    this.page = page;
    this.address = address;
    this.redirectPath = environment.getProperty("wardbell.google.redirect-path", CALLBACK);
    if (!Set.of(CALLBACK, KIVICARE).contains(redirectPath)) {
      throw new IllegalArgumentException(
          "WARDBELL_GOOGLE_REDIRECT_PATH must be " + CALLBACK + " or " + KIVICARE);
    }
  }

  /**
   * Ends the request unless a browser can be led to Google and back.
   *
   * @throws ProblemException 409 with what the operator has to set
   */
  void require() {
    redirectUri();
    if (!page.isConfigured()) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "Google knows no OAuth client of this server. Set WARDBELL_GOOGLE_CLIENT_ID and WARDBELL_GOOGLE_CLIENT_SECRET, and start it again; the documentation says how to make one.");
    }
  }

  URI ourPage(String ticket) {
    return URI.create(address.required(CONNECT) + "?ticket=" + ticket);
  }

  String redirectUri() {
    return address.required(redirectPath);
  }

  URI googlesPage(Departure departure) {
    return page.address(redirectUri(), departure.state(), departure.challenge(), null);
  }
}
