/**
 * What happened? Start at {@link dev.mcpgateway.audit.Journal}: every decision and every call leaves one record, which
 * the {@code Shipper} brings to Postgres in batches, beside the traffic and never on its way.
 *
 * <p>Not here: log lines and metrics; those may be lost, a record may not.
 */
@NullMarked
package dev.mcpgateway.audit;

import org.jspecify.annotations.NullMarked;
