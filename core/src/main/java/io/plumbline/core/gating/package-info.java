/**
 * From statistics to decisions: what a run's gate remembers, when it decides, what it changes and why.
 *
 * <p>{@link io.plumbline.core.gating.RunGate} is the entry. Its state is a {@link io.plumbline.core.gating.GateState}
 * and one {@link io.plumbline.core.gating.NodeAverages} a shard, both written and read bit for bit. Statistics fold
 * into the state; deciding is pure, and a {@link io.plumbline.core.gating.MaskDecision} becomes state in one place.
 */
package io.plumbline.core.gating;
