/**
 * The network as the method sees it: layers, nodes, gates. Nothing here is ever null; no type here depends on a
 * library.
 */
package io.plumbline.core.model;
