package org.wardbell.standalone.demo;

/**
 * A webhook of the demo.
 *
 * @param id as the API gave it
 * @param name as a person reads it
 * @param path where the receiver hears it
 * @param secret the signing secret, which the API shows once
 */
record DemoWebhook(String id, String name, String path, String secret) {
  @Override
  public String toString() {
    return name;
  }
}
