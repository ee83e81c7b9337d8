package io.plumbline.engine.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the IDX files of MNIST or Fashion-MNIST in a folder: {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-…}, with or without {@code .gz}; a part of a set may say so in its name,
 * as in {@code train-first3615-images-idx3-ubyte.gz}.
 */
final class IdxFolder {

    private final Path folder;
    private final LoadListener progress;

    IdxFolder(Path folder, LoadListener progress) {
        this.folder = folder;
        this.progress = progress;
    }

    Table training(int limit) {
        return part("train", limit)
                .orElseThrow(() -> new DataException(
                        folder + " holds no train-images-idx3-ubyte, plain or .gz: expected the IDX files of the set"));
    }

    Optional<Table> test(int limit) {
        return part("t10k", limit);
    }

    private Optional<Table> part(String part, int limit) {
        Pattern imagesName = name(part, "images", 3);
        Pattern labelsName = name(part, "labels", 1);
        Optional<Path> images = find(imagesName, part + " images");
        Optional<Path> labels = find(labelsName, part + " labels");
        if (images.isPresent() && labels.isEmpty()) {
            throw new DataException(folder + " holds " + images.get().getFileName() + " but no labels for it: expected "
                    + part + "-labels-idx1-ubyte, plain or .gz");
        }
        if (images.isPresent() && !which(imagesName, images.get()).equals(which(labelsName, labels.get()))) {
            throw new DataException(folder + " holds " + images.get().getFileName() + " and "
                    + labels.get().getFileName() + ": expected labels of the same part, named alike");
        }
        return images.map(file -> Idx.read(file, labels.orElseThrow(), limit, progress));
    }

    private static Pattern name(String part, String what, int dimensions) {
        return Pattern.compile(part + "(-\\w+)?-" + what + "[-.]idx" + dimensions + "-ubyte(\\.gz)?");
    }

    private Optional<Path> find(Pattern name, String what) {
        List<Path> found = DataFile.matching(folder, name);
        if (found.size() > 1) {
            throw new DataException(folder + " holds both " + found.get(0).getFileName() + " and "
                    + found.get(1).getFileName() + ": expected one file of " + what);
        }
        return found.stream().findFirst();
    }

    /** Returns the part of a set that a name tells, empty for the whole. */
    private static Optional<String> which(Pattern name, Path file) {
        Matcher matcher = name.matcher(file.getFileName().toString());
        return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }
}
