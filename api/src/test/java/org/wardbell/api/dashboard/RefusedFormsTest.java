package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A walk over the forms of pages with values that cannot be: what a person reads then says why, in
 * the words of the form, and not in those of the API.
 */
@Tag("servers")
class RefusedFormsTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");

  private static final List<String> BAD =
      List.of(
          "",
          "-1",
          "two words: x",
          "http://receiver.example/hook",
          "\u0007",
          "ä".repeat(300),
          "{\"a\": ",
          "{{nothing_of_the_kind}} {{");

  private static final Pattern FORM =
      Pattern.compile("(?s)<form\\b[^>]*method=\"post\"[^>]*>.*?</form>");
  private static final Pattern ACTION = Pattern.compile("\\baction=\"([^\"]*)\"");
  private static final Pattern HIDDEN =
      Pattern.compile("<input\\b[^>]*type=\"(?:hidden|checkbox|radio)\"[^>]*>");
  private static final Pattern SELECT =
      Pattern.compile("(?s)<select\\b[^>]*name=\"([^\"]*)\"[^>]*>(.*?)</select>");
  private static final Pattern OPTION = Pattern.compile("<option\\b[^>]*value=\"([^\"]*)\"");
  private static final Pattern TOLD =
      Pattern.compile("(?s)<(p|li)\\b[^>]*class=\"problem\"[^>]*>(.*?)</\\1>");
  private static final Pattern WORDS = Pattern.compile("(?s)<(p|li|h1)\\b[^>]*>(.*?)</\\1>");

  /** What no person types, and nobody but a program understands. */
  private static final Pattern OF_PROGRAMS =
      Pattern.compile("/api/|\\bETag\\b|see errors|[Tt]his caller|this key does not|\\.\\.(?!\\.)");

  private final Pattern names = names();
  private final String clinic = Clinics.make();
  private final String webhook = Clinics.webhook(clinic);
  private final People.SignedInPerson admin = People.make(clinic, "ADMIN").signIn();

  /** Returns the names of the API's fields that are no English words. */
  private static Pattern names() {
    try {
      Set<String> names = new TreeSet<>();
      collect(JsonMapper.shared().readTree(Files.readString(DOCUMENT)), names);
      return Pattern.compile("(?<![\\w{.])(?:" + String.join("|", names) + ")(?![\\w}])");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.path("properties").propertyNames().stream()
        .filter(name -> name.contains("_"))
        .forEach(names::add);
    node.forEach(each -> collect(each, names));
  }

  @TestFactory
  Stream<DynamicTest> refusal_isInTheWordsOfTheForm() {
    return Stream.of(
            "/webhooks/new/blank",
            "/webhooks/new/slack",
            "/webhooks/new/salesforce",
            "/webhooks/" + webhook,
            "/webhooks/" + webhook + "/edit",
            "/webhooks/import",
            "/replays/new",
            "/events/types/new",
            "/appointments/new",
            "/calendars/connect",
            "/search",
            "/settings/account",
            "/settings/people",
            "/settings/keys",
            "/settings/clinics/" + clinic)
        .map(path -> DynamicTest.dynamicTest(path, () -> refuse(path)));
  }

  private void refuse(String path) {
    Call.Answer page = admin.withoutToken(path).get();
    assertThat(page.status()).as(path).isEqualTo(200);
    int sent = 0;
    for (String form : forms(page.text())) {
      Map<String, String> untouched = Forms.fields(form + "</main>");
      Set<String> kept = kept(form);
      if (!kept.containsAll(untouched.keySet())) {
        sent += refuse(path, form, untouched, kept);
      }
    }
    assertThat(sent).as("forms that can be filled in").isPositive();
  }

  private int refuse(String path, String form, Map<String, String> untouched, Set<String> kept) {
    Matcher found = ACTION.matcher(form);
    assertThat(found.find()).as(form).isTrue();
    String action = found.group(1);
    Map<String, List<String>> choices = choices(form);
    // Each value with another choice: all pairs would take minutes, and find no more.
    for (int round = 0; round < BAD.size(); round++) {
      Map<String, String> fields = new LinkedHashMap<>(untouched);
      for (String name : untouched.keySet()) {
        if (choices.containsKey(name)) {
          fields.put(name, choices.get(name).get(round % choices.get(name).size()));
        } else if (!kept.contains(name)) {
          fields.put(name, BAD.get(round));
        }
      }
      check(path, action, Pages.post(admin, action, fields), fields);
    }
    return BAD.size();
  }

  private void check(String path, String action, Call.Answer answer, Map<String, String> fields) {
    assertThat(answer.status()).as(action).isLessThan(500);
    if (answer.status() < 400) {
      return;
    }
    String main = main(answer.text());
    List<String> told = texts(main.contains("<form") ? TOLD : WORDS, main);
    assertThat(told).as("%s says why it refuses %s", action, fields).isNotEmpty();
    for (String text : told) {
      assertThat(OF_PROGRAMS.matcher(text).find()).as(path + ": " + text).isFalse();
      if (!text.contains("JSONata over")) {
        assertThat(foreign(text)).as(path + ": " + text).isEmpty();
      }
    }
  }

  private List<String> foreign(String text) {
    return names.matcher(text).results().map(MatchResult::group).toList();
  }

  private static List<String> texts(Pattern pattern, String main) {
    return pattern
        .matcher(main)
        .results()
        .map(each -> each.group(2).replaceAll("<[^>]*>", "").strip())
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static String main(String page) {
    return page.substring(page.indexOf("<main"), page.indexOf("</main>"));
  }

  private static List<String> forms(String page) {
    return FORM.matcher(main(page)).results().map(MatchResult::group).toList();
  }

  /** Returns the names of the fields that nobody types into. */
  private static Set<String> kept(String form) {
    List<String> inputs =
        new ArrayList<>(HIDDEN.matcher(form).results().map(MatchResult::group).toList());
    return inputs.stream()
        .map(input -> input.replaceAll(".*\\bname=\"([^\"]*)\".*", "$1"))
        .collect(Collectors.toSet());
  }

  private static Map<String, List<String>> choices(String form) {
    Map<String, List<String>> choices = new HashMap<>();
    SELECT
        .matcher(form)
        .results()
        .forEach(
            select -> {
              List<String> values =
                  OPTION.matcher(select.group(2)).results().map(each -> each.group(1)).toList();
              if (!values.isEmpty()) {
                choices.put(select.group(1), values);
              }
            });
    return choices;
  }
}
