package io.plumbline.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * The admin port of a service: {@code /metrics} (Prometheus text, OpenMetrics with exemplars or Prometheus protobuf, by
 * the Accept header), {@code /health/live|ready|started} (JSON; 200, or 503 with the causes) and an index at {@code /}.
 */
public final class AdminServer implements AutoCloseable {

    /** Scrapes and probes are short; a slow reader must not hold up a probe. */
    private static final int THREADS = 4;

    /** Named among the codings that a client accepts, and not with quality 0. */
    private static final Pattern GZIP = Pattern.compile("(?i)(^|,)\\s*gzip\\s*(,|$|;(?!\\s*q=0(\\.0*)?\\s*(,|$)))");

    private final HttpServer server;
    private final ExecutorService threads;

    private AdminServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @throws StartException if the port is taken or the host is not this machine's
     */
    public static AdminServer start(AdminSettings settings, Health health, Registry registry) {
        Map<String, Page> pages = new TreeMap<>();
        pages.put("/metrics", new MetricsPage(registry.prometheus()));
        for (Health.Probe probe : Health.Probe.values()) {
            pages.put(HealthPage.path(probe), new HealthPage(health, probe));
        }
        pages.put("/", new IndexPage(registry.service(), pages.keySet()));
        HttpServer server = listen(settings);
        AtomicInteger count = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, registry.service() + "-admin-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.start();
        return new AdminServer(server, threads);
    }

    /** Returns the port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static HttpServer listen(AdminSettings settings) {
        String where = settings.host() + ":" + settings.port();
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            throw new StartException("admin.host " + settings.host() + " is no name or address of this machine");
        }
        try {
            return HttpServer.create(address, 0);
        } catch (BindException taken) {
            throw new StartException(
                    "The admin port " + where + " cannot be opened (" + taken.getMessage()
                            + "): is another service running? Choose another with --admin-port, 0 for any free one.",
                    taken);
        } catch (IOException failed) {
            throw new StartException("The admin port " + where + " cannot be opened: " + failed.getMessage(), failed);
        }
    }

    private static void answer(HttpExchange exchange, Map<String, Page> pages) throws IOException {
        try (exchange) {
            Page page = pages.get(exchange.getRequestURI().getPath());
            if (page == null) {
                send(exchange, Answer.text(404, "Not here. Try one of " + pages.keySet() + ".\n"));
            } else if (!exchange.getRequestMethod().matches("GET|HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, Answer.text(405, "This page can only be read: use GET.\n"));
            } else {
                send(exchange, page.answer(exchange));
            }
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else if (acceptsGzip(exchange)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(answer.status(), 0);
            try (OutputStream body = new GZIPOutputStream(exchange.getResponseBody())) {
                body.write(answer.body());
            }
        } else {
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private static boolean acceptsGzip(HttpExchange exchange) {
        List<String> header = exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of());
        return GZIP.matcher(String.join(",", header)).find();
    }
}
