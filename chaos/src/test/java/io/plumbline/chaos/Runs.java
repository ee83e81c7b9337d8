package io.plumbline.chaos;

import io.plumbline.engine.NamedArray;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.testkit.Program;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs of one kind, one after another, until no more are wanted. Thread safe. */
final class Runs implements AutoCloseable {

    static final int DECISION_INTERVAL = 20;

    private static final int MEGABYTES = 384;

    /** Exit code of a command that it would not help to repeat. */
    private static final int REFUSED = 2;

    private static final List<String> NETWORKS = List.of("network.safetensors", "network-averaged.safetensors");

    private final Place place;
    private final Kind kind;
    private final List<String> ids = new ArrayList<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final List<Supervised> processes = new ArrayList<>();
    private boolean last;

    private Runs(Place place, Kind kind) {
        this.place = place;
        this.kind = kind;
    }

    /** Begins the first, and the next whenever one is over. */
    static Runs begin(Place place, Kind kind) {
        Runs runs = new Runs(place, kind);
        runs.next("");
        return runs;
    }

    /** Makes a single run, and waits for its end. */
    static Runs single(Place place, Kind kind) {
        Runs runs = new Runs(place, kind);
        runs.finish();
        runs.next("undisturbed-");
        runs.over.join();
        return runs;
    }

    private synchronized void next(String prefix) {
        if (last && !ids.isEmpty()) {
            over.complete(null);
            return;
        }
        String id = prefix + kind.word() + "-" + (ids.size() + 1);
        List<String> command = command(id);
        Path said = place.directory().resolve(id + ".out");
        ids.add(id);
        Supervised process =
                Supervised.start(id, () -> Program.start(said, command), code -> code != 0 && code != REFUSED);
        processes.add(process);
        var unused = process.over().thenAccept(code -> ended(code, id, said, prefix));
    }

    private void ended(int code, String id, Path said, String prefix) {
        if (code == REFUSED) {
            over.completeExceptionally(new AssertionError(id + " was refused, see " + said));
        } else {
            next(prefix);
        }
    }

    private List<String> command(String id) {
        List<String> arguments = new ArrayList<>(place.arguments("train"));
        arguments.addAll(List.of("--run", id, "--auto-resume"));
        arguments.addAll(List.of("--directory", home(id).toString()));
        arguments.addAll(List.of("--data", "digits", "--layers", "64,32", "--batch", "64"));
        List<String> settings = new ArrayList<>(List.of(
                "steps=" + kind.steps(),
                "decision-interval=" + DECISION_INTERVAL,
                "probe.interval=10",
                "probe.batch=128",
                "evaluation-interval=500",
                "checkpoint.interval=1s"));
        settings.addAll(kind.settings());
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        // Training takes what the services leave: on few cores they would starve.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
        command.addAll(Program.java(MEGABYTES, Place.MAIN, arguments));
        return command;
    }

    private Path home(String id) {
        return place.directory().resolve("runs").resolve(id);
    }

    /** Begins no more of them. */
    synchronized void finish() {
        last = true;
    }

    /** Returns what is complete once the last has ended. */
    CompletableFuture<Void> over() {
        return over;
    }

    /** Returns what they are. */
    Kind kind() {
        return kind;
    }

    /** Returns the ids of all that began, in order. */
    synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    /** Returns the process of the last that began. */
    synchronized Supervised process() {
        return processes.get(processes.size() - 1);
    }

    /** Returns how often processes ended by themselves, and not well. */
    synchronized int failures() {
        return processes.stream().mapToInt(Supervised::failures).sum();
    }

    /** Returns the SHA-256 of all weights that a run wrote. */
    String weights(String id) {
        MessageDigest digest = sha256();
        for (String name : NETWORKS) {
            Path file = home(id).resolve(name);
            if (Files.exists(file)) {
                TrainedNetwork.read(file).weights().forEach(array -> update(digest, array));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, NamedArray array) {
        digest.update(array.name().getBytes(StandardCharsets.UTF_8));
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * array.values().length);
        for (float value : array.values()) {
            bytes.putFloat(value);
        }
        digest.update(bytes.array());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        last = true;
        processes.forEach(Supervised::close);
    }
}
