package org.wardbell.api.dashboard.frame;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.wardbell.api.access.CallerAuthentication;
import org.wardbell.api.access.KnownClinics;
import org.wardbell.api.access.PersonSessions;
import org.wardbell.api.access.RequestIds;
import org.wardbell.api.access.SignedIn;
import org.wardbell.api.problem.ProblemException;

/**
 * The filter that finds out who looks at a page, and in which clinic. Who has no session is led to
 * the sign-in page, and from there back.
 */
@Component
final class PageSessions extends OncePerRequestFilter {
  private final PersonSessions sessions;
  private final KnownClinics clinics;
  private final ErrorPages errors;

  PageSessions(PersonSessions sessions, KnownClinics clinics, ErrorPages errors) {
    this.sessions = sessions;
    this.clinics = clinics;
    this.errors = errors;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getRequestURI().startsWith(PagePaths.ASSETS);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    boolean open = PagePaths.isOpen(request.getRequestURI());
    Optional<SignedIn> signedIn;
    try {
      // A form that is open to anybody has no token: the sign-in page is shown to nobody in
      // particular.
      signedIn =
          open && !request.getMethod().equals("GET")
              ? Optional.empty()
              : sessions.of(request, allowance -> allowance.tell(response));
    } catch (ProblemException problem) {
      errors.write(request, response, problem);
      return;
    } catch (InvalidParameterException form) {
      errors.write(withoutFields(request), response, PageErrors.unreadable(form));
      return;
    } catch (DataAccessException failure) {
      if (ProblemException.passing(failure).isEmpty()) {
        throw failure;
      }
      errors.write(request, response, PageErrors.databaseAway());
      return;
    }
    if (signedIn.isEmpty() && !open) {
      leadToSignIn(request, response);
      return;
    }
    try {
      signedIn.ifPresent(person -> enter(person, request, response));
      if (!PagePaths.PAGES.matches(request)) {
        errors.write(request, response, MissingPages.noPage());
        return;
      }
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  /** Whoever asks for a field of a form that cannot be read fails, each time. */
  private static HttpServletRequest withoutFields(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public @Nullable String getParameter(String name) {
        return null;
      }

      @Override
      public String @Nullable [] getParameterValues(String name) {
        return null;
      }

      @Override
      public Map<String, String[]> getParameterMap() {
        return Map.of();
      }
    };
  }

  private void enter(SignedIn person, HttpServletRequest request, HttpServletResponse response) {
    request.setAttribute(SignedIn.class.getName(), person);
    UUID clinic = Choice.of(request).clinicOf(person.person(), clinics);
    if (request.getMethod().equals("POST")
        && !Objects.equals(clinic, Choice.last(request).clinicOf(person.person(), clinics))) {
      // What comes next is the page of what was done.
      response.addHeader(
          HttpHeaders.SET_COOKIE,
          Choice.cookie(
                  Choice.CLINIC,
                  clinic == null ? Viewer.ALL : clinic.toString(),
                  request.isSecure())
              .toString());
    }
    SecurityContextHolder.setContext(
        new SecurityContextImpl(
            CallerAuthentication.of(
                person,
                () ->
                    person
                        .caller(clinic, clinics)
                        .in(request.getRemoteAddr(), RequestIds.of(request)))));
  }

  /** A part of a page cannot lead anywhere; htmx does as its header says. */
  private static void leadToSignIn(HttpServletRequest request, HttpServletResponse response) {
    String to = PagePaths.SIGN_IN + "?to=" + encoded(wanted(request));
    if (request.getHeader("HX-Request") != null) {
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      response.setHeader("HX-Redirect", to);
    } else {
      response.setStatus(HttpStatus.SEE_OTHER.value());
      response.setHeader(HttpHeaders.LOCATION, to);
    }
  }

  private static String wanted(HttpServletRequest request) {
    if (!request.getMethod().equals("GET") || request.getHeader("HX-Request") != null) {
      return pathOf(request.getHeader("HX-Current-URL"));
    }
    return Frames.path(request);
  }

  private static String pathOf(@Nullable String address) {
    return address == null ? PagePaths.OVERVIEW : address.replaceFirst("^https?://[^/]*", "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
