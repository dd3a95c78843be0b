/** Clinics as pages, and how long they keep what they have. */
@NullMarked
package org.wardbell.api.dashboard.settings.clinic;

import org.jspecify.annotations.NullMarked;
