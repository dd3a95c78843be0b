/** Keeps clinics, their keys and the audit trail. */
@NullMarked
package org.wardbell.activities.clinic;

import org.jspecify.annotations.NullMarked;
