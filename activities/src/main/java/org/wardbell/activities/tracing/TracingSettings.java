package org.wardbell.activities.tracing;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * An operator's settings of traces.
 *
 * @param endpoint the collector as {@code http://host:4318}, or null: nothing is traced
 * @param headers what the collector wants to see, such as a key
 * @param ratio the part of traces that is told, from 0 to 1
 * @param service what this process is called
 * @param version of the product
 */
record TracingSettings(
    @Nullable URI endpoint,
    Map<String, String> headers,
    double ratio,
    String service,
    String version) {
  /** Where OTLP over HTTP takes spans, below the endpoint. */
  private static final String PATH = "/v1/traces";

  /** RFC 9110, section 5.1: a token. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  TracingSettings {
    headers = Map.copyOf(headers);
  }

  static TracingSettings of(Environment environment) {
    String endpoint = environment.getProperty("wardbell.tracing.endpoint", "").strip();
    return new TracingSettings(
        endpoint.isEmpty() ? null : collector(endpoint),
        headers(environment.getProperty("wardbell.tracing.headers", "")),
        ratio(environment.getProperty("wardbell.tracing.ratio", "1")),
        environment.getProperty("wardbell.tracing.service-name", "wardbell"),
        built());
  }

  private static String built() {
    String version = TracingSettings.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  private static URI collector(String text) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (("http".equals(scheme) || "https".equals(scheme))
          && uri.getHost() != null
          && uri.getRawQuery() == null
          && uri.getRawUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException wrong) {
      // The message below says what is right.
    }
    throw new IllegalArgumentException(
        "WARDBELL_TRACING_ENDPOINT (or OTEL_EXPORTER_OTLP_ENDPOINT) must be the address of a"
            + " collector for OTLP over HTTP, as http://127.0.0.1:4318");
  }

  private static double ratio(String text) {
    try {
      double ratio = Double.parseDouble(text);
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException wrong) {
      // The message below says what is right.
    }
    throw new IllegalArgumentException(
        "WARDBELL_TRACING_RATIO (or OTEL_TRACES_SAMPLER_ARG) must be a number from 0 to 1");
  }

  /**
   * Reads {@code name=value,name=value} with values in percent-encoding, as OTLP's exporters do.
   */
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : text.split(",", -1)) {
      int sign = header.indexOf('=');
      String name = header.substring(0, Math.max(0, sign)).strip();
      if (!header.isBlank() && !HEADER_NAME.matcher(name).matches()) {
        throw wrongHeaders();
      }
      if (!header.isBlank()) {
        headers.put(name, decoded(header.substring(sign + 1).strip()));
      }
    }
    return headers;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw wrongHeaders();
    }
  }

  /** Its text quotes nothing: a header may be a secret. */
  private static IllegalArgumentException wrongHeaders() {
    return new IllegalArgumentException(
        "WARDBELL_TRACING_HEADERS (or OTEL_EXPORTER_OTLP_HEADERS) must be name=value, several with"
            + " commas between, values in percent-encoding, as authorization=Basic%20YQ==");
  }

  /** Returns the address that spans are posted to. */
  String address() {
    String base = String.valueOf(endpoint);
    return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PATH;
  }

  @Override
  public String toString() {
    return "TracingSettings[hidden]";
  }
}
