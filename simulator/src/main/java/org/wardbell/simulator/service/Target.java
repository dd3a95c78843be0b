package org.wardbell.simulator.service;

import java.util.Map;
import org.wardbell.simulator.http.Response;

/** A stand-in for one service. Knows only what the service's documentation says. */
interface Target {
  /** Returns the word that tests name it by. */
  String name();

  /**
   * Returns what a person copies from its pages to write to it: addresses and the credentials that
   * it takes, under common names for them.
   *
   * @param here the beginning of its addresses, {@code http://127.0.0.1:<port>}
   */
  Map<String, String> account(String here);

  /** Returns whether a path is this service's. */
  boolean serves(String path);

  /** Returns the service's answer to a request, right or wrong. */
  Response answer(TargetRequest request);

  /** Returns the shapes of its errors that do not follow from the request, by their names. */
  Map<String, Response> errors();
}
