/** What the log says about runs, shown: tables, JSON and pages. */
package io.plumbline.report;
