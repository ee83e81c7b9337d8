package io.plumbline.broker;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * The directory of a broker, locked for this process while it is open: Kafka's logs under {@code kafka}, the ports in
 * {@code broker.properties}.
 */
final class Home implements AutoCloseable {

    static final String KAFKA = "kafka";
    static final String PORTS = "broker.properties";
    static final String LOCK = "broker.lock";

    private static final String PORT = "port";
    private static final String CONTROLLER_PORT = "controller.port";

    private final Path directory;
    private final FileChannel channel;

    private Home(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Locks the directory, which is created if it is missing.
     *
     * @throws BrokerException where another broker has it, or it cannot be written
     */
    static Home open(Path directory) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new BrokerException("the data directory " + directory
                        + " is in use by a running broker: stop that one, or choose another directory");
            }
            return new Home(directory, channel);
        } catch (IOException e) {
            throw new BrokerException("the data directory " + directory + " cannot be used: " + e, e);
        }
    }

    static boolean lock(FileChannel channel) throws IOException {
        try {
            // Held until the channel closes, also when the process dies.
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path kafka() {
        return directory.resolve(KAFKA);
    }

    private static Path file(Path directory) {
        return directory.resolve(PORTS);
    }

    /**
     * Returns the ports of the last start; empty at the first.
     *
     * @throws BrokerException where the file does not hold two ports
     */
    Optional<Ports> ports() {
        return Files.exists(file(directory)) ? Optional.of(ports(directory)) : Optional.empty();
    }

    /** Returns the ports of the last start in a directory that is not locked. */
    static Ports ports(Path directory) {
        Properties kept = new Properties();
        try (Reader reader = Files.newBufferedReader(file(directory))) {
            kept.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new BrokerException(file(directory) + " cannot be read: " + e, e);
        }
        return new Ports(port(directory, kept, PORT), port(directory, kept, CONTROLLER_PORT));
    }

    private static int port(Path directory, Properties kept, String key) {
        String value = kept.getProperty(key, "");
        try {
            int port = Integer.parseInt(value);
            if (port > 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw badPort(directory, key, value, e);
        }
        throw badPort(directory, key, value, null);
    }

    private static BrokerException badPort(Path directory, String key, String value, NumberFormatException cause) {
        return new BrokerException(
                file(directory) + ": " + key + " must be a port, 1 to 65535, was '" + value + "'", cause);
    }

    void keep(Ports ports) throws IOException {
        Properties kept = new Properties();
        kept.setProperty(PORT, Integer.toString(ports.broker()));
        kept.setProperty(CONTROLLER_PORT, Integer.toString(ports.controller()));
        try (Writer writer = Files.newBufferedWriter(file(directory))) {
            kept.store(writer, "Ports of the broker whose data lies here");
        }
    }

    /** Releases the directory. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
