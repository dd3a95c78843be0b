package org.wardbell.api.dashboard.frame;

/**
 * A filter of a list with a name.
 *
 * @param address of the list with it
 * @param isShown whether it is the one that is looked at
 */
public record NamedView(String name, String address, boolean isShown) {}
