package io.plumbline.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/**
 * What a worker process needs for one run, as a line of JSON.
 *
 * @param key of the result
 * @param run id
 * @param method that is trained
 * @param settings data relative to the data root
 * @param dataRoot folder above the data sets
 * @param file for the result; empty: a warm-up, nothing is kept
 */
record Assignment(String key, String run, String method, Map<String, String> settings, String dataRoot, String file) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String line() {
        return text(this);
    }

    static Assignment parse(String line) throws JsonProcessingException {
        return JSON.readValue(line, Assignment.class);
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a record of texts can be written", impossible);
        }
    }

    /**
     * The first line for a worker process: how to reach Kafka. Not on its command line, which other users can read.
     *
     * @param bootstrapServers host:port, comma-separated
     * @param kafka properties of Kafka's clients
     * @param topicPrefix of the installation
     */
    record Connection(String bootstrapServers, Map<String, String> kafka, String topicPrefix) {

        String line() {
            return text(this);
        }

        static Connection parse(String line) throws JsonProcessingException {
            return JSON.readValue(line, Connection.class);
        }
    }
}
