/** The benchmark of the dashboard's pages: a long history, and a browser's requests. */
@NullMarked
package org.wardbell.standalone.bench.dashboard;

import org.jspecify.annotations.NullMarked;
