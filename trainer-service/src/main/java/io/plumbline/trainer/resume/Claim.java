package io.plumbline.trainer.resume;

/**
 * Who makes an attempt of a run.
 *
 * @param attempt from 1; 0: none was claimed yet
 * @param id drawn by the process that claims it
 */
public record Claim(int attempt, String id) {

    /** Nobody has claimed the run. */
    public static final Claim NONE = new Claim(0, "");
}
