package org.wardbell.activities.network;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The query of an address to which a browser is sent, written as a form is (URL standard). */
public final class UrlQuery {
  private UrlQuery() {}

  /**
   * Returns an address with fields at its end.
   *
   * @param address may have a query already; no fragment
   * @param fields in their order
   */
  public static URI appended(String address, Map<String, String> fields) {
    return URI.create(
        address
            + (address.contains("?") ? "&" : "?")
            + fields.entrySet().stream()
                .map(
                    each ->
                        each.getKey()
                            + "="
                            + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
  }
}
