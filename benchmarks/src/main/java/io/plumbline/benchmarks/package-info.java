/** What the hot paths cost. Every number that a document names is made by one of these. */
package io.plumbline.benchmarks;
