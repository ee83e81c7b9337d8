package io.plumbline.broker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Looks at a directory from outside: whether a broker keeps its data there, and whether that broker runs. Starts
 * nothing.
 */
public final class BrokerDirectory {

    private BrokerDirectory() {}

    /** Returns whether a broker has kept its data there. Links are not followed: their targets are not ours. */
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
     * Returns whether a broker runs on the directory.
     *
     * @throws BrokerException if that cannot be determined
     */
    public static boolean isRunning(Path directory) {
        if (!Files.exists(directory.resolve(Home.LOCK), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Optional<Closeable> taken = take(directory);
        try {
            if (taken.isPresent()) {
                taken.get().close();
            }
        } catch (IOException e) {
            throw new BrokerException("the lock of " + directory + " cannot be given back: " + e, e);
        }
        return taken.isEmpty();
    }

    /**
     * Returns the address of the broker of the directory at its last start.
     *
     * @throws BrokerException where the file of its ports cannot be read
     */
    public static String address(Path directory) {
        return KafkaProperties.address(
                BrokerSettings.LOOPBACK, Home.ports(directory).broker());
    }

    /**
     * Locks the directory, so that no broker starts there until it is released.
     *
     * @return releases the directory; empty if a running broker has it
     * @throws BrokerException if it cannot be locked
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
