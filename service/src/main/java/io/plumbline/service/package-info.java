/**
 * What every service shares: configuration, admin port, Kafka client settings, life cycle. Nothing here knows a topic,
 * a run or a decision. Nothing is ever null.
 */
package io.plumbline.service;
