/**
 * Trains one run: the loop, what it measures, whom it tells, and the service around it. Rooms inside: {@code data}
 * (examples), {@code run} (what a run is to be), {@code engine} (the network), {@code publish} (towards Kafka),
 * {@code mask} (from the gate), {@code weights} (files).
 */
package io.plumbline.trainer;
