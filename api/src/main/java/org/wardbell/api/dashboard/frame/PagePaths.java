package org.wardbell.api.dashboard.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** All that the rules of pages hold for. */
  static final List<String> ALL =
      List.of(
          OVERVIEW,
          SIGN_IN,
          SIGN_OUT,
          FIRST_RUN,
          PASSWORD,
          ASSETS + "**",
          "/overview/**",
          "/deliveries",
          "/deliveries/**",
          "/events",
          "/events/**",
          "/webhooks",
          "/webhooks/**",
          "/calendars",
          "/calendars/**",
          "/appointments",
          "/appointments/**",
          "/replays",
          "/replays/**",
          "/settings",
          "/settings/**",
          "/help",
          "/help/**",
          "/search",
          "/choice");

  private PagePaths() {}

  /** Returns whether anybody may see what is there. */
  static boolean isOpen(String path) {
    return OPEN.contains(path) || path.startsWith(ASSETS);
  }

  /**
   * Returns a page of ours that a request named as its target, or the overview: a link that leads
   * elsewhere would make our sign-in page the front of somebody else's.
   */
  public static String ofOurs(@Nullable String asked) {
    return asked != null && asked.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") ? asked : OVERVIEW;
  }
}
