package io.plumbline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.dl4j.Dl4jNetwork;
import io.plumbline.dl4j.Dl4jNetwork.Written;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.weights.TrainedNetwork;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Printable;
import io.plumbline.service.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a trained network for another library. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Write a trained network as a model of DeepLearning4J, without its closed nodes.",
            "It takes features as they are in the data: scaling them is part of its first layer."
        },
        footerHeading = "%nExit codes:%n",
        footer = {"  0   written", "  1   it failed", "  2   bad flag or network file"})
final class ExportCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FILE", description = "safetensors file that a training wrote")
    private Path file;

    @Parameters(index = "1", paramLabel = "MODEL", description = "archive to write, replaced if it is there: model.zip")
    private Path model;

    @Option(names = "--json", description = "print JSON instead of the sentence")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LogFile.openIfPossible(Path.of(DataFolder.NAME, "export.log"), Console.of(spec));
        Written written = written();
        Console.of(spec).answer(json ? json(written).toPrettyString() : text(written));
        return 0;
    }

    private Written written() {
        try {
            return Dl4jNetwork.write(TrainedNetwork.read(file), model);
        } catch (DataException e) {
            throw new ConfigurationException(List.of(e.getMessage()));
        }
    }

    private String text(Written written) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %,d of %,d parameters.%n"
                        + "Read it with ModelSerializer.restoreMultiLayerNetwork; it takes features as they are in the data.",
                Printable.line(model.toString()),
                written.widths().stream().map(String::valueOf).collect(Collectors.joining("-")),
                written.parameters(),
                written.allOpen());
    }

    private ObjectNode json(Written written) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("model", model.toString());
        written.widths().forEach(json.putArray("widths")::add);
        json.put("parameters", written.parameters());
        json.put("parameters_all_open", written.allOpen());
        return json;
    }
}
