/** What a comparison says about numbers: one statistic, one class, its definition in the Javadoc. Knows no run. */
package io.plumbline.experiments.statistics;
