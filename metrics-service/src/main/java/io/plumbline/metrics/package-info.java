/**
 * Meters of runs. Reads what trainers and gates say, folds it into one view per run, and shows the views at
 * {@code /metrics}. What is shown is a function of the log: no view remembers anything that the log does not say.
 * Nothing is ever null.
 */
package io.plumbline.metrics;
