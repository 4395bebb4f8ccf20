package dev.cilab.kube;

import dev.cilab.exec.Unreachable;

/** The one choke point for writes: it alone makes a {@link Permit}. */
public interface Guard {

    /**
     * @throws Refused when the cluster is neither one that cilab created (its UID is on record) nor one that the user adopted by name
     */
    Permit permit(Cluster cluster) throws Refused, Unreachable;

    /** A write that the guard does not allow; exit code 5. */
    class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }
}
