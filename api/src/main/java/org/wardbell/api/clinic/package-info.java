/** Clinics and API keys over REST. */
@NullMarked
package org.wardbell.api.clinic;

import org.jspecify.annotations.NullMarked;
