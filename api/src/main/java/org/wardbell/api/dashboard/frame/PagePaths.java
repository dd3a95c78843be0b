package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The addresses of the dashboard's pages. */
public final class PagePaths {
  /** The page that people see first. */
  public static final String OVERVIEW = "/";

  public static final String SIGN_IN = "/sign-in";
  public static final String SIGN_OUT = "/sign-out";
  public static final String FIRST_RUN = "/first-run";
  public static final String PASSWORD = "/password";

  /** Style sheets, scripts and pictures; each address has the digest of its content in it. */
  public static final String ASSETS = "/assets/";

  /** Pages that anybody may see. */
  static final List<String> OPEN = List.of(SIGN_IN, FIRST_RUN, PASSWORD);

  /** What pages below lie under; a path there that leads to none of them is a page not found. */
  static final List<String> ABOVE =
      Stream.concat(
              Arrays.stream(Section.values())
                  .filter(section -> section != Section.OVERVIEW)
                  .map(Section::address),
              Stream.of("/help", "/overview"))
          .toList();

  /** All that the rules of pages hold for. */
  static final List<String> ALL =
      Stream.concat(
              Stream.of(
                  OVERVIEW,
                  SIGN_IN,
                  SIGN_OUT,
                  FIRST_RUN,
                  PASSWORD,
                  ASSETS + "**",
                  "/search",
                  "/choice"),
              ABOVE.stream().flatMap(path -> Stream.of(path, path + "/**")))
          .toList();

  /** Pages that each clinic has, whatever is in it. */
  private static final Set<String> OF_ANY_CLINIC =
      Set.of(
          OVERVIEW,
          "/deliveries",
          "/deliveries/causes",
          "/deliveries/jobs",
          "/events",
          "/events/types",
          "/webhooks",
          "/webhooks/new",
          "/webhooks/import",
          "/webhooks/test",
          "/calendars",
          "/calendars/connect",
          "/appointments",
          "/appointments/new",
          "/replays",
          "/replays/new",
          "/search",
          "/help",
          "/settings",
          "/settings/account",
          "/settings/clinics",
          "/settings/people",
          "/settings/keys",
          "/settings/encryption",
          "/settings/audit");

  /** The addresses of pages, as the filter chain asks for them. */
  static final RequestMatcher PAGES =
      new OrRequestMatcher(
          ALL.stream()
              .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
              .toList());

  /** What addresses begin with that are for programs. */
  static final Set<String> FOR_PROGRAMS =
      Set.of("api", "actuator", "calendar", "error", "favicon.ico", "oauth", "webjars", "wp-json");

  private PagePaths() {}

  /**
   * Returns whether a person's browser asks for what may be a page: the answer is one then, also
   * where there is none. Whoever sends a key, or takes anything, is a program.
   */
  static boolean isSought(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && accepted != null
        && accepted.contains(MediaType.TEXT_HTML_VALUE)
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && !FOR_PROGRAMS.contains(request.getRequestURI().replaceFirst("^/+([^/]*).*", "$1"));
  }

  /** Returns whether anybody may see what is there. */
  static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith(ASSETS);
  }

  /** Returns a page that each clinic has: this one, or the list to which what it shows belongs. */
  static String ofAnyClinic(String path) {
    String above = path;
    while (!OF_ANY_CLINIC.contains(above)) {
      above = above.substring(0, Math.max(0, above.lastIndexOf('/')));
      above = above.isEmpty() ? OVERVIEW : above;
    }
    return above;
  }

  /**
   * Returns a page of ours that a request named as its target, or the overview: a link that leads
   * elsewhere would make our sign-in page the front of somebody else's.
   */
  public static String ofOurs(@Nullable String asked) {
    return asked != null && asked.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") ? asked : OVERVIEW;
  }
}
