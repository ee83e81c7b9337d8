/**
 * Networks with gates: one update, its statistics, probes of curvature. The only room that knows ND4J; what leaves it
 * is plain Java. Matrices are row-major; weights are [in, out]; a batch is [examples, features].
 */
package io.plumbline.engine;
