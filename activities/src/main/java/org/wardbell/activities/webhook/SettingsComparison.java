package org.wardbell.activities.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.workflows.webhook.AnswerRule;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Header;
import org.wardbell.workflows.webhook.HttpMethod;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.Protection;
import org.wardbell.workflows.webhook.Rate;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A comparison of a webhook's settings before and after a change. Credentials, and what may be one,
 * are told to have changed, and never what they were.
 */
public final class SettingsComparison {
  /** Of a value that is kept; of a longer one the part round the first difference. */
  static final int SHOWN_CHARACTERS = 2_000;

  /** What stands before the first difference of two long values. */
  private static final int BEFORE_DIFFERENCE = 200;

  private final List<SettingChange> changes = new ArrayList<>();

  private SettingsComparison() {}

  /** Returns what differs, in the order of the settings. */
  public static List<SettingChange> between(WebhookSettings before, WebhookSettings after) {
    SettingsComparison comparison = new SettingsComparison();
    comparison.compare("name", before.name(), after.name());
    comparison.url(before.url(), after.url());
    comparison.compare("method", before.method(), after.method());
    comparison.compare("events", before.events(), after.events());
    comparison.text("filter", before.filter(), after.filter());
    comparison.parameters("headers", before.headers(), after.headers());
    comparison.parameters("query", before.query(), after.query());
    comparison.payload(before.payload(), after.payload());
    comparison.authentication(before.authentication(), after.authentication());
    if (!Objects.equals(before.tls(), after.tls())) {
      comparison.changes.add(SettingChange.hidden("tls"));
    }
    comparison.compare("ed25519_signature", before.ed25519(), after.ed25519());
    comparison.compare("timeout_seconds", before.timeoutSeconds(), after.timeoutSeconds());
    comparison.retry(before.retry(), after.retry());
    comparison.compare("answers", rules(before.answers()), rules(after.answers()));
    comparison.protection(before.protection(), after.protection());
    comparison.compare("enabled", before.enabled(), after.enabled());
    comparison.compare("allow_http", before.allowHttp(), after.allowHttp());
    return List.copyOf(comparison.changes);
  }

  private void payload(Payload before, Payload after) {
    compare("format", before.format(), after.format());
    compare("detail", before.detail(), after.detail());
    compare("content_type", before.contentType(), after.contentType());
    text("body", before.body(), after.body());
    parameters("form", before.form(), after.form());
    text("transform", before.transform(), after.transform());
  }

  private void retry(RetryPolicy before, RetryPolicy after) {
    compare("retry.schedule_seconds", before.scheduleSeconds(), after.scheduleSeconds());
    compare("retry.attempts", before.attempts(), after.attempts());
    compare("retry.initial_seconds", before.initialSeconds(), after.initialSeconds());
    compare("retry.factor", before.factor(), after.factor());
    compare("retry.max_seconds", before.maxSeconds(), after.maxSeconds());
    compare("retry.on", before.on(), after.on());
  }

  private void protection(Protection before, Protection after) {
    compare("concurrency", before.concurrency(), after.concurrency());
    compare("rate", rate(before.rate()), rate(after.rate()));
    compare("circuit_breaker", before.circuitBreaker(), after.circuitBreaker());
    compare("auto_disable", before.autoDisable(), after.autoDisable());
    compare("ordered", before.ordered(), after.ordered());
  }

  private static @Nullable String rate(@Nullable Rate rate) {
    return rate == null
        ? null
        : rate.limit() + " in " + rate.perSeconds() + " s, " + rate.burst() + " at once";
  }

  private static @Nullable List<String> rules(List<AnswerRule> rules) {
    return rules.isEmpty() ? null : rules.stream().map(SettingsComparison::rule).toList();
  }

  private static String rule(AnswerRule rule) {
    return (rule.status() == null ? "any status" : rule.status().toString())
        + (rule.contains() == null ? "" : " with “" + rule.contains() + "”")
        + ": "
        + word(rule.meaning())
        + (rule.name() == null ? "" : " (" + rule.name() + ")")
        + (rule.advice() == null ? "" : " – " + rule.advice());
  }

  /** Some services put their key into the path, so that only the server is told. */
  private void url(String before, String after) {
    if (before.equals(after)) {
      return;
    }
    String from = Mask.server(before);
    String to = Mask.server(after);
    if (from.equals(to)) {
      changes.add(SettingChange.hidden("url"));
    } else {
      changes.add(new SettingChange("url", from, to, false));
    }
  }

  private void authentication(Authentication before, Authentication after) {
    String from = type(before);
    String to = type(after);
    if (!from.equals(to)) {
      changes.add(new SettingChange("authentication.type", from, to, false));
    } else if (!before.equals(after)) {
      changes.add(SettingChange.hidden("authentication"));
    }
  }

  private static String type(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None _ -> "none";
      case Authentication.ApiKey _ -> "api_key";
      case Authentication.Basic _ -> "basic";
      case Authentication.Bearer _ -> "bearer";
      case Authentication.SignedJwt _ -> "jwt";
      case Authentication.OAuth2 _ -> "oauth2";
      case Authentication.Hmac _ -> "hmac";
    };
  }

  private void parameters(String list, List<Header> before, List<Header> after) {
    if (before.equals(after)) {
      return;
    }
    Map<String, List<Header>> former = byName(before);
    Map<String, List<Header>> latter = byName(after);
    Set<String> names = new LinkedHashSet<>(former.keySet());
    names.addAll(latter.keySet());
    int found = changes.size();
    for (String name : names) {
      List<Header> from = former.getOrDefault(name, List.of());
      List<Header> to = latter.getOrDefault(name, List.of());
      if (from.equals(to)) {
        continue;
      }
      if (isSecret(from) || isSecret(to)) {
        changes.add(SettingChange.hidden(list + "." + name));
      } else {
        changes.add(change(list + "." + name, values(from), values(to)));
      }
    }
    if (changes.size() == found) {
      compare(list, names(before), names(after));
    }
  }

  private static Map<String, List<Header>> byName(List<Header> parameters) {
    return parameters.stream()
        .collect(Collectors.groupingBy(Header::name, LinkedHashMap::new, Collectors.toList()));
  }

  /** People put a credential behind names that do not tell, so that the value is looked at too. */
  private static boolean isSecret(List<Header> parameters) {
    return parameters.stream().anyMatch(each -> Mask.hides(each) || Mask.hides(each.value()));
  }

  private static @Nullable String values(List<Header> parameters) {
    return parameters.isEmpty()
        ? null
        : parameters.stream().map(Header::value).collect(Collectors.joining(", "));
  }

  private static List<String> names(List<Header> parameters) {
    return parameters.stream().map(Header::name).toList();
  }

  /** A text in which a word speaks of a credential may hold it. */
  private void text(String field, @Nullable String before, @Nullable String after) {
    if (Objects.equals(before, after)) {
      return;
    }
    boolean secret = (before != null && Mask.hides(before)) || (after != null && Mask.hides(after));
    changes.add(secret ? SettingChange.hidden(field) : change(field, before, after));
  }

  private void compare(String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(change(field, words(before), words(after)));
    }
  }

  private static @Nullable String words(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case List<?> list -> list.stream().map(String::valueOf).collect(Collectors.joining(", "));
      case HttpMethod method -> method.name();
      case Enum<?> constant -> word(constant);
      default -> value.toString();
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static SettingChange change(
      String field, @Nullable String before, @Nullable String after) {
    int begin = begin(before, after);
    return new SettingChange(field, part(before, begin), part(after, begin), false);
  }

  /** Returns where the shown part of both begins: shortly before they differ, if one is long. */
  private static int begin(@Nullable String before, @Nullable String after) {
    if (before == null
        || after == null
        || Math.max(before.length(), after.length()) <= SHOWN_CHARACTERS) {
      return 0;
    }
    int same = 0;
    while (same < Math.min(before.length(), after.length())
        && before.charAt(same) == after.charAt(same)) {
      same++;
    }
    return Math.max(0, same - BEFORE_DIFFERENCE);
  }

  private static @Nullable String part(@Nullable String value, int begin) {
    if (value == null || (begin == 0 && value.length() <= SHOWN_CHARACTERS)) {
      return value;
    }
    int from = Math.min(begin, value.length());
    int to = Math.min(value.length(), from + SHOWN_CHARACTERS);
    return (from > 0 ? "… " : "") + value.substring(from, to) + (to < value.length() ? " …" : "");
  }
}
