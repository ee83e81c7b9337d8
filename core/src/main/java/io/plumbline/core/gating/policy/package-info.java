/** Policies: what every node's gate should be, from what was measured of the nodes. Formulas: {@code core/README.md}. */
package io.plumbline.core.gating.policy;
