/** The benchmark of questions about a long history: it fills a database and asks. */
@NullMarked
package org.wardbell.standalone.bench.history;

import org.jspecify.annotations.NullMarked;
