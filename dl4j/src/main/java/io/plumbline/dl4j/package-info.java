/** Trained networks as models of DeepLearning4J. */
package io.plumbline.dl4j;
