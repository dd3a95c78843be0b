package org.wardbell.standalone.browser.product;

import java.util.Map;

/**
 * A clinic that a test made.
 *
 * @param id the clinic's id
 * @param name unique in this product
 * @param api a client with an ADMIN key of this clinic
 */
public record TestClinic(RunningProduct product, String id, String name, ApiClient api) {
  public TestPerson reader() {
    return person("READER");
  }

  public TestPerson writer() {
    return person("WRITER");
  }

  public TestPerson administrator() {
    return person("ADMIN");
  }

  private TestPerson person(String role) {
    return product.person(role, Map.of("clinic", id));
  }

  /** Makes a key with a role in this clinic; returns a client that uses it. */
  public ApiClient client(String role) {
    return product.client(role, Map.of("clinic", id));
  }
}
