/** The ages at which records end, and the reports of what ended. */
@NullMarked
package org.wardbell.api.retention;

import org.jspecify.annotations.NullMarked;
