package io.plumbline.engine.weights;

import io.plumbline.core.files.FileTrouble;
import io.plumbline.core.files.WholeFile;
import io.plumbline.core.model.Mask;
import io.plumbline.engine.AverageState;
import io.plumbline.engine.EngineState;
import io.plumbline.engine.MemoryNeed;
import io.plumbline.engine.NamedArray;
import io.plumbline.engine.OptimizerState;
import io.plumbline.engine.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The file of a checkpoint: the state of an engine as arrays, and texts that go with it, in the safetensors format. A checksum
 * goes over all of it, another over the texts alone, so that they can be trusted by whoever reads nothing else. In the file an
 * array is called by what it is of: {@code weights/dense-1.weight}; masks hold 1 for an
 * open or present node.
 *
 * @param head a text of whoever writes the file, such as JSON
 * @param state of the engine
 */
public record StateFile(String head, EngineState state) {

    private static final String FORMAT = "plumbline-checkpoint-1";
    private static final String WEIGHTS = "weights/";
    private static final String STATISTICS = "statistics/";
    private static final String MOMENTS = "optimizer/";
    private static final String AVERAGE = "average/";
    private static final String DIRECTION = "probe/";
    private static final String MASK = "mask/";
    private static final String PRESENT = "present/";
    private static final String CHECKSUM = "checksum";
    private static final String TEXTS_CHECKSUM = "checksum-of-texts";

    /**
     * Writes the file, whole or not at all.
     *
     * @throws DataException if it cannot be written, or a number in it is not finite
     */
    public void write(Path file) {
        List<NamedArray> arrays = arrays();
        arrays.forEach(array -> requireFinite(file, array));
        Map<String, String> texts = texts();
        List<TensorEntry> layout = layout(arrays);
        texts.put(TEXTS_CHECKSUM, Checksum.of(texts, List.of(), List.of()));
        texts.put(CHECKSUM, Checksum.of(texts, layout, arrays));
        SafeTensors header = new SafeTensors(texts, layout);
        Consumer<Consumer<float[]>> values = taker -> arrays.forEach(array -> taker.accept(array.own()));
        try {
            WholeFile.write(file, part -> TensorWriter.write(part, header, values));
        } catch (IOException unwritable) {
            throw new DataException(file + " cannot be written: " + FileTrouble.why(file, unwritable));
        }
    }

    /**
     * Reads a file. Its size, shapes and checksum are checked, not that the state is of a certain network.
     *
     * @throws DataException if it is not as {@link #write} writes it, or does not fit into memory, in one sentence
     */
    public static StateFile read(Path file) {
        return TensorReader.read(file, reader -> {
            Map<String, String> texts = texts(file, reader);
            MemoryNeed.ofHeap(reader.header().dataBytes())
                    .refusal(file.toString(), MemoryNeed.Machine.here())
                    .ifPresent(sentence -> {
                        throw new DataException(sentence);
                    });
            List<TensorEntry> layout = reader.header().tensors();
            List<NamedArray> arrays = layout.stream().map(reader::values).toList();
            String said = texts.remove(CHECKSUM);
            if (!Checksum.of(texts, layout, arrays).equals(said)) {
                throw new DataException(file + " is damaged: its checksum is not that of its content");
            }
            try {
                return parse(texts, arrays);
            } catch (IllegalArgumentException malformed) {
                throw new DataException(file + " is no checkpoint: " + malformed.getMessage());
            }
        });
    }

    /**
     * Reads the text of whoever wrote a file, and no array of it. The texts and the size of the file are checked.
     *
     * @throws DataException if {@link #write} did not write it, or a text was changed, in one sentence
     */
    public static String head(Path file) {
        return TensorReader.read(file, reader -> {
            Map<String, String> texts = texts(file, reader);
            texts.remove(CHECKSUM);
            String said = texts.remove(TEXTS_CHECKSUM);
            if (!Checksum.of(texts, List.of(), List.of()).equals(said)) {
                throw new DataException(file + " is damaged: its checksum is not that of its texts");
            }
            return text(texts, "head");
        });
    }

    private static Map<String, String> texts(Path file, TensorReader reader) {
        Map<String, String> texts = new LinkedHashMap<>(reader.header().metadata());
        if (!FORMAT.equals(texts.get("format"))) {
            throw new DataException(
                    file + " is no checkpoint: its format is " + texts.get("format") + ", expected " + FORMAT);
        }
        return texts;
    }

    private List<NamedArray> arrays() {
        List<NamedArray> arrays = new ArrayList<>();
        add(arrays, WEIGHTS, state.weights());
        add(arrays, STATISTICS, state.statistics());
        add(arrays, MOMENTS, state.optimizer().moments());
        add(arrays, AVERAGE, state.average().weights());
        add(arrays, DIRECTION, state.direction());
        add(arrays, MASK, List.of(array(state.mask())));
        add(arrays, PRESENT, List.of(array(state.present())));
        return arrays;
    }

    private static void add(List<NamedArray> all, String prefix, List<NamedArray> arrays) {
        arrays.forEach(array -> all.add(array.named(prefix + array.name())));
    }

    private static NamedArray array(Mask mask) {
        return NamedArray.filled("nodes", new int[] {mask.nodes()}, values -> {
            for (int b = 0; b < values.length; b++) {
                values[b] = mask.isOpen(b) ? 1 : 0;
            }
        });
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("format", FORMAT);
        texts.put("head", head);
        texts.put("updates", String.valueOf(state.optimizer().updates()));
        texts.put("average-decay", String.valueOf(state.average().decay()));
        texts.put("average-mass", String.valueOf(state.average().mass()));
        return texts;
    }

    private static List<TensorEntry> layout(List<NamedArray> arrays) {
        List<TensorEntry> layout = new ArrayList<>();
        long end = 0;
        for (NamedArray array : arrays) {
            List<Long> shape =
                    Arrays.stream(array.shape()).mapToObj(size -> (long) size).toList();
            TensorEntry entry = TensorEntry.from(end, array.name(), shape);
            layout.add(entry);
            end = entry.end();
        }
        return layout;
    }

    private static void requireFinite(Path file, NamedArray array) {
        for (float value : array.own()) {
            if (!Float.isFinite(value)) {
                throw new DataException(
                        file + " is not written: " + array.name() + " holds " + value + ", expected finite numbers");
            }
        }
    }

    private static StateFile parse(Map<String, String> texts, List<NamedArray> arrays) {
        Function<String, List<NamedArray>> of = prefix -> arrays.stream()
                .filter(array -> array.name().startsWith(prefix))
                .map(array -> array.named(array.name().substring(prefix.length())))
                .toList();
        AverageState average = new AverageState(
                Double.parseDouble(text(texts, "average-decay")),
                Double.parseDouble(text(texts, "average-mass")),
                of.apply(AVERAGE));
        OptimizerState optimizer = new OptimizerState(Long.parseLong(text(texts, "updates")), of.apply(MOMENTS));
        EngineState state = new EngineState(
                mask(of.apply(MASK)),
                mask(of.apply(PRESENT)),
                of.apply(WEIGHTS),
                of.apply(STATISTICS),
                optimizer,
                average,
                of.apply(DIRECTION));
        return new StateFile(text(texts, "head"), state);
    }

    private static Mask mask(List<NamedArray> found) {
        if (found.size() != 1) {
            throw new IllegalArgumentException("it holds no mask, or more than one");
        }
        float[] values = found.get(0).own();
        int[] closed =
                IntStream.range(0, values.length).filter(b -> values[b] == 0).toArray();
        return Mask.allOpen(values.length).with(closed, new int[0]);
    }

    private static String text(Map<String, String> texts, String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("its metadata says no " + key);
        }
        return text;
    }
}
