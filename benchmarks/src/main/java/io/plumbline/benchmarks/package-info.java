/** What the hot paths cost. Every number in a document comes from one of these. */
package io.plumbline.benchmarks;
