/** A webhook's schedule of tries as a picture and in words, for every page that shows one. */
@NullMarked
package org.wardbell.api.dashboard.schedule;

import org.jspecify.annotations.NullMarked;
