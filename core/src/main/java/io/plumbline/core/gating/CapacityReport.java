package io.plumbline.core.gating;

import io.plumbline.core.gating.policy.CapacityFloor;

/**
 * What the capacity floor did to a decision.
 *
 * @param floor Π, and how it was computed
 * @param capacity C(m) after the decision, weights
 * @param heldBack how many nodes were asked to close and stay open for the floor
 */
public record CapacityReport(CapacityFloor floor, double capacity, int heldBack) {}
