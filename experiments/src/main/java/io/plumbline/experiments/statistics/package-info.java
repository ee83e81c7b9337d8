/** The statistics of a comparison: one class for each, with its definition in the Javadoc. Knows nothing of runs. */
package io.plumbline.experiments.statistics;
