package io.plumbline.trainer.publish;

import com.google.protobuf.MessageLite;
import java.util.Base64;

/**
 * An event that was handed over, and of which it is not known that it is in the log.
 *
 * @param topic name
 * @param event its bytes, base64
 */
public record Unsaid(String topic, String event) {

    static Unsaid of(String topic, MessageLite event) {
        return new Unsaid(topic, Base64.getEncoder().encodeToString(event.toByteArray()));
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(event);
    }
}
