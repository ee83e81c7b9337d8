/**
 * What the services exchange: the bytes of events, the typed topics that hold them, and the values that several
 * services read out of them. Kafka's nulls end in this room.
 */
package io.plumbline.protocol;
