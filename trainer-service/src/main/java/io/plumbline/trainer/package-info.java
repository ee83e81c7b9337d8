/**
 * Trains one run: the loop, what it measures, what it reports, and the service around it. Packages inside: {@code run}
 * (the description of a run), {@code publish} (events to Kafka), {@code mask} (decisions from the gate).
 */
package io.plumbline.trainer;
