/** Which pod runs on which node. */
package dev.cilab.sandbox.cluster.scheduler;
