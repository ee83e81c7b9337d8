/** What the log says about runs: read back from the topics, summed up, drawn. */
package io.plumbline.report;
