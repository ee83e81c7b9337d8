/**
 * The gate as a service: a Kafka Streams topology that feeds the statistics of every run to {@link
 * io.plumbline.core.gating.RunGate} and publishes what it decided.
 *
 * <p>{@link io.plumbline.gate.GateService} starts it. A run's state is what its partition of step-stats made it: a head
 * and one blob a shard, kept in two stores and their changelogs. Processing is exactly-once, so that after a death at
 * any moment no decision is lost, doubled or out of order. Nothing here decides; time is only used to remove runs
 * without new records.
 */
package io.plumbline.gate;
