package io.plumbline.engine;

import java.util.Optional;

/** What measures a network that may become smaller, and the average of its weights: frozen copies outlive a removal. Not thread safe. */
final class Evaluators implements AutoCloseable {

    private Optional<Evaluator> ofWeights = Optional.empty();
    /** None before it is asked for. */
    private Optional<Evaluator> ofAverage = Optional.empty();

    /** Keeps weights and gates of an engine as they are. */
    Frozen freeze(BlockEngine engine) {
        ofWeights = Optional.of(fitting(engine, ofWeights));
        engine.freeze(ofWeights.get());
        return ofWeights.get();
    }

    /** Keeps averaged weights and gates of an engine as they are; empty where it keeps no average. */
    Optional<Frozen> freezeAverage(BlockEngine engine) {
        if (engine.averageRows().isEmpty()) {
            return Optional.empty();
        }
        ofAverage = Optional.of(fitting(engine, ofAverage));
        engine.freezeAverage(ofAverage.get());
        return ofAverage.map(Frozen.class::cast);
    }

    /** Returns what measures a network of the present size: the old one, or a new one in its place. */
    private static Evaluator fitting(BlockEngine engine, Optional<Evaluator> old) {
        if (old.isPresent() && old.get().network().equals(engine.network())) {
            return old.get();
        }
        old.ifPresent(Evaluator::close);
        return new Evaluator(engine.network());
    }

    @Override
    public void close() {
        ofWeights.ifPresent(Evaluator::close);
        ofAverage.ifPresent(Evaluator::close);
    }
}
