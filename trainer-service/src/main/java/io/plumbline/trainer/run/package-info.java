/**
 * The description of a run as people give it (flags, environment, one YAML file), checked as a whole, and its resolved
 * form, which states every default and can be read again.
 */
package io.plumbline.trainer.run;
