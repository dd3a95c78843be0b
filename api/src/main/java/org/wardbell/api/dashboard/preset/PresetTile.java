package org.wardbell.api.dashboard.preset;

/** A preset among those to choose from. */
public record PresetTile(String id, String name, String description) {}
