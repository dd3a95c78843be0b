/** The page that people see first: figures, what needs somebody, what happens just now. */
@NullMarked
package org.wardbell.api.dashboard.overview;

import org.jspecify.annotations.NullMarked;
