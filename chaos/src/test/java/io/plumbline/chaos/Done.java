package io.plumbline.chaos;

/**
 * An act that was done.
 *
 * @param act it
 * @param name of its victim
 * @param run that its victim trained; empty: it trained none
 * @param attempt of that run at the time
 * @param atMs when, by the wall clock; of a pause, when it began
 * @param overlapped whether the victim of the act before was not waited for
 */
record Done(Act act, String name, String run, int attempt, long atMs, boolean overlapped) {}
