/**
 * From the training loop to Kafka without ever delaying the loop: a queue bounded in bytes drops whole steps, oldest
 * first, and never an event. One thread sends.
 */
package io.plumbline.trainer.publish;
