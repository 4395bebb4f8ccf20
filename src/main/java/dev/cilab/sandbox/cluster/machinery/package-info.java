/** What the controllers, the scheduler and the kubelets share: queues, watches, events, and reading of objects. */
package dev.cilab.sandbox.cluster.machinery;
