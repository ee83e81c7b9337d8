package io.plumbline.report.runlog;

/**
 * How much of a layer is open.
 *
 * @param layer name of the layer
 * @param nodes of the layer
 * @param open of these
 */
public record LayerDensity(String layer, int nodes, int open) {}
