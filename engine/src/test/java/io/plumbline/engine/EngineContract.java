package io.plumbline.engine;

/**
 * What any engine promises to the run that it trains, whoever wrote it: the table of its axes, every number by its definition, masks and
 * prunings, bits of a seed, export and import, averages, refusals. An engine's author extends this and says what {@link
 * EngineSubject} asks for; what an engine has beyond it is tested beside.
 */
public abstract class EngineContract
        implements ArchitectureContract,
                StepContract,
                ProbeContract,
                GateCurvatureContract,
                MaskContract,
                StateContract,
                AverageContract,
                RefusalContract {}
