/**
 * What a run is to be: its description as people give it (flags, environment, one YAML file), checked all at once, and
 * its resolved form, which says every default and can be fed back in.
 */
package io.plumbline.trainer.run;
