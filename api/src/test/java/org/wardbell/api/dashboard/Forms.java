package org.wardbell.api.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a browser would send of the last form in a page's main part if nobody touched it. */
final class Forms {
  private static final Pattern FIELD =
      Pattern.compile(
          "<(?<tag>input|textarea|option)\\b(?<attributes>[^>]*)>(?:\\n?(?<text>[^<]*)</textarea>)?"
              + "|<select\\b(?<select>[^>]*)>");

  private Forms() {}

  /** Returns fields, each a name and its value. */
  static Map<String, String> of(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  /** Returns the fields by their names; of several with one name, the last. */
  static Map<String, String> fields(String page) {
    String main = page.substring(0, page.indexOf("</main>"));
    String form = main.substring(main.lastIndexOf("<form"));
    Map<String, String> fields = new LinkedHashMap<>();
    String select = "";
    for (Matcher field = FIELD.matcher(form); field.find(); ) {
      if (field.group("select") != null) {
        select = attribute(field.group("select"), "name");
        continue;
      }
      String attributes = field.group("attributes");
      String name = attribute(attributes, "name");
      String value = attribute(attributes, "value");
      if (field.group("tag").equals("option")) {
        if (attributes.matches(".*\\bselected\\b.*") || !fields.containsKey(select)) {
          fields.put(select, value);
        }
      } else if (field.group("tag").equals("textarea")) {
        fields.put(name, text(field.group("text")));
      } else if (!attributes.contains("type=\"checkbox\"")) {
        fields.put(name, value);
      } else if (attributes.matches(".*\\bchecked\\b.*")) {
        fields.put(name, value.isEmpty() ? "on" : value);
      }
    }
    fields.remove("");
    return fields;
  }

  private static String attribute(String attributes, String name) {
    Matcher value = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(attributes);
    return value.find() ? text(value.group(1)) : "";
  }

  private static String text(String escaped) {
    return escaped == null
        ? ""
        : escaped
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
  }
}
