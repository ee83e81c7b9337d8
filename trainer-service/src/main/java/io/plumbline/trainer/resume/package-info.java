/** How a run goes on that was killed: what the log holds of it, who may go on, and the checkpoint that saves the way there. */
package io.plumbline.trainer.resume;
