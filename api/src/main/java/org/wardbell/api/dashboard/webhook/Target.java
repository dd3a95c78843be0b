package org.wardbell.api.dashboard.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wardbell.activities.webhook.StoredWebhook;

/**
 * The server that a webhook calls: never its path or query, which may be a credential.
 *
 * @param host with its port if it names one; … if a variable decides
 * @param mark a letter or two
 * @param service the service that it is known to be, or empty
 */
public record Target(String host, String mark, String service) {
  private static final String UNKNOWN = "…";

  /** The ends of hosts, and whose they are. */
  private static final Map<String, String> SERVICES =
      Map.ofEntries(
          Map.entry("slack.com", "Slack"),
          Map.entry("discord.com", "Discord"),
          Map.entry("chat.googleapis.com", "Google Chat"),
          Map.entry("webhook.office.com", "Microsoft Teams"),
          Map.entry("logic.azure.com", "Power Automate"),
          Map.entry("powerplatform.com", "Power Automate"),
          Map.entry("twilio.com", "Twilio"),
          Map.entry("telegram.org", "Telegram"),
          Map.entry("hubapi.com", "HubSpot"),
          Map.entry("salesforce.com", "Salesforce"),
          Map.entry("zapier.com", "Zapier"),
          Map.entry("make.com", "Make"),
          Map.entry("ntfy.sh", "ntfy"),
          Map.entry("mailgun.net", "Mailgun"),
          Map.entry("sendgrid.com", "SendGrid"));

  /** Scheme and authority (RFC 3986, appendix B). */
  private static final Pattern SERVER = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://([^/?#]*)");

  static Target of(StoredWebhook stored) {
    return stored.isReadable() ? of(stored.webhook().settings().url()) : named(UNKNOWN);
  }

  static Target of(String url) {
    Matcher server = SERVER.matcher(url);
    if (!server.find() || server.group(1).contains("{{")) {
      return named(UNKNOWN);
    }
    String authority = server.group(1);
    // A name and a password may stand before it.
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    try {
      URI whole = URI.create("https://" + host);
      return named(whole.getAuthority() == null ? UNKNOWN : host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException notAHost) {
      return named(UNKNOWN);
    }
  }

  private static Target named(String host) {
    String plain = host.replaceFirst(":\\d+$", "");
    String service =
        SERVICES.entrySet().stream()
            .filter(each -> plain.equals(each.getKey()) || plain.endsWith("." + each.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    String letters = service.isEmpty() ? plain.replaceFirst("^(www|api|hooks?)\\.", "") : service;
    return new Target(host, letters.substring(0, 1).toUpperCase(Locale.ROOT), service);
  }
}
