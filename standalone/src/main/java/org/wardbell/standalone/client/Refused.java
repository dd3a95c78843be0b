package org.wardbell.standalone.client;

/** The end of a request without a success; the message is for people and quotes no key. */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  public Refused(String message) {
    super(message);
  }
}
