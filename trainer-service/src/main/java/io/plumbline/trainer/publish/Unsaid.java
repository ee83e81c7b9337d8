package io.plumbline.trainer.publish;

/**
 * An event that was handed over, and of which it is not known that it is in the log.
 *
 * @param topic name
 * @param value its bytes
 */
public record Unsaid(String topic, byte[] value) {}
