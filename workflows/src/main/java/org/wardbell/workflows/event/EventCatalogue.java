package org.wardbell.workflows.event;
public final class EventCatalogue {
  public boolean matches(String pattern, String type) { return pattern.equals(type) || pattern.equals("*"); }
}
