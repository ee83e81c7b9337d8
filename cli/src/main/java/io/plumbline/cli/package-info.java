/** The command line, and all services in one JVM. */
package io.plumbline.cli;
