package org.wardbell.api.dashboard.frame;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;

/**
 * The frame of a page: what stands around it.
 *
 * @param path of the page, with its query
 * @param viewer who looks, or null on a page that is open to anybody
 * @param theme {@code auto}, {@code light} or {@code dark}
 * @param lit what makes the lamp, for pages that show it
 * @param now the moment to which relative times refer
 * @param here where a switch leads back to: the page, or after a form the list that it belongs to
 * @param leftOut what the page says of parts of its address that it left out, or null
 * @param names of clinics, and of those who did something
 */
public record Frame(
    String path,
    String here,
    @Nullable Viewer viewer,
    String theme,
    Supplier<Lamp> lit,
    Instant now,
    @Nullable String leftOut,
    Assets assets,
    Names names) {
  /** Returns the section that the page belongs to, or null. */
  public @Nullable Section section() {
    return Arrays.stream(Section.values())
        .filter(each -> isIn(each.address()))
        .findFirst()
        .orElse(null);
  }

  /** Returns the lamp; parts of a page that are fetched alone do not ask. */
  public Lamp lamp() {
    return lit.get();
  }

  /** Returns the address of a style sheet, script or picture. */
  public String asset(String file) {
    return assets.address(file);
  }

  /** Returns the person who looks; on pages that nobody else sees. */
  public Viewer person() {
    if (viewer == null) {
      throw new IllegalStateException("the page is open to anybody, and nobody is signed in");
    }
    return viewer;
  }

  /** Returns whether the person who looks has a role that covers this one. */
  public boolean may(Role needed) {
    return viewer != null && viewer.may(needed);
  }

  /** Returns whether a section of the rail is the one that the page belongs to. */
  public boolean isIn(String section) {
    String page = path.replaceFirst("[?#].*", "");
    return section.equals(PagePaths.OVERVIEW)
        ? page.equals(section)
        : page.equals(section) || page.startsWith(section + "/");
  }

  /** Returns whether the page belongs to a section that a telephone has under "More". */
  public boolean isInMore() {
    return Section.more().stream().anyMatch(section -> isIn(section.address()));
  }

  /** Returns whether lists say whose each row is: somebody looks at several clinics at once. */
  public boolean showsClinics() {
    return viewer != null && viewer.seesSeveral();
  }

  /** Returns the name of a clinic; of what belongs to none, that it is of all. */
  public String clinic(@Nullable UUID id) {
    return names.clinic(id);
  }

  /** Returns the name of a webhook. */
  public String webhook(UUID id) {
    return names.webhook(id);
  }

  /** Returns the name of whoever did something, by what the audit trail calls them. */
  public String actor(String actor) {
    return names.actor(actor);
  }

  /** Returns a moment as the person sees it. */
  public Moment moment(Instant at) {
    return Moment.of(at, zone(), now);
  }

  /** Returns whether a moment is still to come. */
  public boolean isAhead(Instant at) {
    return at.isAfter(now);
  }

  /** Returns the zone in which times are shown. */
  public ZoneId zone() {
    return viewer == null ? ZoneOffset.UTC : viewer.zone();
  }
}
