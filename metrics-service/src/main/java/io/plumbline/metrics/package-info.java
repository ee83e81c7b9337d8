/**
 * Meters of runs. Reads the records of trainers and gates, folds them into one view per run, and shows the views at
 * {@code /metrics}. What is shown is a function of the log: no view holds anything that is not in the log. Nothing is
 * ever null.
 */
package io.plumbline.metrics;
