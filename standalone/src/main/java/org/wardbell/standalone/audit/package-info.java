/** The commands on the audit trail of a running server. */
@NullMarked
package org.wardbell.standalone.audit;

import org.jspecify.annotations.NullMarked;
