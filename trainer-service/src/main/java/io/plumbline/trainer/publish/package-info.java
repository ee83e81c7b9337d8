/**
 * From the training loop to Kafka without ever holding it up: a queue bounded in bytes, whole steps dropped, oldest
 * first; events never. One thread sends.
 */
package io.plumbline.trainer.publish;
