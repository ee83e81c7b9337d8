package io.plumbline.service;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests: quick pages on the thread that read the request, the meters on a thread of their own, so that
 * health is answered however long the meters take. No thread waits for a client.
 */
final class Pages extends Handler.Abstract implements AutoCloseable {

    private static final String METRICS = "/metrics";

    /** Scrapes that may wait for others; further ones get an answer to come back later. */
    private static final int WAITING = 64;

    /** Up to this many scrapes at once are replicas of Prometheus; more are clients that do not read. */
    private static final int CROWD = 4;

    /** Named among the codings that a client accepts, and not with quality 0. */
    private static final Pattern GZIP = Pattern.compile("(?i)(^|,)\\s*gzip\\s*(,|$|;(?!\\s*q=0(\\.0*)?\\s*(,|$)))");

    private final Map<String, Page> quick;
    private final Page metrics;
    private final SortedSet<String> paths;
    private final ThreadPoolExecutor slow;
    private final AtomicInteger scrapes = new AtomicInteger();

    /**
     * Creates the pages.
     *
     * @param service its name
     * @param health pages by their path, each quick to make
     * @param metrics the page of the meters
     */
    Pages(String service, Map<String, Page> health, Page metrics) {
        this.quick = new TreeMap<>(health);
        this.metrics = metrics;
        this.paths = new TreeSet<>(health.keySet());
        paths.add(METRICS);
        quick.put("/", new IndexPage(service, paths));
        this.slow = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> thread(service, task));
    }

    private static Thread thread(String service, Runnable task) {
        Thread thread = new Thread(task, service + "-admin-metrics");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!METRICS.equals(path) && !quick.containsKey(path)) {
            send(request, response, Answer.text(404, "Not here. Try one of " + paths + ".\n"), callback);
        } else if (!request.getMethod().matches("GET|HEAD")) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            send(request, response, Answer.text(405, "This page can only be read: use GET.\n"), callback);
        } else if (METRICS.equals(path)) {
            scrape(request, response, callback);
        } else {
            answer(quick.get(path), request, response, callback);
        }
        return true;
    }

    private void scrape(Request request, Response response, Callback callback) {
        scrapes.incrementAndGet();
        Callback counted = Callback.from(callback, scrapes::decrementAndGet);
        try {
            slow.execute(() -> answer(metrics, request, response, counted));
        } catch (RejectedExecutionException tooMany) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
            send(request, response, Answer.text(503, "Too many scrapes at once: come back in a second.\n"), counted);
        }
    }

    private void answer(Page page, Request request, Response response, Callback callback) {
        try {
            String accept = joined(request.getHeaders(), HttpHeader.ACCEPT);
            send(request, response, page.answer(accept, scrapes.get() > CROWD), callback);
        } catch (Exception | Error failed) {
            Response.writeError(request, response, callback, failed);
        }
    }

    private static void send(Request request, Response response, Answer answer, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(answer.status());
        headers.put(HttpHeader.CONTENT_TYPE, answer.contentType());
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        if (request.getMethod().equals("HEAD")) {
            callback.succeeded();
            return;
        }
        ByteBuffer body = answer.body();
        if (GZIP.matcher(joined(request.getHeaders(), HttpHeader.ACCEPT_ENCODING))
                .find()) {
            headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
            body = answer.gzipped();
        }
        response.write(true, body, callback);
    }

    private static String joined(HttpFields headers, HttpHeader name) {
        return String.join(
                ",", headers.getFields(name).stream().map(HttpField::getValue).toList());
    }

    @Override
    public void close() {
        slow.shutdownNow();
    }
}
