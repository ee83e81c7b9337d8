/** One Kafka broker inside this JVM: KRaft, durable, loopback only. */
package io.plumbline.broker;
