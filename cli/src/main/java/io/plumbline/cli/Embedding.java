package io.plumbline.cli;

import io.plumbline.broker.BrokerException;
import io.plumbline.broker.BrokerSettings;
import io.plumbline.broker.EmbeddedBroker;
import io.plumbline.core.files.FileTrouble;
import io.plumbline.service.StartException;
import java.io.IOException;

/** Starts the broker in this JVM; a failure becomes one sentence for the console. */
final class Embedding {

    private Embedding() {}

    static EmbeddedBroker broker(BrokerSettings settings) {
        try {
            return EmbeddedBroker.start(settings);
        } catch (BrokerException e) {
            throw new StartException(sentence(settings, e), e);
        }
    }

    private static String sentence(BrokerSettings settings, BrokerException failed) {
        return failed.getCause() instanceof IOException refused
                ? "the broker's data directory " + settings.directory() + " cannot be used: "
                        + FileTrouble.why(settings.directory(), refused) + "; choose another with --directory"
                : failed.getMessage();
    }
}
