/** The processes that work at this moment: the rows that they write, and who reads them. */
@NullMarked
package org.wardbell.activities.presence;

import org.jspecify.annotations.NullMarked;
