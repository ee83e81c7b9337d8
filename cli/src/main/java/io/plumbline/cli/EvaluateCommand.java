package io.plumbline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.Score;
import io.plumbline.engine.data.DataException;
import io.plumbline.engine.data.Source;
import io.plumbline.report.Unit;
import io.plumbline.service.ConfigurationException;
import io.plumbline.service.Printable;
import io.plumbline.service.Version;
import io.plumbline.trainer.Evaluator;
import io.plumbline.trainer.Evaluator.EvaluatedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates a trained network from its file. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Give loss and error of a trained network, without Kafka.",
        footerHeading = "%nExit codes:%n",
        footer = {"  0   evaluated", "  1   it failed", "  2   bad flag, network file or data"})
final class EvaluateCommand implements Callable<Integer> {

    private static final String UNNAMED =
            "%nThe network file is of a version that kept no names: classes are numbered as this data brings them.";

    @Parameters(paramLabel = "FILE", description = "safetensors file that a training wrote")
    private Path file;

    @Option(names = "--data", paramLabel = "SET", description = Source.FORMS + " (default: the data of the training)")
    private Optional<String> data = Optional.empty();

    @Option(names = "--json", description = "print JSON instead of the table")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        LogFile.openIfPossible(Path.of(DataFolder.NAME, "evaluate.log"), Console.of(spec));
        EvaluatedFile evaluated = evaluated();
        Console.of(spec).answer(json ? json(evaluated).toPrettyString() : text(evaluated));
        return 0;
    }

    private EvaluatedFile evaluated() {
        try {
            return Evaluator.evaluate(file, data.map(Source::parse));
        } catch (DataException | IllegalArgumentException e) {
            throw new ConfigurationException(List.of(e.getMessage()));
        }
    }

    private static String text(EvaluatedFile evaluated) {
        return String.format(
                Locale.ROOT,
                "Run %s after %,d steps%s, on %s:%n%s%n%s%s",
                Printable.line(evaluated.run()),
                evaluated.step(),
                evaluated.averaged() ? ", averaged weights" : "",
                Printable.line(evaluated.data()),
                line("training", evaluated.unit(), evaluated.trainingExamples(), evaluated.training()),
                line("test", evaluated.unit(), evaluated.testExamples(), evaluated.test()),
                evaluated.byName() ? "" : UNNAMED.formatted());
    }

    private static String line(String part, String word, long examples, Score score) {
        Unit unit = Unit.of(word);
        String measure = unit == Unit.EXAMPLE
                ? ""
                : String.format(Locale.ROOT, "  %s %.4f", unit.measureName(), unit.measure(score.loss()));
        return String.format(
                Locale.ROOT,
                "%-8s  %,8d %s  loss %.6f  error %.2f %%%s",
                part,
                examples,
                unit.several(),
                score.loss(),
                100 * score.error(),
                measure);
    }

    private static ObjectNode json(EvaluatedFile evaluated) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("run", evaluated.run())
                .put("step", evaluated.step())
                .put("data", evaluated.data())
                .put("averaged", evaluated.averaged())
                .put("classes_by_name", evaluated.byName());
        Unit unit = Unit.of(evaluated.unit());
        part(json.putObject("training"), unit, evaluated.trainingExamples(), evaluated.training());
        part(json.putObject("test"), unit, evaluated.testExamples(), evaluated.test());
        return json;
    }

    private static void part(ObjectNode json, Unit unit, long examples, Score score) {
        json.put(unit.several(), examples).put("loss", score.loss()).put("error", score.error());
        if (unit != Unit.EXAMPLE) {
            json.put(unit.measureKey(), unit.measure(score.loss()));
        }
    }
}
