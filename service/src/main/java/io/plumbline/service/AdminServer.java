package io.plumbline.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port of a service: {@code /metrics} (Prometheus text, OpenMetrics with exemplars or Prometheus protobuf, by
 * the Accept header), {@code /health/live|ready|started} (JSON; 200, or 503 with the causes) and an index at {@code /}.
 * Clients that send half a request or do not read their answer hold no thread, and are closed after five seconds.
 */
public final class AdminServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** Two threads accept and select; no other thread waits for a client. */
    private static final int THREADS = 6;

    private static final int IDLE_THREADS_MS = 60_000;

    /** A client that neither sends its request on nor reads its answer for this long is given up. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 128;

    private final Server server;
    private final ServerConnector connector;
    private final Pages pages;

    private AdminServer(Server server, ServerConnector connector, Pages pages) {
        this.server = server;
        this.connector = connector;
        this.pages = pages;
    }

    /**
     * Starts to listen.
     *
     * @throws StartException if the port is taken or the host is not this machine's
     */
    public static AdminServer start(AdminSettings settings, Health health, Registry registry) {
        return start(settings, health, registry, IDLE);
    }

    /** The same, with another time after which a client that stands still is given up. */
    static AdminServer start(AdminSettings settings, Health health, Registry registry, Duration idle) {
        Map<String, Page> healthy = new TreeMap<>();
        for (Health.Probe probe : Health.Probe.values()) {
            healthy.put(HealthPage.path(probe), new HealthPage(health, probe));
        }
        Pages pages = new Pages(registry.service(), healthy, new MetricsPage(registry.prometheus()));
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1, IDLE_THREADS_MS);
        threads.setName(registry.service() + "-admin");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server server = new Server(threads);
        ServerConnector connector = connector(server, settings, idle);
        server.addConnector(connector);
        server.setHandler(pages);
        server.setStopTimeout(0);
        AdminServer admin = new AdminServer(server, connector, pages);
        admin.listen(settings);
        return admin;
    }

    /** Returns the port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            LOG.warn("the admin port was not closed", failed);
        } finally {
            pages.close();
        }
    }

    private static ServerConnector connector(Server server, AdminSettings settings, Duration idle) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(idle.toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        connector.addBean(new OldestGoes());
        return connector;
    }

    private void listen(AdminSettings settings) {
        String where = settings.host() + ":" + settings.port();
        if (new InetSocketAddress(settings.host(), settings.port()).isUnresolved()) {
            throw new StartException("admin.host " + settings.host() + " is no name or address of this machine");
        }
        boolean started = false;
        try {
            connector.open();
            server.start();
            started = true;
        } catch (IOException taken) {
            throw new StartException(
                    "The admin port " + where + " cannot be opened (" + said(taken)
                            + "): is another service running? Choose another with --admin-port, 0 for any free one.",
                    taken);
        } catch (Exception failed) {
            throw new StartException("The admin port " + where + " cannot be opened: " + failed.getMessage(), failed);
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** Returns the message of the system: Jetty wraps it and names the address again. */
    private static String said(IOException taken) {
        return taken.getCause() == null ? taken.getMessage() : taken.getCause().getMessage();
    }
}
