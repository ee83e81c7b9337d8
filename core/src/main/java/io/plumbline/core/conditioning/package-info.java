/**
 * Estimators of a run's and its nodes' conditioning: smoothness λ, PL constant μ, condition number κ, and shares.
 *
 * <p>What is unknown is NaN: nothing seen yet, 0/0, or an input that was not a number. Averages refuse NaN and ∞,
 * because a single one would make every later value invalid. Sums run in index order, so that a value is the same bit
 * for bit everywhere.
 */
package io.plumbline.core.conditioning;
