package org.wardbell.activities.webhook.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.NetworkGuard;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.TemplateSyntaxException;
import org.wardbell.activities.template.TemplateTarget;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.webhook.Problem;

/** The rule for a webhook's URL: absolute, http or https, without user name, fragment and dots. */
final class UrlRule {
  /** The limit of common servers and browsers. */
  static final int MAXIMUM_CHARACTERS = 2_048;

  static final String FIELD = "url";
  private static final String EXAMPLE = "Give an absolute URL such as https://example.com/hook.";

  /** Room for samples; the URL that is sent has its own limit. */
  private static final int MAXIMUM_RENDERED_CHARACTERS = 64 * 1024;

  private static final int MAXIMUM_PORT = 65_535;

  private static final Pattern AUTHORITY = Pattern.compile("^[A-Za-z]+://(\\[[^]]*]|[^/?#:\\[]*)");

  private static final Pattern DOT_SEGMENT =
      Pattern.compile("/(?:\\.|%2e){1,2}(?:/|$)", Pattern.CASE_INSENSITIVE);

  private final AllowedNetworks allowed;
  private final Variables samples;

  UrlRule(AllowedNetworks allowed, Variables samples) {
    this.allowed = allowed;
    this.samples = samples;
  }

  void check(@Nullable String url, boolean allowHttp, VariableRule variables, Problems problems) {
    if (url == null || url.isBlank()) {
      problems.add(FIELD, "A webhook needs a URL.", EXAMPLE);
    } else if (url.length() > MAXIMUM_CHARACTERS) {
      problems.add(
          FIELD,
          "The URL has " + url.length() + " characters, more than " + MAXIMUM_CHARACTERS + ".",
          "Move parameters to query, or to the body.");
    } else {
      checkTemplate(url, allowHttp, variables, problems);
    }
  }

  /** Returns a URL's host as it is written; one that was checked has no variables in it. */
  static String host(String url) {
    Matcher authority = AUTHORITY.matcher(url);
    return authority.find() ? authority.group(1) : "";
  }

  /** Returns the problem of a URL that is right, if no request to it will ever be sent as it is. */
  static Optional<Problem> unreachable(String field, String url, AllowedNetworks allowed) {
    return NetworkGuard.refuses(host(url), allowed)
        ? Optional.of(
            new Problem(
                field,
                "Its host is no public address, so no request will be sent there.",
                "Use a public address, or have the operator open its network with --allow-network."))
        : Optional.empty();
  }

  private void checkTemplate(
      String url, boolean allowHttp, VariableRule variables, Problems problems) {
    try {
      Template template = Template.parse(url, TemplateTarget.URL);
      int query = url.indexOf('?');
      variables.check(FIELD, template, query < 0 ? Integer.MAX_VALUE : query, problems);
      checkUri(new URI(template.render(samples, MAXIMUM_RENDERED_CHARACTERS)), allowHttp, problems);
    } catch (TemplateSyntaxException e) {
      problems.add(FIELD, e);
    } catch (URISyntaxException | UnrenderableException e) {
      problems.add(
          FIELD,
          "This is not a URL; spaces and other special characters are not allowed in one.",
          "Percent-encode them, for instance %20 for a space.");
    }
  }

  private void checkUri(URI uri, boolean allowHttp, Problems problems) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      problems.add(FIELD, "The URL does not begin with https:// or http://.", EXAMPLE);
      return;
    }
    if (uri.getRawUserInfo() != null || String.valueOf(uri.getRawAuthority()).contains("@")) {
      problems.add(
          FIELD,
          "The URL carries a user name or password, which would end up in logs.",
          "Remove what stands before the @, and send a header Authorization instead.");
      return;
    }
    String host = uri.getHost();
    if (host == null || uri.getPort() == 0 || uri.getPort() > MAXIMUM_PORT) {
      problems.add(
          FIELD,
          "The URL's host or port is not valid.",
          "Write a host name in ASCII (xn--… for others), and a port from 1 to 65535.");
      return;
    }
    if (uri.getRawFragment() != null) {
      problems.add(
          FIELD, "The URL has a fragment (#…), which is never sent.", "Remove it, or write %23.");
    }
    if (uri.getRawPath() != null && DOT_SEGMENT.matcher(uri.getRawPath()).find()) {
      problems.add(FIELD, "The URL's path contains . or .. as a segment.", "Write the path out.");
    }
    if (scheme.equals("http") && !allowHttp && !allowed.containsHost(host)) {
      problems.add(
          FIELD,
          "Plain http would send the data unencrypted.",
          "Use https://, or set allow_http to true if the way to the receiver is safe.");
    }
  }
}
