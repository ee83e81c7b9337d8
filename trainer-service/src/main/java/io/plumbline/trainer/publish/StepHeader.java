package io.plumbline.trainer.publish;

import io.plumbline.core.gating.StepReport;
import java.util.Optional;

/**
 * What belongs to a step's statistics beside what the engine measured.
 *
 * @param step from 1
 * @param maskVersion in force during the step; 0: all open
 * @param applied losses around the change, on the first step under a new version
 */
public record StepHeader(long step, long maskVersion, Optional<StepReport.Applied> applied) {}
