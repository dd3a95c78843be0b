/** Tests of what operators get beside the program: metrics, alerts, runbook, board, unit, chart. */
@NullMarked
package org.wardbell.standalone.operations;

import org.jspecify.annotations.NullMarked;
