/**
 * Labelled examples: readers for IDX, CIFAR-10 binary and CSV, their split into training and test part, and their
 * scaling. Whatever cannot be read is one sentence: which file, what was wrong, what was expected.
 */
package io.plumbline.engine.data;
