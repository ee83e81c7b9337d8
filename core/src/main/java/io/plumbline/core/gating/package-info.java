/** From statistics to decisions: what a run's gate remembers, when it decides, what it changes and why. */
package io.plumbline.core.gating;
