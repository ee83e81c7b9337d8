/** Files from which a run goes on: what is in them, where they lie, and who writes them beside the training. */
package io.plumbline.trainer.checkpoint;
