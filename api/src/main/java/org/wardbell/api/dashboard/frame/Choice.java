package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.person.Grant;
import org.wardbell.activities.person.Person;
import org.wardbell.api.access.KnownClinics;

/**
 * The choice of how a person looks at the dashboard, as a browser remembers it: cookies, so that
 * the server draws the page right at once; neither is a secret, and a clinic counts only with a
 * role in it.
 *
 * @param clinic the one to look at, or null for none in particular
 * @param all whether all clinics were asked for, and not only none in particular
 */
record Choice(Theme theme, @Nullable UUID clinic, boolean all) {
  static final String THEME = "wardbell-theme";
  static final String CLINIC = "wardbell-clinic";

  /**
   * The field of each form, and the header of each part that is fetched, with the clinic that its
   * page shows. Another tab may have chosen another one since, and what somebody does must happen
   * where they see it happen.
   */
  static final String SEEN = "seen_clinic";

  static final String SEEN_HEADER = "Wardbell-Seen-Clinic";

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The longest that browsers keep a cookie (RFC 6265bis, section 5.5). */
  private static final Duration LIFE = Duration.ofDays(400);

  /** The looks of pages; the browser's own unless somebody chose. */
  enum Theme {
    AUTO,
    LIGHT,
    DARK;

    /** Returns the theme with a word, or the browser's own. */
    static Theme of(@Nullable String word) {
      for (Theme theme : values()) {
        if (theme.word().equals(word)) {
          return theme;
        }
      }
      return AUTO;
    }

    String word() {
      return switch (this) {
        case AUTO -> "auto";
        case LIGHT -> "light";
        case DARK -> "dark";
      };
    }
  }

  /** Returns the choice that a request carries: for what its page showed. */
  static Choice of(HttpServletRequest request) {
    Choice last = last(request);
    String seen = seen(request);
    return seen == null ? last : new Choice(last.theme(), id(seen), seen.equals(Viewer.ALL));
  }

  /** Returns the choice that was made last, in any tab. */
  static Choice last(HttpServletRequest request) {
    String clinic = value(request, CLINIC);
    return new Choice(Theme.of(value(request, THEME)), id(clinic), Viewer.ALL.equals(clinic));
  }

  private static @Nullable String seen(HttpServletRequest request) {
    String header = request.getHeader(SEEN_HEADER);
    String type = request.getContentType();
    return header == null && type != null && type.startsWith(FORM)
        ? request.getParameter(SEEN)
        : header;
  }

  private static @Nullable String value(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    return cookie == null ? null : cookie.getValue();
  }

  static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException foreign) {
      return null;
    }
  }

  /**
   * Returns the clinic that a person looks at; null for the whole installation. Where there is only
   * one clinic, it is that one until somebody asks for the whole installation.
   */
  @Nullable UUID clinicOf(Person person, KnownClinics clinics) {
    List<Grant> grants = person.grants();
    boolean everywhere = person.roleIn(null).isPresent();
    if (clinic != null && (person.isIn(clinic) || (everywhere && clinics.exists(clinic)))) {
      return clinic;
    }
    if (everywhere) {
      return all ? null : clinics.only().map(ClinicFacts::id).orElse(null);
    }
    return grants.isEmpty() ? null : grants.getFirst().clinicId();
  }

  /** Returns the cookie that keeps a part of a choice; an empty value forgets it. */
  static ResponseCookie cookie(String name, String value, boolean secure) {
    return ResponseCookie.from(name, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(value.isEmpty() ? Duration.ZERO : LIFE)
        .build();
  }
}
