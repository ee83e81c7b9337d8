package io.plumbline.broker;

/** The embedded broker cannot start or go on; the message is one sentence for the user. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerException(String message) {
        super(message);
    }

    BrokerException(String message, Throwable cause) {
        super(message, cause);
    }
}
