package dev.cilab.sandbox.cluster.kubelet;

/** A container needs an object that is not there: CreateContainerConfigError. */
final class MissingReference extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingReference(String message) {
        super(message);
    }
}
