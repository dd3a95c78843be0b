package org.wardbell.standalone.browser;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Words that a page must not give away, such as names, payloads and secrets, looked for wherever a
 * browser could keep them: source, title, address, storage, cookies, caches.
 */
public final class Canaries {
  private static final String PLACES =
      """
      async () => {
        const places = {
          title: document.title,
          address: location.href,
          source: document.documentElement.outerHTML,
          'local storage': JSON.stringify({...localStorage}),
          'session storage': JSON.stringify({...sessionStorage}),
          history: JSON.stringify(history.state),
          'window name': window.name,
        };
        const fields = [...document.querySelectorAll('input, textarea, select')];
        places.fields = fields.map(each => each.value).join('\\n');
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            const kept = await cache.match(request);
            places['cache ' + name + ' ' + request.url] = await kept.text();
          }
        }
        for (const database of await indexedDB.databases()) {
          places['database ' + database.name] = database.name;
        }
        return places;
      }
      """;

  private Canaries() {}

  /** Returns where each of them was found. */
  @SuppressWarnings("unchecked")
  public static List<String> places(Page page, Collection<String> canaries) {
    Map<String, String> places = (Map<String, String>) page.evaluate(PLACES);
    page.context().cookies().forEach(cookie -> places.put("cookie " + cookie.name, cookie.value));
    // What the server sent, before any script changed it; the session's cookie goes with it.
    places.put("answer", page.request().get(page.url()).text());
    List<String> found = new ArrayList<>();
    places.forEach(
        (place, text) ->
            canaries.stream()
                .filter(canary -> text != null && text.contains(canary))
                .forEach(canary -> found.add(canary + " in " + place)));
    return found;
  }

  /** Fails if one of them is found anywhere. */
  public static void requireNoneOn(Page page, Collection<String> canaries) {
    List<String> found = places(page, canaries);
    if (!found.isEmpty()) {
      throw new AssertionError(page.url() + " gives away:\n  " + String.join("\n  ", found));
    }
  }
}
