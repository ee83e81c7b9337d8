/** Trained networks in safetensors files. */
package io.plumbline.engine.weights;
