package org.wardbell.simulator.google.list;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The switches for what lists do where Google is reported to do one thing or the other. */
public final class ListSwitches {

  private volatile boolean emptyFirstPages;
  private volatile boolean instancesBeyondTheWindow = true;
  private volatile @Nullable Duration tombstonesOfInstancesReach;

  boolean emptyFirstPages() {
    return emptyFirstPages;
  }

  /** Sets whether every list begins with an empty page that has a next one. */
  public void emptyFirstPages(boolean empty) {
    emptyFirstPages = empty;
  }

  boolean instancesBeyondTheWindow() {
    return instancesBeyondTheWindow;
  }

  /**
   * Sets whether an incremental list shows instances that lie outside the window of the first pass.
   * It does at first: users report years of instances after one touch of a series.
   */
  public void instancesBeyondTheWindow(boolean come) {
    instancesBeyondTheWindow = come;
  }

  @Nullable Duration tombstonesOfInstancesReach() {
    return tombstonesOfInstancesReach;
  }

  /**
   * Sets how far into the future an incremental list has tombstones of instances; null, at first,
   * for all of them. Users report six months after a whole series was deleted.
   */
  public void tombstonesOfInstancesReach(@Nullable Duration reach) {
    tombstonesOfInstancesReach = reach;
  }
}
