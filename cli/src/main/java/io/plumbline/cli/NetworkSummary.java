package io.plumbline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.core.model.Architecture;
import io.plumbline.core.model.Factor;
import io.plumbline.core.model.Layer;
import io.plumbline.core.model.Layers;
import io.plumbline.core.model.Mask;
import io.plumbline.core.model.Role;
import io.plumbline.core.model.Tensor;
import io.plumbline.report.Table;
import io.plumbline.trainer.Prepared;
import io.plumbline.trainer.run.RunDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run is going to train: tensors, nodes, cost and memory. */
final class NetworkSummary {

    private static final String NOTHING = "–";

    private final Prepared prepared;
    private final Architecture network;
    private final Layers layers;
    private final Mask all;

    NetworkSummary(Prepared prepared) {
        this.prepared = prepared;
        this.network = prepared.architecture();
        this.layers = network.layers();
        this.all = network.all();
    }

    /** Returns two tables, of tensors and of gated layers, and the sums. */
    String text() {
        return tensors().text() + System.lineSeparator() + gated().text();
    }

    private Table tensors() {
        List<Table.Row> rows = new ArrayList<>();
        for (Tensor tensor : network.tensors()) {
            rows.add(new Table.Row(
                    tensor.name(),
                    List.of(
                            shape(tensor),
                            tensor.isParameter() ? count(tensor.entries(layers, all)) : NOTHING,
                            tensor.uses() > 0 ? count(tensor.cost(layers, all)) : NOTHING,
                            axes(tensor))));
        }
        RunDescription run = prepared.run();
        return new Table(
                List.of("shape", "parameters", "operations", "axes"),
                rows,
                List.of(
                        "Parameters: " + count((double) network.parameters(all)) + ".",
                        "Operations of a forward pass: " + count(network.cost(all)) + " per example, "
                                + count(network.cost(all) * run.batch()) + " per step of " + count(run.batch())
                                + " examples; a whole step takes about three times as many.",
                        "Memory expected: " + prepared.memory() + ".",
                        "Steps planned: " + count((double) run.length().steps()) + "."));
    }

    private Table gated() {
        List<Table.Row> rows = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.all().get(l);
            rows.add(new Table.Row(
                    layer.name(),
                    List.of(
                            layer.kind().spelling(),
                            count(layer.nodes()),
                            count(layer.cost()),
                            String.join(", ", members(l)))));
        }
        return new Table(
                List.of("kind", "nodes", "operations a node", "made by"),
                rows,
                Stream.concat(
                                Stream.of("Nodes with a gate: " + count(layers.nodes()) + "."),
                                prepared.capacityFloor().stream())
                        .toList());
    }

    /** Returns the maps that make the nodes of a layer: several, where they add to one stream. */
    private List<String> members(int layer) {
        return network.parameterTensors().stream()
                .filter(tensor -> tensor.axes().size() > 1)
                .filter(tensor -> tensor.axes().stream()
                        .flatMap(axis -> axis.nodes().stream())
                        .anyMatch(nodes -> nodes.layer() == layer && nodes.role() == Role.OWNS))
                .map(tensor -> tensor.name().replace(".weight", ""))
                .toList();
    }

    /** Returns the same for scripts. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("parameters", network.parameters(all));
        json.put("nodes", layers.nodes());
        json.put("operations_per_example", network.cost(all));
        json.put("batch", prepared.run().batch());
        json.put("planned_steps", prepared.run().length().steps());
        json.put("heap_bytes", prepared.memory().heap());
        json.put("native_bytes", prepared.memory().outside());
        ArrayNode tensors = json.putArray("tensors");
        for (Tensor tensor : network.tensors()) {
            ObjectNode one = tensors.addObject();
            one.put("name", tensor.name()).put("kind", tensor.kind().spelling());
            Arrays.stream(tensor.shape(layers, all)).forEach(one.putArray("shape")::add);
            one.put("operations_per_example", tensor.cost(layers, all)).put("axes", axes(tensor));
        }
        ArrayNode gated = json.putArray("layers");
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.all().get(l);
            ObjectNode one = gated.addObject();
            one.put("name", layer.name())
                    .put("kind", layer.kind().spelling())
                    .put("nodes", layer.nodes())
                    .put("operations_per_node", layer.cost());
            members(l).forEach(one.putArray("members")::add);
        }
        return json;
    }

    private String shape(Tensor tensor) {
        return Arrays.stream(tensor.shape(layers, all))
                .mapToObj(NetworkSummary::count)
                .collect(Collectors.joining(" × "));
    }

    /** Says what nodes are to the axes: {@code reads dense-1, owned by dense-2}. */
    private String axes(Tensor tensor) {
        String said = tensor.axes().stream()
                .flatMap(axis -> axis.nodes().stream())
                .map(this::said)
                .collect(Collectors.joining(", "));
        return said.isEmpty() ? NOTHING : said;
    }

    private String said(Factor.Nodes nodes) {
        String layer = layers.all().get(nodes.layer()).name();
        return switch (nodes.role()) {
            case OWNS -> "owned by " + layer;
            case READS -> "reads " + layer;
            case FOLLOWS -> "goes with " + layer;
        };
    }

    private static String count(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }
}
