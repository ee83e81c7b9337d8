/**
 * The comparison harness: a plan of methods, learning rates and seeds is run through the real pipeline, run by run into
 * small result files, and compared by paired tests. It knows the trainer and the log, and only ever asks them for runs.
 */
package io.plumbline.experiments;
