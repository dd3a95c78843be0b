package org.wardbell.api.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookies of people: one for the session, and one by which a device is known on which somebody
 * signed in before. Lax and not Strict, because Google leads a browser back into its session.
 */
@Component
final class Cookies {
  /** No other host can set a cookie with this beginning (RFC 6265bis, section 4.1.3.2). */
  private static final String HOST_ONLY = "__Host-";

  private static final String SESSION = "wardbell-session";
  private static final String DEVICE = "wardbell-device-";
  private static final int DEVICE_NAME_BYTES = 6;

  /** People on one device; their cookies are 3 KiB then. */
  private static final int DEVICES = 20;

  /** Browsers keep no cookie for longer. */
  private static final Duration DEVICE_LIFE = Duration.ofDays(400);

  /** Ends with the browser; the session itself has its own end. */
  private static final Duration UNTIL_THE_BROWSER_CLOSES = Duration.ofSeconds(-1);

  private final SignedTexts texts;
  private final boolean publicIsSecure;

  Cookies(SignedTexts texts, Environment environment) {
    this.texts = texts;
    this.publicIsSecure =
        environment.getProperty("wardbell.public-url", "").strip().startsWith("https://");
  }

  /** Returns the id of the session that a request names, or null; nobody else could name it. */
  @Nullable String session(HttpServletRequest request) {
    return texts.verified("session", value(request, SESSION));
  }

  /** Makes the browser keep a session. */
  void keepSession(HttpServletRequest request, HttpServletResponse response, String id) {
    add(request, response, SESSION, texts.sign("session", id), UNTIL_THE_BROWSER_CLOSES);
  }

  /** Makes the browser forget its session. */
  void forgetSession(HttpServletRequest request, HttpServletResponse response) {
    add(request, response, SESSION, "", Duration.ZERO);
  }

  /**
   * Returns the name of the device that a request comes from, if the person with this address
   * signed in on it before; otherwise null.
   */
  @Nullable String device(HttpServletRequest request, byte[] emailFingerprint) {
    return texts.verified(
        devicePurpose(emailFingerprint), value(request, deviceName(emailFingerprint)));
  }

  /** Makes the browser known as one on which the person with this address signed in. */
  void keepDevice(
      HttpServletRequest request, HttpServletResponse response, byte[] emailFingerprint) {
    String known = device(request, emailFingerprint);
    String name = known == null ? UUID.randomUUID().toString() : known;
    add(
        request,
        response,
        deviceName(emailFingerprint),
        texts.sign(devicePurpose(emailFingerprint), name),
        DEVICE_LIFE);
    if (known == null) {
      forgetOneOfMany(request, response);
    }
  }

  /** A computer that many share would have more cookies than a request may carry. */
  private void forgetOneOfMany(HttpServletRequest request, HttpServletResponse response) {
    String prefix = (isSecure(request) ? HOST_ONLY : "") + DEVICE;
    Cookie[] cookies = request.getCookies();
    List<String> devices =
        Stream.of(cookies == null ? new Cookie[0] : cookies)
            .map(Cookie::getName)
            .filter(name -> name.startsWith(prefix))
            .toList();
    if (devices.size() >= DEVICES) {
      String oldest = devices.getFirst().substring(prefix.length());
      add(request, response, DEVICE + oldest, "", Duration.ZERO);
    }
  }

  /** Several people may share a computer, and each has a cookie on it. */
  private static String deviceName(byte[] emailFingerprint) {
    return DEVICE + HexFormat.of().formatHex(emailFingerprint, 0, DEVICE_NAME_BYTES);
  }

  private static String devicePurpose(byte[] emailFingerprint) {
    return "device/" + HexFormat.of().formatHex(emailFingerprint);
  }

  private void add(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration life) {
    boolean secure = isSecure(request);
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from((secure ? HOST_ONLY : "") + name, value)
            .httpOnly(true)
            .secure(secure)
            .sameSite("Lax")
            .path("/")
            .maxAge(life)
            .build()
            .toString());
  }

  private @Nullable String value(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, (isSecure(request) ? HOST_ONLY : "") + name);
    return cookie == null ? null : cookie.getValue();
  }

  private boolean isSecure(HttpServletRequest request) {
    return publicIsSecure || request.isSecure();
  }
}
