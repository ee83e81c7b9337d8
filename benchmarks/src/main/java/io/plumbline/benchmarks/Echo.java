package io.plumbline.benchmarks;

/** Sends back what it reads, without transactions: the shortest time of any service behind a broker. */
final class Echo implements AutoCloseable {

    static final String IN = "echo-in";
    static final String OUT = "echo-out";

    private final Sending out;
    private final Polling in;

    /** Starts to echo; the key comes back alone: most decisions are as short. */
    Echo(Pipeline pipeline) {
        out = pipeline.producer("echo");
        in = new Polling("echo", pipeline.reader("echo", IN), record -> out.send(OUT, record.key(), new byte[0]));
    }

    @Override
    public void close() {
        in.close();
        out.close();
    }
}
