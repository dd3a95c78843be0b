package org.wardbell.standalone.browser.product;

/**
 * A person who can sign in.
 *
 * @param id the person's id
 * @param email the address to sign in with
 * @param password made up; long enough
 */
public record TestPerson(String id, String email, String password) {}
