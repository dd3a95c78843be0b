/** The figures of a measurement, as tables for people and as a file for machines. */
@NullMarked
package org.wardbell.standalone.bench.report;

import org.jspecify.annotations.NullMarked;
