package io.plumbline.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The two ports of a broker that is its own controller.
 *
 * @param broker where clients connect
 * @param controller where the broker talks to itself
 */
record Ports(int broker, int controller) {

    /** Below the range of ports that Linux uses for outgoing connections, so that a kept port stays free. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_767;
    private static final int ATTEMPTS = 1_000;

    /**
     * Returns two free ports.
     *
     * @param wanted port of the broker, or 0 for any
     * @throws BrokerException where none is free
     */
    static Ports free(String host, int wanted) {
        int broker = wanted == 0 ? anyBut(host, 0) : wanted;
        return new Ports(broker, anyBut(host, broker));
    }

    private static int anyBut(String host, int taken) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (port != taken && isFree(host, port)) {
                return port;
            }
        }
        throw new BrokerException("no port between " + LOWEST + " and " + HIGHEST + " is free on " + host);
    }

    Ports withBroker(int port) {
        return new Ports(port, controller);
    }

    /** Checks that the ports are free: Kafka would report that only in its log. */
    void requireFree(String host) {
        for (int port : new int[] {broker, controller}) {
            if (!isFree(host, port)) {
                throw new BrokerException("port " + port + " on " + host + " is in use by another program: stop it,"
                        + " or choose another port or data directory");
            }
        }
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a broker just stopped stay for a minute and do not keep Kafka from listening either.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
