package io.plumbline.trainer.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the IDX files of MNIST or Fashion-MNIST in a folder: {@code train-images-idx3-ubyte},
 * {@code train-labels-idx1-ubyte}, {@code t10k-…}, with or without {@code .gz}; a part of a set may say so in its name,
 * as in {@code train-first3615-images-idx3-ubyte.gz}.
 */
final class IdxFolder {

    private final Path folder;

    IdxFolder(Path folder) {
        this.folder = folder;
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
        Optional<Path> images = find(part, "images", 3);
        Optional<Path> labels = find(part, "labels", 1);
        if (images.isPresent() && labels.isEmpty()) {
            throw new DataException(folder + " holds " + images.get().getFileName() + " but no labels for it: expected "
                    + part + "-labels-idx1-ubyte, plain or .gz");
        }
        return images.map(file -> Idx.read(file, labels.orElseThrow(), limit));
    }

    private Optional<Path> find(String part, String what, int dimensions) {
        Pattern name = Pattern.compile(part + "(-\\w+)?-" + what + "[-.]idx" + dimensions + "-ubyte(\\.gz)?");
        List<Path> found = DataFile.matching(folder, name);
        if (found.size() > 1) {
            throw new DataException(folder + " holds both " + found.get(0).getFileName() + " and "
                    + found.get(1).getFileName() + ": expected one file of " + part + " " + what);
        }
        return found.stream().findFirst();
    }
}
