/**
 * Histories of earlier versions, and the proof that today's code still understands them.
 *
 * <p>A workflow may be open for days across a deploy. The files in {@code
 * src/test/resources/histories} show it in that state. When a change of a workflow is deliberate
 * and guarded by {@code Workflow.getVersion}, keep the old files, and record new ones beside them:
 * {@code ./mvnw -pl workflows test -Dtest=HistoryRecordingTest -Dwardbell.record-histories=true}.
 */
@NullMarked
package org.wardbell.workflows.history;

import org.jspecify.annotations.NullMarked;
