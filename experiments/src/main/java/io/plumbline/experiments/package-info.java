/**
 * The comparison harness: a plan of methods, learning rates and seeds is run through the real pipeline; every run gives
 * a small result file, and paired tests compare them. It uses the trainer and the log only to get runs.
 */
package io.plumbline.experiments;
