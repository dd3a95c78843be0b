package org.wardbell.activities.clinic;

import java.util.UUID;

/** The absence of a clinic that something belongs to: its row was removed behind our back. */
public final class MissingClinicException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MissingClinicException(UUID id) {
    super("there is no clinic " + id);
  }
}
