/** First attempts, inside the dispatch of an event. */
@NullMarked
package org.wardbell.activities.delivery.express;

import org.jspecify.annotations.NullMarked;
