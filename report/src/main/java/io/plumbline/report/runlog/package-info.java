/** Runs read back from the log: what was recorded, which masks were in force, and a run in numbers. Shows nothing. */
package io.plumbline.report.runlog;
