/**
 * What the tests of every room share: a real broker, readers that wait for a condition, synthetic runs, and guarantees
 * that watch a pipeline and then say which of its promises was broken.
 */
package io.plumbline.testkit;
