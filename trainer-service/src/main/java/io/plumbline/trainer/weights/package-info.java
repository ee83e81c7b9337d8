/** Trained networks in safetensors files. */
package io.plumbline.trainer.weights;
