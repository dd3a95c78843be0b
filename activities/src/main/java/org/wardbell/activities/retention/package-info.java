/** The end of records by age: policies, the sweep and its reports. */
@NullMarked
package org.wardbell.activities.retention;

import org.jspecify.annotations.NullMarked;
