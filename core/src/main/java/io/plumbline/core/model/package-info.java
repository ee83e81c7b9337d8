/** What a network is to the method: layers, nodes, gates. Nothing here is ever null; no type here knows a library. */
package io.plumbline.core.model;
