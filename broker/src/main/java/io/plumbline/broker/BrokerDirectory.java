package io.plumbline.broker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A directory seen from outside: whether a broker keeps its data there, and whether that broker runs. Starts nothing. */
public final class BrokerDirectory {

    private BrokerDirectory() {}

    /** Returns whether a broker has kept its data there. Links are not followed: what lies behind one is not ours. */
    public static boolean isOne(Path directory) {
        Path kafka = directory.resolve(Home.KAFKA);
        return Files.isRegularFile(directory.resolve(Home.PORTS), LinkOption.NOFOLLOW_LINKS)
                && Files.isDirectory(kafka, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(kafka.resolve(EmbeddedBroker.FORMATTED), LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the directory of Kafka's logs in a broker's directory. */
    public static Path logs(Path directory) {
        return directory.resolve(Home.KAFKA);
    }

    /**
     * Returns where the broker listens that runs on the directory, if one does.
     *
     * @throws BrokerException where that cannot be found out
     */
    public static Optional<String> running(Path directory) {
        Optional<Closeable> taken = take(directory);
        if (taken.isPresent()) {
            try {
                taken.get().close();
            } catch (IOException e) {
                throw new BrokerException("the lock of " + directory + " cannot be given back: " + e, e);
            }
            return Optional.empty();
        }
        return Optional.of(KafkaProperties.address(
                BrokerSettings.LOOPBACK, Home.ports(directory).broker()));
    }

    /**
     * Takes the directory, so that no broker starts there until it is given back.
     *
     * @return what gives it back; empty where a running broker has it
     * @throws BrokerException where the lock cannot be had
     */
    public static Optional<Closeable> take(Path directory) {
        try {
            FileChannel channel = FileChannel.open(
                    directory.resolve(Home.LOCK),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            if (Home.lock(channel)) {
                return Optional.of(channel);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new BrokerException("the data directory " + directory + " cannot be used: " + e, e);
        }
    }
}
