/** The convergence gap and the generalization gap of a run, each beside what is predicted for it. */
package io.plumbline.core.gap;
