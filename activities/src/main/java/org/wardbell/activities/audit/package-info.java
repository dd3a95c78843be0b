/** The audit trail: who did what and from where, sealed so that a change of it is noticed. */
@NullMarked
package org.wardbell.activities.audit;

import org.jspecify.annotations.NullMarked;
