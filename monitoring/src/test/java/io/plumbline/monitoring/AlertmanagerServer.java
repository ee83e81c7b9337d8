package io.plumbline.monitoring;

import com.sun.net.httpserver.HttpServer;
import io.plumbline.testkit.Checkout;
import io.plumbline.testkit.FreePort;
import io.plumbline.testkit.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An Alertmanager with our routes, its webhook switched on, and what arrives there. */
final class AlertmanagerServer implements AutoCloseable {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final HttpServer webhook;
    private final Program process;
    private final int port;

    AlertmanagerServer(Path folder) throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/alerts", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        String config = Files.readString(Checkout.file("docker/prometheus/alertmanager.yaml"))
                .replace("receiver: none # or: webhook", "receiver: webhook")
                .replace("127.0.0.1:9095", "127.0.0.1:" + webhook.getAddress().getPort())
                .replaceAll("group_wait: \\d+s", "group_wait: 1s")
                .replaceAll("group_interval: \\d+m", "group_interval: 1s");
        Path file = folder.resolve("alertmanager.yaml");
        Files.writeString(file, config);
        port = FreePort.next();
        process = Program.start(
                folder.resolve("alertmanager.log"),
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + file,
                        "--storage.path=" + folder.resolve("alertmanager"),
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + port));
    }

    int port() {
        return port;
    }

    /** Forgets what the webhook was told, such as of targets that were not up yet. */
    void forget() {
        received.clear();
    }

    /** Returns whether the webhook was told of an alert. */
    boolean told(String alert) {
        return received.stream()
                .anyMatch(message ->
                        message.contains("\"alertname\":\"" + alert + "\"") && message.contains("\"firing\""));
    }

    @Override
    public void close() {
        process.close();
        webhook.stop(0);
    }
}
