package org.wardbell.standalone.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.ZoneId;
import java.util.Locale;

/**
 * A window, and whoever sits before it.
 *
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param theme what the operating system prefers
 * @param zone the browser's, which is never the server's
 * @param locale the browser's
 * @param scripts whether the browser runs any
 */
public record View(
    int width, int height, ColorScheme theme, ZoneId zone, Locale locale, boolean scripts) {
  /** A desk: 1440 px, light, a zone that is neither UTC nor this JVM's. */
  public static final View DESK =
      new View(1440, 900, ColorScheme.LIGHT, ZoneId.of("Europe/London"), Locale.UK, true);

  /** A telephone: 375 px, light. */
  public static final View TELEPHONE = DESK.sized(375, 812);

  public View sized(int newWidth, int newHeight) {
    return new View(newWidth, newHeight, theme, zone, locale, scripts);
  }

  public View dark() {
    return themed(ColorScheme.DARK);
  }

  public View themed(ColorScheme newTheme) {
    return new View(width, height, newTheme, zone, locale, scripts);
  }

  public View in(ZoneId newZone) {
    return new View(width, height, theme, newZone, locale, scripts);
  }

  public View speaking(Locale newLocale) {
    return new View(width, height, theme, zone, newLocale, scripts);
  }

  public View withoutScripts() {
    return new View(width, height, theme, zone, locale, false);
  }

  /** Gives an open page this size and theme, as somebody does who looks at it. */
  public void applyTo(Page page) {
    page.setViewportSize(width, height);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
  }

  /** Returns what files and failures call it: {@code dark-375}. */
  public String label() {
    return theme.name().toLowerCase(Locale.ROOT) + "-" + width + (scripts ? "" : "-no-scripts");
  }

  @Override
  public String toString() {
    return label();
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions()
        .setViewportSize(width, height)
        .setColorScheme(theme)
        .setTimezoneId(zone.getId())
        .setLocale(locale.toLanguageTag())
        .setJavaScriptEnabled(scripts);
  }
}
