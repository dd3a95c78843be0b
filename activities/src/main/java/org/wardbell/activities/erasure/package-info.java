/** The erasure of a subject: all that is kept of a patient, by one request. */
@NullMarked
package org.wardbell.activities.erasure;

import org.jspecify.annotations.NullMarked;
